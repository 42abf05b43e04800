"""Which orders a record that cannot be read belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from .spine import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"[^\s,;|\"'=\t，；]+")


def rows_touched(unreadable: pl.DataFrame, spine: pl.DataFrame) -> pl.DataFrame:
    """The rows whose orders an unreadable record puts in doubt.

    It is the order whose id stands in the record's text; where none does, the records on both sides of it,
    since its text may be a part of either.

    Args:
        unreadable: `file offset line record reason text`.
        spine: see `facts.spine`.

    Returns:
        `at` (index into `unreadable`), `row` (null where the file has no row at all), sorted by both.
    """
    indexed = unreadable.with_row_index("at")
    tokens = indexed.select(
        "at", "file", order_id=pl.col("text").map_elements(_tokens, pl.List(pl.String))
    ).explode("order_id")
    named = tokens.join(spine.select("file", "order_id", "row"), on=["file", "order_id"], how="inner").select(
        "at", "row"
    )
    left = indexed.join(named, on="at", how="anti")
    sides = pl.DataFrame(list(_sides(left, spine)), schema={"at": pl.UInt32, "row": pl.UInt32}, orient="row")
    return pl.concat([named, sides]).unique().sort("at", "row")


def _tokens(text: str) -> list[str]:
    return list(dict.fromkeys(_TOKEN.findall(text)))


def _sides(left: pl.DataFrame, spine: pl.DataFrame) -> Iterator[tuple[int, int | None]]:
    for (file,), records in left.group_by("file", maintain_order=True):
        # Records of several subjects stand by subject within a block.
        rows = lines_of(spine, file).sort("offset")
        places = rows["offset"].search_sorted(records["offset"])
        for at, place in zip(records["at"], places, strict=True):
            beside = [rows["row"][i] for i in (place - 1, place) if 0 <= i < rows.height]
            yield from ((at, row) for row in beside or [None])
