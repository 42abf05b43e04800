"""Files of order lines that say nothing about the order itself: what the order's own file says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .due import DUE, Due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..exports.export import Export

#: Lines whose order cannot be told, and why.
KEYLESS = {"row": pl.UInt32, "reason": pl.String}

_NO_ID = "the order id is empty"
_NOT_LISTED = "no order list given has its order, so nobody can say where it goes"


def settle_details(spine: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """Take detail lines back whose order is not due by its own file.

    Taobao's detail file has a status per line and none per order; of an order that was cancelled after the
    details were exported, or of which only the deposit is paid, no line may go.

    Args:
        spine: with `order` and `due`.
        exports: all inputs, by index.
    """
    details = _details(exports)
    if not details:
        return spine
    closed = (
        spine.lazy()
        .filter(~pl.col("file").is_in(details))
        .group_by("order")
        .agg(_why=pl.col("due").first(), _due=(pl.col("due") == Due.DUE).any())
        .filter(~pl.col("_due"))
        .select("order", "_why")
    )
    taken = pl.col("file").is_in(details) & (pl.col("due") == Due.DUE) & pl.col("_why").is_not_null()
    return (
        spine.lazy()
        .join(closed, on="order", how="left", maintain_order="left")
        .with_columns(due=pl.when(taken).then("_why").otherwise("due").cast(DUE))
        .drop("_why")
        .collect()
    )


def keyless_lines(spine: pl.DataFrame, exports: Sequence[Export], *, only_due: bool) -> pl.DataFrame:
    """The lines whose order cannot be told, with the columns of `KEYLESS`.

    A line without an order id is one, and so is a detail line whose order stands in no order list. An audit
    that was given no order list at all does not ask for one.

    Args:
        spine: with `order`.
        exports: all inputs, by index.
        only_due: whether this is the gate before waybills.
    """
    details = _details(exports)
    nameless = spine.filter(pl.col("order_id").is_null()).select("row", reason=pl.lit(_NO_ID))
    if not details or not (only_due or len(details) < len(exports)):
        return nameless
    listed = spine.filter(~pl.col("file").is_in(details))
    named = spine.filter(pl.col("file").is_in(details), pl.col("order_id").is_not_null())
    alone = named.join(listed, on="order", how="anti", maintain_order="left")
    return pl.concat([nameless, alone.select("row", reason=pl.lit(_NOT_LISTED))]).sort("row")


def _details(exports: Sequence[Export]) -> list[int]:
    return [export.index for export in exports if export.profile.lines_of is not None]
