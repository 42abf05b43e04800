"""M12 unit fill rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs

#: Quantities are kept in thousandths.
_PER = 1000


@metric(
    "M12",
    "unit fill rate",
    unit="unit",
    clock="handover, until the shop's files end",
    needs=("order_lines.quantity", "shipment_lines.order_id | shipment_lines.original_order_id"),
    leaves_out=("gifts, services, virtual goods and pick-ups", "lines whose quantities cannot be told"),
)
def unit_fill(inputs: Inputs) -> Sheet:
    """How many of the units that were due left; more than due counts as due.

    ## Formula
    Units sent / units ordered less cancelled. Tolerant: less what anybody cancelled. Strict: less what the
    buyer cancelled; what the seller cancelled was not filled. Kits count as whole kits. What is left out
    counts lines.

    ## Source
    APQC's fill rate by units, overage capped.
    """
    sent = pl.min_horizontal("shipped", "due")
    return Sheet(
        inputs.lines.lazy(),
        (
            Count("less all cancellations", sent, pl.col("due"), per=_PER),
            Count("seller's cancellations missed", sent, pl.col("due") + pl.col("missed"), per=_PER),
        ),
    )
