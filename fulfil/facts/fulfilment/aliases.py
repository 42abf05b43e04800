"""Orders that a shop's file and the file of its warehouse program both tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from .matching import order_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export


def told_elsewhere(orders: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """`order other` of the orders that count as another one: the shop's own file tells what was ordered.

    A warehouse program's file tells of parcels and, beside them, of the orders in them. Where a file of
    another platform, which tells of orders alone, has exactly one order of the same number, that one counts.

    Args:
        orders: one row per order, with `file platform order_id`.
        exports: all inputs, by index.
    """
    both = [export.index for export in exports if Subject.SHIPMENTS in export.recognition.columns.subjects]
    numbered = orders.select("order", "file", "platform", id=order_number("order_id")).filter(
        pl.col("id").is_not_null()
    )
    second = numbered.filter(pl.col("file").is_in(both))
    first = numbered.filter(~pl.col("file").is_in(both))
    if not second.height or not first.height:
        return pl.DataFrame(schema={"order": pl.UInt32, "other": pl.UInt32})
    pairs = second.join(first, on="id", suffix="_of").filter(pl.col("platform") != pl.col("platform_of"))
    alone = pl.len().over("order") == 1
    return pairs.filter(alone).select("order", other="order_of")
