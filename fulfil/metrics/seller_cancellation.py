"""M19 seller cancellation rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M19",
    "seller cancellation rate",
    unit="order",
    clock="cancellation, against the first handover",
    needs=("orders.cancelled_by | orders.cancelled_at | orders.status",),
    leaves_out=("orders that the buyer or the platform cancelled", "orders that were never to be sent"),
)
def seller_cancellation(inputs: Inputs) -> Sheet:
    """How many orders the seller cancelled before anything was sent.

    ## Formula
    Orders cancelled whole by the seller before the first handover / orders, without those that the buyer or
    the platform cancelled. Where no canceller is named, the tolerant reading leaves the order out, and the
    strict one takes the seller for it. Whether a parcel file is there does not matter.

    ## Source
    Amazon's pre-fulfilment cancel rate and TikTok Shop's seller fault cancellations.
    """
    by = pl.col("cancelled_by").cast(pl.String)
    before = (pl.col("cancelled_at") < pl.col("left_at")).fill_null(value=True)
    whole = ~pl.col("live") & (pl.col("gone") | (before & pl.col("cancelled_at").is_not_null()))
    rows = inputs.orders.lazy().with_columns(
        first_reason(
            ("never to be sent: unpaid, deleted, replaced, virtual or picked up", pl.col("never")),
            ("cancelled by the buyer", whole & (by == "buyer")),
            ("cancelled by the platform", whole & (by == "platform")),
        ),
        whole=whole,
    )
    unnamed = pl.col("whole") & by.is_null()
    named = pl.when(~unnamed).then(statement=True)
    return Sheet(
        rows,
        (
            Count("said to be by the seller", pl.col("whole"), named, needs=("orders.cancelled_by",)),
            Count("the seller, where nobody is named", pl.col("whole")),
        ),
    )
