"""M11 line fill rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M11",
    "line fill rate",
    unit="line",
    clock="handover, until the shop's files end",
    needs=("order_lines.quantity", "shipment_lines.order_id | shipment_lines.original_order_id"),
    leaves_out=("gifts, services, virtual goods and pick-ups", "lines whose quantities cannot be told"),
)
def line_fill(inputs: Inputs) -> Sheet:
    """How many order lines left in full.

    ## Formula
    Lines of which all that was due left / lines due. Tolerant: what anybody cancelled is not due. Strict: a
    line of which the seller cancelled something was not filled.

    ## Source
    WERC's fill rate by lines.
    """
    full = pl.col("shipped") >= pl.col("due")
    return Sheet(
        inputs.lines.lazy(),
        (
            Count("less all cancellations", full, pl.col("due") > 0),
            Count("seller's cancellations missed", full & (pl.col("missed") == 0)),
        ),
    )
