"""Whether a file holds as many records as its own footer says, and numbers without a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..exports.export import Export
    from ..exports.profile import Checksum

#: What a file's footer and numbers say: `kind` is `count`, `footer` (there is none) or `gap`; how many were
#: counted there and here, and the numbers in words.
CHECKSUMS = pl.Schema(
    {
        "file": pl.UInt16(),
        "kind": pl.String(),
        "field": pl.String(),
        "expected": pl.String(),
        "value": pl.String(),
    }
)

_MOST_NUMBERS: Final = 20
"""So many missing numbers are named; an order list with more gaps was filtered on purpose."""


def compare_checksums(
    exports: Sequence[Export], values: Mapping[int, pl.Series], aside: Mapping[int, pl.DataFrame]
) -> pl.DataFrame:
    """Compare what each file counts itself with what it holds (`CHECKSUMS`).

    Args:
        exports: all inputs.
        values: file -> the distinct values of the column that its profile's checksum counts.
        aside: file -> the records that are no rows.
    """
    rows = [
        (export.index, *told)
        for export in exports
        if export.profile.checksum is not None and export.index in values
        for told in _told(
            export.profile.checksum, values[export.index].drop_nulls().unique(), aside[export.index]
        )
    ]
    return pl.DataFrame(rows, schema=CHECKSUMS, orient="row")


def _told(checksum: Checksum, values: pl.Series, aside: pl.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    texts = aside.filter(pl.col("reason") == "footer")["text"].drop_nulls()
    found = next((hit for text in texts if (hit := re.search(checksum.pattern, text))), None)
    if found is None:
        yield "footer", checksum.counts, "", str(len(values))
    elif int(found[1].replace(",", "")) != len(values):
        yield "count", checksum.counts, found[1], str(len(values))
    if checksum.consecutive and (gaps := _gaps(values)):
        yield "gap", checksum.counts, "", gaps


def _gaps(values: pl.Series) -> str:
    """The numbers that are missing between the lowest and the highest, in words; empty where none is."""
    numbers = values.cast(pl.Int64, strict=False).drop_nulls().sort()
    steps = numbers.diff()
    behind = (steps > 1).fill_null(value=False).arg_true()
    missing: list[str] = []
    total = 0
    for at in behind:
        first, last = int(numbers[at - 1]) + 1, int(numbers[at]) - 1
        total += last - first + 1
        missing.append(str(first) if first == last else f"{first}–{last}")
    if len(missing) > _MOST_NUMBERS:
        return f"{', '.join(missing[:_MOST_NUMBERS])} and more ({total} in all)"
    return ", ".join(missing)
