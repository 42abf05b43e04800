"""M03 late shipment rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .metric import metric
from .promise import by, promised_to_ship, told
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs

_WINDOWS: Final = (10, 30)


@metric(
    "M03",
    "late shipment rate",
    unit="order",
    clock="handover as the seller says, against the promise to ship",
    needs=("orders.promised_ship_at | orders.paid_at", "shipment_lines.shipped_at | orders.shipped_at"),
    leaves_out=(
        "orders cancelled before the promise by anybody but the seller",
        "orders without a promise, or whose promise has not run out",
    ),
)
def late_shipment(inputs: Inputs) -> Sheet:
    """How many orders were confirmed too late, of those promised in the last 10 and 30 days.

    ## Formula
    1 - on-time shipment by confirmation, of orders whose promise ran out in the window before `as_of`.

    ## Source
    Amazon's late shipment rate is told over 10 and over 30 days, and is to stay under 4 %.
    """
    late = ~by("confirmed_at")
    known = told("confirmed_at")
    windows = (
        Count(f"last {days} days", late, known & (pl.col("ship_by") > inputs.moment - pl.duration(days=days)))
        for days in _WINDOWS
    )
    return Sheet(promised_to_ship(inputs), (*windows, Count("whole time", late, known)))
