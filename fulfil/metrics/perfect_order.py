"""M16 perfect order proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..rules.rule import Severity
from .in_full import not_yet, unknown
from .metric import metric
from .orders import cancelled, kept_out
from .promise import by, told
from .sheet import Count, Sheet, first_reason
from .wrong_short_damaged import FAULTS, with_faults

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M16",
    "perfect order (proxy)",
    unit="order",
    clock="handover, against the promise to ship; the rest as known now",
    needs=(
        "orders.promised_ship_at | orders.paid_at",
        "order_lines.quantity",
        "shipment_lines.order_id | shipment_lines.original_order_id",
    ),
    leaves_out=("orders whose promise has not run out", "orders whose contents cannot be told"),
)
def perfect_order(inputs: Inputs) -> Sheet:
    """How many orders went right in everything that these exports can tell.

    ## Formula
    Orders that left on time, in full, without an address error or an impossible waybill, and without a
    finding or a return that says wrong, short or damaged / orders due. Each component stands beside the
    whole. A proxy: documents are in no export, so that it is not SCOR's RL.1.1; a return may still come; and
    without a returns file no buyer has said anything.

    ## Source
    After SCOR RL.1.1 (perfect order fulfilment).
    """
    address = [
        found.rule.code
        for found in inputs.findings
        if found.rule.family == "ADR" and found.rule.severity is Severity.ERROR
    ]
    wrong = inputs.hit(*address, "SHP003")["order"].implode()
    running = (pl.col("ship_by") > pl.col("until")).fill_null(value=True)
    rows = with_faults(inputs).with_columns(
        first_reason(
            *kept_out(),
            *cancelled("ship_by"),
            *not_yet(),
            *unknown(),
            ("no promise to ship, or one that has not run out", running),
        ),
        labelled=~pl.col("order").is_in(wrong),
        unharmed=~pl.col("fault") & ~pl.col("claimed"),
        on_time=by("left_at"),
    )
    known = told("left_at")
    names = ("on_time", "full", "labelled", "unharmed")
    return Sheet(
        rows,
        (
            Count("all of these", pl.all_horizontal(names), known),
            Count("left on time", pl.col("on_time"), known),
            Count("in full", pl.col("full")),
            Count("address and waybill without error", pl.col("labelled"), rules=(*address, "SHP003")),
            Count("nothing wrong, short or damaged", pl.col("unharmed"), rules=FAULTS),
        ),
    )
