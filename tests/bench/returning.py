"""`fulfil returns` of returns and their orders, against merely reading the same files as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from .measures import Row, seconds_of
from .process import FULFIL, PYTHON, UnexpectedError, duel, output
from .returns import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .measures import Bench

_MIB = 1 << 20
_TIME, _MEMORY = 8.0, 4.0


def returning(bench: Bench) -> Iterator[Row]:
    """`fulfil returns` of a return per order and two lines of each: time and memory."""
    argv = [PYTHON, "-m", "tests.bench.returns", "--folder", str(bench.folder), "--rows", str(bench.rows)]
    home = Path(json.loads(output(argv))["folder"])
    returns, orders = (str(home / name) for name in NAMES)
    asked = [FULFIL, "returns", returns, "--orders", orders]
    told = json.loads(output([*asked, "--format", "json"]))["metrics"]["returns"]
    if told["n"] != bench.rows:
        raise UnexpectedError(f"{home} has {told['n']} returns, not {bench.rows}")
    floor = f"import polars as pl; [pl.read_csv(path, infer_schema=False) for path in {[returns, orders]!r}]"
    found = duel(asked, [PYTHON, "-c", floor], bench.rounds)
    size = sum((home / name).stat().st_size for name in NAMES)
    yield Row(
        "returns",
        f"`fulfil returns`, {bench.rows:,} returns with {2 * bench.rows:,} order lines "
        "/ `pl.read_csv` as text",
        found.ratio,
        "×",
        bench.bound(_TIME),
        seconds_of(found),
    )
    yield Row(
        "returns",
        "its peak memory / the files",
        found.first.peak / size,
        "×",
        bench.bound(_MEMORY),
        f"{found.first.peak / _MIB:,.0f} MiB / {size / _MIB:,.0f} MiB",
    )
