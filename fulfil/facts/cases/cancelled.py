"""Orders that were paid, and cancelled before anything left: by when the money was to go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...calendars.deadlines import deadlines
from . import Outcome
from .clocks import places
from .schema import MOMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export
    from ...policy.returns import Returns
    from ..fulfilment import Fulfilment

CANCELLED: Final = pl.Schema(
    {
        "row": pl.UInt32(),
        "file": pl.UInt16(),
        "cancelled_at": MOMENT,
        "due_at": MOMENT,
        "refunded": pl.Boolean(),
        "told": pl.Boolean(),
        "limit": pl.String(),
        "source": pl.String(),
        "legal": pl.Boolean(),
    }
)

#: States of an order that say that its goods have left.
_LEFT: Final = ("shipped", "partly_shipped", "delivered")


def cancelled_orders(
    held: Fulfilment, cases: pl.DataFrame, exports: Sequence[Export], limits: Returns
) -> pl.DataFrame:
    """The orders of `Cases.cancelled`, where a limit is set for them.

    Args:
        held: orders held against parcels and returns.
        cases: the cases.
        exports: all inputs, by index: their country and zone.
        limits: the policy.
    """
    parts = [CANCELLED.to_frame()]
    for (country, zone), files in places(exports).items():
        span = limits.limit("refund_cancelled", country)
        if span is None:
            continue
        mine = _cancelled(held, files)
        if mine.is_empty():
            continue
        parts.append(
            _with_refunds(mine, held, cases)
            .with_columns(
                deadlines(mine["cancelled_at"], span, zone).alias("due_at"),
                limit=pl.lit(span.words),
                source=pl.lit(span.source),
                legal=pl.lit(span.legal),
            )
            .select(pl.col(name).cast(dtype) for name, dtype in CANCELLED.items())
        )
    return pl.concat(parts).sort("row")


def _cancelled(held: Fulfilment, files: Sequence[int]) -> pl.DataFrame:
    """Orders that were paid, cancelled as a whole, and never left."""
    paid = pl.col("paid_at").is_not_null() | (~pl.col("cod") & (pl.col("order_paid") > 0)).fill_null(
        value=False
    )
    left = (
        pl.col("left_at").is_not_null()
        | (pl.col("parcels") > 0)
        | pl.col("said_shipped_at").is_not_null()
        | pl.col("status").is_in(_LEFT).fill_null(value=False)
    )
    return held.orders.filter(
        pl.col("file").is_in(files),
        pl.col("cancelled_at").is_not_null(),
        ~pl.col("live"),
        paid,
        ~left,
        ~pl.col("voided"),
    )


def _with_refunds(orders: pl.DataFrame, held: Fulfilment, cases: pl.DataFrame) -> pl.DataFrame:
    """Add `refunded`, and `told`: whether a file of its shop would tell a refund at all."""
    money = (pl.col("outcome") == Outcome.REFUNDED.value) | pl.col("refunded_at").is_not_null()
    paid_back = cases.filter(money.fill_null(value=False))["order"].drop_nulls().unique().implode()
    tell_by_file = held.orders.filter("refunded")["file"].unique().implode()
    since = cases.group_by("platform", "shop").agg(since=pl.col("requested_at").min())
    # A file of returns that names no shop may be of any.
    alike = orders.select("row", "platform", "shop", "cancelled_at").join(since, on="platform", how="inner")
    of_shop = alike.filter(
        (pl.col("shop") == pl.col("shop_right")).fill_null(value=True),
        pl.col("cancelled_at") >= pl.col("since"),
    )["row"].unique()
    return orders.with_columns(
        refunded=pl.col("refunded") | pl.col("order").is_in(paid_back),
        told=pl.col("file").is_in(tell_by_file) | pl.col("row").is_in(of_shop.implode()),
    )
