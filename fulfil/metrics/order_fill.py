"""M10 order fill rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .dimensions import local
from .in_full import orders_due
from .metric import metric
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M10",
    "order fill rate",
    unit="order",
    clock="handover, until the shop's files end",
    needs=("order_lines.quantity", "shipment_lines.order_id | shipment_lines.original_order_id"),
    leaves_out=("orders that may still be sent within their promise", "orders whose contents cannot be told"),
)
def order_fill(inputs: Inputs) -> Sheet:
    """How many orders left complete: in the end, on one day, in one parcel.

    ## Formula
    Orders of which all that was due left / orders due: finished ones, and those past their promise. Most
    tolerant: what anybody cancelled is not due. Then what the seller cancelled is a miss, as everywhere
    below: in any number of parcels, whenever; all parcels on the day of the first, in the zone of the order's
    file, which is "complete in the first shipment"; and in one parcel. Replacements never count as sent.

    ## Source
    WERC's fill rate by orders ("shipped complete in the first shipment"); best in class 99.56 %.
    """
    one_day = (local(inputs, "done_at").dt.date() == local(inputs, "left_at").dt.date()) | (
        pl.col("parcels") == 1
    )
    rows = orders_due(inputs).with_columns(one_day=one_day)
    full = pl.col("full")
    # Without times nobody knows the day of the second parcel.
    known = pl.when(~full | pl.col("one_day").is_not_null()).then(statement=True)
    return Sheet(
        rows,
        (
            Count("less all cancellations", pl.col("filled"), pl.col("lines_due") > 0),
            Count("complete in the end", full),
            Count("complete on one day", full & pl.col("one_day"), known, "days of handover"),
            Count("complete in one parcel", full & (pl.col("parcels") == 1)),
        ),
    )
