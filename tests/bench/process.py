"""Whole processes in fresh interpreters: how long they take, and how much memory they hold at most."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PYTHON = sys.executable
FULFIL = str(Path(sys.executable).with_name("fulfil"))

# `ru_maxrss` counts kibibytes on Linux and bytes on macOS.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


class UnexpectedError(Exception):
    """A process ended, or counted, otherwise than it must."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process cost.

    Args:
        seconds: by the clock on the wall.
        busy: seconds that processors spent on it, which other work on the machine does not stretch as much.
        peak: bytes of memory at its peak.
    """

    seconds: float
    busy: float
    peak: int


def cost(argv: Sequence[str], code: int = 0) -> Cost:
    """Run a process to its end, its output thrown away.

    This process must stay small: what it holds counts as memory of the child until the child starts.

    Raises:
        UnexpectedError: it ends with another exit code than `code`.
    """
    started = time.perf_counter()
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        raise UnexpectedError(
            f"{argv} ended with {process.returncode}, not {code}: {said.decode(errors='replace')}"
        )
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _RSS_UNIT)


def output(argv: Sequence[str], codes: Sequence[int] = (0,)) -> bytes:
    """What a process writes to standard output.

    Raises:
        UnexpectedError: it ends with an exit code that is not one of `codes`.
    """
    ran = subprocess.run(argv, capture_output=True, check=False)
    if ran.returncode not in codes:
        raise UnexpectedError(f"{argv} ended with {ran.returncode}: {ran.stderr.decode(errors='replace')}")
    return ran.stdout


@dataclass(frozen=True, slots=True)
class Duel:
    """Two processes measured in turn.

    Args:
        ratio: the median of the pairwise ratios of time, first over second.
        first: the median cost of the first.
        second: the median cost of the second.
    """

    ratio: float
    first: Cost
    second: Cost


def duel(first: Sequence[str], second: Sequence[str], rounds: int, code: int = 0) -> Duel:
    """Measure two processes side by side, so that what else the machine does falls on both.

    Args:
        first: the one of interest; ends with `code`.
        second: what it is compared with.
        rounds: how often; one round before them warms the disk cache and is not counted.
        code: the exit code of the first.
    """
    pairs = [(cost(first, code), cost(second)) for _ in range(rounds + 1)][1:]
    return Duel(
        statistics.median(a.seconds / b.seconds for a, b in pairs),
        _middle([a for a, _ in pairs]),
        _middle([b for _, b in pairs]),
    )


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(c.seconds for c in costs),
        statistics.median(c.busy for c in costs),
        round(statistics.median(c.peak for c in costs)),
    )
