"""M13 shortage rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M13",
    "shortage rate",
    unit="line",
    clock="handover, until the shop's files end",
    needs=("order_lines.quantity", "shipment_lines.order_id | shipment_lines.original_order_id"),
    leaves_out=("what the buyer cancelled", "lines whose quantities cannot be told"),
)
def shortage(inputs: Inputs) -> Sheet:
    """How many order lines were sent short, or cancelled by the seller.

    ## Formula
    Lines short or cancelled by the seller / lines due, those included. Exports rarely say that stock was the
    reason, so that every shortage counts; the two ways stand apart, and so do lines of which nothing left.

    ## Source
    The trade's own words.
    """
    short = pl.col("shipped") < pl.col("due")
    refused = pl.col("missed") > 0
    nothing = (pl.col("shipped") == 0) & (pl.col("due") + pl.col("missed") > 0)
    return Sheet(
        inputs.lines.lazy(),
        (
            Count("short or cancelled by the seller", short | refused),
            Count("sent short", short),
            Count("cancelled by the seller", refused, needs=("orders.cancelled_by",)),
            Count("nothing of it left", nothing),
        ),
    )
