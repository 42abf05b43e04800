"""M07 on-time delivery rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .dimensions import local
from .metric import metric
from .orders import cancelled, kept_out
from .promise import by, told
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M07",
    "on-time delivery rate",
    unit="order",
    clock="delivery of the last parcel, against the promise to deliver",
    needs=(
        "orders.promised_delivery_at | shipment_lines.promised_delivery_at",
        "shipment_lines.delivered_at | orders.delivered_at",
    ),
    leaves_out=("orders without a promise to deliver", "shops whose files tell no delivery"),
)
def on_time_delivery(inputs: Inputs) -> Sheet:
    """How many orders were delivered by the day, and by the moment, that was promised.

    ## Formula
    Orders whose last parcel was delivered <= promise / orders whose promise has run out. Tolerant: until the
    promised day ends, in the zone of the order's file. Strict: to the moment. What is not delivered past its
    promise is a miss. Orders without a promise are not counted, and their number is told.

    ## Source
    Amazon's on-time delivery rate is by the day.
    """
    delivered, promised = local(inputs, "delivered_at"), local(inputs, "deliver_by")
    rows = promised_to_deliver(inputs).with_columns(
        by_day=(delivered.dt.date() <= promised.dt.date()).fill_null(value=False)
    )
    known = told("delivered_at")
    return Sheet(
        rows,
        (
            Count(
                "by the end of the promised day",
                pl.col("by_day"),
                known,
                "delivery of the last parcel, against the day of the promise",
            ),
            Count("to the moment", by("delivered_at", "deliver_by"), known),
        ),
    )


def promised_to_deliver(inputs: Inputs) -> pl.LazyFrame:
    """The orders with `left_out`: null where a promise to deliver has run out and can be judged."""
    running = pl.col("deliver_by") > pl.col("until")
    return inputs.orders.lazy().with_columns(
        first_reason(
            *kept_out(),
            *cancelled("deliver_by"),
            ("no promise to deliver", pl.col("deliver_by").is_null()),
            ("the promise has not run out", running.fill_null(value=True)),
            ("the shop's files tell no delivery", ~pl.col("tells_delivered_at")),
        )
    )
