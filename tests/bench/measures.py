"""The measurements, each a row or a few of the table."""

from __future__ import annotations

import shutil
import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .process import FULFIL, PYTHON, UnexpectedError, cost, duel, output
from .truth import hold_to_truth
from .written import Orders, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .process import Duel

_MIB = 1 << 20
_HELD = 1  # every file has orders that are held

#: Orders of the files in which linearity is measured.
STEPS = (10_000, 100_000, 1_000_000, 3_000_000)
_SMALL = 5_000
# The bounds are stated for files of this size: a small one shows the start-up, not the work.
_BOUND_ROWS = 1_000_000
_QUICK_ROUNDS = 4  # short processes are measured this many times as often


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Args:
        group: the measurement, as `--only` names it.
        what: what was measured, against what.
        value: the figure.
        unit: `×`, `rows/s`, `s` or `µs/row`.
        bound: what it must not exceed (for rows a second: fall below); None where it is only told.
        beside: the absolute figures behind it.
    """

    group: str
    what: str
    value: float
    unit: str
    bound: float | None
    beside: str

    @property
    def met(self) -> bool | None:
        """Whether the bound is kept."""
        if self.bound is None:
            return None
        return self.value >= self.bound if self.unit == "rows/s" else self.value <= self.bound


@dataclass(frozen=True, slots=True)
class Bench:
    """What all measurements share.

    Args:
        rows: orders of the large files.
        rounds: how often each pair is measured.
        folder: where the generated files are kept.
        largest: the most orders of the linearity row.
    """

    rows: int
    rounds: int
    folder: Path
    largest: int

    def file(self, variant: str, rows: int | None = None) -> Orders:
        """A generated file; `rows` as the large ones where not given."""
        return written(self.folder, variant, self.rows if rows is None else rows)

    def bound(self, value: float) -> float | None:
        """A bound that holds for large files, where these are."""
        return value if self.rows >= _BOUND_ROWS else None

    @property
    def out(self) -> Path:
        """The folder for batches."""
        return self.folder / "out"

    def handoff(self, file: Orders) -> list[str]:
        """The handoff of a file, as a user runs it in a pipe."""
        return [FULFIL, "handoff", str(file.path), "--out", str(self.out), "--force"]

    def floor(self, file: Orders) -> list[str]:
        """A process that merely reads the file as text."""
        return [PYTHON, "-c", f"import polars as pl; pl.read_csv({str(file.path)!r}, infer_schema=False)"]


def handoff(bench: Bench) -> Iterator[Row]:
    """`fulfil handoff` of each variant against merely reading the UTF-8 file as text; and its memory."""
    targets = {"columns": 5.0, "lean": 5.0, "text": 16.0, "lean_text": 16.0, "gb18030": 8.0}
    said = {
        "columns": "region columns",
        "lean": "region columns, lean file",
        "text": "one address text",
        "lean_text": "one address text, lean file",
        "gb18030": "region columns, GB18030",
    }
    for variant, target in targets.items():
        file = bench.file(variant)
        hold_to_truth(file, bench.out)
        plain = bench.file("columns") if variant == "gb18030" else file
        found = duel(bench.handoff(file), bench.floor(plain), bench.rounds, _HELD)
        size = file.path.stat().st_size
        yield Row(
            "handoff",
            f"`fulfil handoff`, {file.rows:,} orders, {said[variant]} / `pl.read_csv` as text",
            found.ratio,
            "×",
            bench.bound(target),
            seconds_of(found),
        )
        yield Row(
            "handoff",
            f"its peak memory, {said[variant]} / the file",
            found.first.peak / size,
            "×",
            bench.bound(4.0),
            f"{found.first.peak / _MIB:,.0f} MiB / {size / _MIB:,.0f} MiB",
        )
    shutil.rmtree(bench.out, ignore_errors=True)


def linear(bench: Bench) -> Iterator[Row]:
    """Time per order from small files to large ones, start-up taken off."""
    start = statistics.median(
        cost(bench.handoff(bench.file("columns", 100)), _HELD).seconds for _ in range(bench.rounds)
    )
    for rows in (step for step in STEPS if step <= bench.largest):
        file = bench.file("columns", rows)
        seconds = statistics.median(cost(bench.handoff(file), _HELD).seconds for _ in range(bench.rounds))
        yield Row(
            "linear",
            f"time per order beyond start-up, {rows:,} orders, region columns",
            (seconds - start) / rows * 1e6,
            "µs/row",
            None,
            f"{seconds:.2f} s, of which {start:.2f} s start-up",
        )
    shutil.rmtree(bench.out, ignore_errors=True)


def resolver(bench: Bench) -> Iterator[Row]:
    """`fulfil.address.resolve` alone."""
    for kind, target in (("text", 200_000.0), ("columns", 1_000_000.0)):
        file = bench.file(kind)
        argv = [PYTHON, "-m", "tests.bench.resolver", kind, str(file.path)]
        told = [output(argv).split() for _ in range(bench.rounds)]
        rate = statistics.median(float(rate) for _, _, rate in told)
        rows, distinct = int(told[0][0]), int(told[0][1])
        yield Row(
            "resolver",
            f"`fulfil.address.resolve`, {kind}",
            rate,
            "rows/s",
            bench.bound(target),
            f"{rows:,} rows, {distinct:,} distinct",
        )


def start(bench: Bench) -> Iterator[Row]:
    """What a user waits for where there is little to do."""
    rounds = bench.rounds * _QUICK_ROUNDS
    helped = duel([FULFIL, "--help"], [PYTHON, "-c", "import typer"], rounds)
    yield Row(
        "start",
        "`fulfil --help` / `import typer`",
        helped.ratio,
        "×",
        3.0,
        seconds_of(helped),
    )
    libraries = [PYTHON, "-c", "import polars, pydantic, rich, typer"]
    for variant in ("columns", "text"):
        file = bench.file(variant, _SMALL)
        hold_to_truth(file, bench.out)
        found = duel(bench.handoff(file), libraries, rounds, _HELD)
        yield Row(
            "start",
            f"`fulfil handoff`, {_SMALL:,} orders ({variant}) / importing its libraries",
            found.ratio,
            "×",
            3.0,
            seconds_of(found),
        )
    shutil.rmtree(bench.out, ignore_errors=True)


def peers(bench: Bench) -> Iterator[Row]:
    """One question with other tools; `fulfil handoff` answers all of its own in its time."""
    file = bench.file("columns")
    bench.out.mkdir(parents=True, exist_ok=True)
    ours = bench.handoff(file)
    installed = output([PYTHON, "-c", "from tests.bench.peers import installed; print(*installed())"])
    for tool in installed.decode().split():
        theirs = [PYTHON, "-m", "tests.bench.peers", tool, str(file.path), str(bench.folder / f"{tool}.csv")]
        missing, bad = (int(count) for count in output(theirs).split())
        if bad != file.planted["date_bad"]:
            raise UnexpectedError(f"{tool} finds {bad} bad dates of {file.planted['date_bad']}")
        found = duel(ours, theirs, bench.rounds, _HELD)
        yield Row(
            "peers",
            f"`fulfil handoff` / {tool}: empty county or bad date (finds {missing:,} of "
            f"{file.planted['county_missing']:,} useless counties)",
            found.ratio,
            "×",
            None,
            f"{seconds_of(found)}; {found.first.peak / _MIB:,.0f} / {found.second.peak / _MIB:,.0f} MiB",
        )
    shutil.rmtree(bench.out, ignore_errors=True)


def seconds_of(found: Duel) -> str:
    """Seconds of the clock, and of processors."""
    first, second = found.first, found.second
    return f"{first.seconds:.2f} s / {second.seconds:.2f} s (busy {first.busy:.2f} s / {second.busy:.2f} s)"


def tell(text: str) -> None:
    """Progress for whoever waits."""
    print(text, file=sys.stderr, flush=True)
