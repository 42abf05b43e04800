"""The audit of orders, parcels and returns with all rules, against merely reading the same files as text."""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .measures import STEPS, Row, seconds_of
from .process import FULFIL, PYTHON, UnexpectedError, cost, duel, output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .measures import Bench

_MIB = 1 << 20
_ERRORS = 1  # every planted world has errors of integrity
_NAMES = ("orders.csv", "shipments.csv", "returns.csv")
_TIME, _MEMORY = 8.0, 4.0


@dataclass(frozen=True, slots=True)
class Planted:
    """A world that was written by another process.

    Args:
        folder: where its files are.
        orders: its orders.
        lines: its order lines.
        records: its records of parcels.
        planted: rule -> findings that it must give.
    """

    folder: Path
    orders: int
    lines: int
    records: int
    planted: dict[str, int]

    @property
    def files(self) -> list[str]:
        """Orders, shipments and returns."""
        return [str(self.folder / name) for name in _NAMES]

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(Path(path).stat().st_size for path in self.files)

    @property
    def audit(self) -> list[str]:
        """The audit, as a user runs it in a pipe."""
        kits = str(self.folder / "kits.csv")
        return [FULFIL, "audit", *self.files, "--kits", kits, "--format", "json"]

    @property
    def floor(self) -> list[str]:
        """A process that merely reads the files as text."""
        read = f"[pl.read_csv(path, infer_schema=False) for path in {self.files!r}]"
        return [PYTHON, "-c", f"import polars as pl; {read}"]


def planted(folder: Path, orders: int) -> Planted:
    """A planted world, generated where it is not there yet, in a process of its own (see `process.cost`)."""
    argv = [PYTHON, "-m", "tests.bench.fulfilment", "--folder", str(folder), "--orders", str(orders)]
    told = json.loads(output(argv))
    return Planted(Path(told["folder"]), told["orders"], told["lines"], told["records"], told["planted"])


def differences(world: Planted) -> str:
    """How an audit of a world differs from what was planted, in words; empty where it does not."""
    told = json.loads(output(world.audit, codes=(_ERRORS,)))
    found = {rule["rule"]: rule["flagged"] for rule in told["checked"]}
    wrong = {
        code: (found.get(code, 0), count)
        for code, count in world.planted.items()
        if found.get(code, 0) != count
    }
    return ", ".join(f"{code}: {is_} instead of {should}" for code, (is_, should) in wrong.items())


def _hold_to_truth(world: Planted) -> None:
    wrong = output([PYTHON, "-m", "tests.bench.auditing", str(world.folder), json.dumps(world.planted)])
    if wrong.strip():
        raise UnexpectedError(f"{world.folder} is not audited as it was written: {wrong.decode().strip()}")


def fulfilment(bench: Bench) -> Iterator[Row]:
    """`fulfil audit` of orders, parcels and returns: time and memory, and time per order as worlds grow."""
    world = planted(bench.folder, bench.rows)
    _hold_to_truth(world)
    found = duel(world.audit, world.floor, bench.rounds, _ERRORS)
    yield Row(
        "fulfilment",
        f"`fulfil audit`, {world.orders:,} orders of {world.lines:,} lines in {world.records:,} records "
        "of parcels / `pl.read_csv` as text",
        found.ratio,
        "×",
        bench.bound(_TIME),
        seconds_of(found),
    )
    yield Row(
        "fulfilment",
        "its peak memory / the files",
        found.first.peak / world.size,
        "×",
        bench.bound(_MEMORY),
        f"{found.first.peak / _MIB:,.0f} MiB / {world.size / _MIB:,.0f} MiB",
    )
    yield from _linear(bench)


def _linear(bench: Bench) -> Iterator[Row]:
    started = _seconds(planted(bench.folder, 200), bench)
    for orders in (step for step in STEPS if step <= bench.largest):
        seconds = _seconds(planted(bench.folder, orders), bench)
        yield Row(
            "fulfilment",
            f"time per order beyond start-up, {orders:,} orders",
            (seconds - started) / orders * 1e6,
            "µs/row",
            None,
            f"{seconds:.2f} s, of which {started:.2f} s start-up",
        )


def _seconds(world: Planted, bench: Bench) -> float:
    return statistics.median(cost(world.audit, _ERRORS).seconds for _ in range(bench.rounds))


def main() -> None:
    """Print the differences."""
    folder, counts = sys.argv[1:]
    print(differences(Planted(Path(folder), 0, 0, 0, json.loads(counts))))


if __name__ == "__main__":
    main()
