"""M17 split rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .dimensions import local
from .metric import metric
from .orders import kept_out
from .result import Form
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M17",
    "split rate",
    unit="order",
    clock="none: parcels that left until now",
    needs=("shipment_lines.order_id | shipment_lines.original_order_id",),
    leaves_out=("orders without a parcel", "replacements"),
)
def split_rate(inputs: Inputs) -> Sheet:
    """How many orders go in several parcels, and how many parcels an order takes.

    ## Formula
    Orders with two parcels or more / orders with a parcel; the same of orders whose parcels left on different
    days, in the zone of the order's file; and parcels / orders. Several pieces under one master number are
    one parcel; a parcel of several orders counts for each.

    ## Source
    The trade's own words: split by parcels, or by days.
    """
    days = local(inputs, "done_at").dt.date() != local(inputs, "left_at").dt.date()
    several = pl.col("parcels") > 1
    rows = inputs.orders.lazy().with_columns(
        first_reason(*kept_out(), ("no parcel", pl.col("parcels") == 0)),
        days=days,
    )
    known = pl.when(~several | pl.col("days").is_not_null()).then(statement=True)
    return Sheet(
        rows,
        (
            Count("two parcels or more", several),
            Count("parcels on several days", several & pl.col("days"), known, "days of handover"),
            Count("parcels per order", pl.col("parcels"), form=Form.RATIO),
        ),
    )
