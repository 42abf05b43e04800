"""`python -m tests.bench`: a table of ratios, measured side by side in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from .auditing import fulfilment
from .measures import Bench, Row, handoff, linear, peers, resolver, start, tell
from .overriding import policies
from .reading import reading
from .returning import returning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEASURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "reading": reading,
    "handoff": handoff,
    "linear": linear,
    "fulfilment": fulfilment,
    "returns": returning,
    "policy": policies,
    "resolver": resolver,
    "start": start,
    "peers": peers,
}

_NAMED = ("fulfil", "polars", "duckdb", "pandas", "pydantic")


def versions_found() -> list[str]:
    """The programs that were measured, with their versions."""
    found = []
    for name in _NAMED:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def machine() -> dict[str, object]:
    """What the figures were measured on, and with."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "cores": usable,
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": versions_found(),
    }


def table(rows: list[Row], bench: Bench) -> str:
    """The rows as Markdown, with the machine below."""
    told = machine()
    versions = ", ".join(versions_found())
    lines = ["| measured | figure | bound | behind it |", "|---|---:|---:|---|"]
    lines += [
        f"| {row.what} | {_figure(row.value, row.unit)} | {_bound(row)} | {row.beside} |" for row in rows
    ]
    lines += ["", f"{told['cores']} cores, {told['system']}, Python {told['python']}, {versions}."]
    lines.append(f"Each figure is of whole processes: the median of {bench.rounds} rounds, taken in turn.")
    return "\n".join(lines)


def _bound(row: Row) -> str:
    if row.bound is None:
        return ""
    sign = "≥" if row.unit == "rows/s" else "≤"
    return f"{sign} {_figure(row.bound, row.unit)}{'' if row.met else ' **missed**'}"


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if unit == "rows/s" else f"{value:.2f} {unit}"


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="orders in the large files")
    parser.add_argument("--largest", type=int, default=3_000_000, help="orders in the largest linearity step")
    parser.add_argument("--rounds", type=int, default=5, help="how often each pair is measured")
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=list(MEASURES), metavar="WHAT")
    parser.add_argument(
        "--folder", type=Path, default=Path("bench-data"), help="where generated files are kept"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of Markdown")
    asked = parser.parse_args()
    bench = Bench(asked.rows, asked.rounds, asked.folder, asked.largest)
    rows: list[Row] = []
    for name in asked.only:
        for row in MEASURES[name](bench):
            tell(f"{row.what}: {_figure(row.value, row.unit)} ({row.beside})")
            rows.append(row)
    if asked.json:
        print(
            json.dumps(
                {**machine(), "rows": [{**asdict(row), "met": row.met} for row in rows]}, ensure_ascii=False
            )
        )
    else:
        print(table(rows, bench))


if __name__ == "__main__":
    main()
