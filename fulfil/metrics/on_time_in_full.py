"""M15 on time in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .dimensions import local
from .in_full import not_yet, unknown
from .metric import metric
from .orders import cancelled, kept_out
from .promise import by, told
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M15",
    "on time in full",
    unit="order",
    clock="handover or delivery, against the promise",
    needs=(
        "orders.promised_ship_at | orders.paid_at | orders.promised_delivery_at",
        "order_lines.quantity",
        "shipment_lines.order_id | shipment_lines.original_order_id",
    ),
    leaves_out=("orders whose promise has not run out", "orders whose contents cannot be told"),
)
def on_time_in_full(inputs: Inputs) -> Sheet:
    """How many orders came on time and complete, from a tolerant to a strict reading.

    ## Formula
    Orders on time and in full / orders whose promise has run out. From tolerant to strict: the first parcel
    left in time and all left in the end; all parcels left in time; all were delivered by the end of the
    promised day; all were delivered to the moment, in one parcel, and not more than was due. The first two
    are judged by the promise to ship, the others by the promise to deliver, of orders that have one. Being
    early is never a miss: nobody stated a window.

    ## Source
    OTIF means something else at every retailer, which is why four of them stand here.
    """
    day = local(inputs, "delivered_at").dt.date() <= local(inputs, "deliver_by").dt.date()
    rows = inputs.orders.lazy().with_columns(
        first_reason(*kept_out(), *cancelled("ship_by"), *not_yet(), *unknown()),
        by_day=day.fill_null(value=False),
    )
    full = pl.col("full")
    due = _run_out("ship_by") & told("left_at")
    promised = _run_out("deliver_by") & told("delivered_at")
    exact = full & ~pl.col("over").fill_null(value=False) & (pl.col("parcels") == 1)
    needs = (
        "orders.promised_delivery_at | shipment_lines.promised_delivery_at",
        "shipment_lines.delivered_at | orders.delivered_at",
    )
    ships = "handover, against the promise to ship"
    return Sheet(
        rows,
        (
            Count("first parcel left in time, all left", full & by("left_at"), due, ships),
            Count("all parcels left in time", full & by("done_at"), due, ships),
            Count(
                "all delivered by the promised day",
                full & pl.col("by_day"),
                promised,
                "delivery of the last parcel, against the day of the promise",
                needs,
            ),
            Count(
                "exactly, in one parcel, to the moment",
                exact & by("delivered_at", "deliver_by"),
                promised,
                "delivery, against the moment of the promise",
                needs,
            ),
        ),
    )


def _run_out(promise: str) -> pl.Expr:
    return (pl.col(promise) <= pl.col("until")).fill_null(value=False)
