"""SHP001 late-shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..limits import COVERED, PROMISED
from ..rule import Concern, Handoff, Scope, Severity, rule
from .lateness import lateness, said, unjudged

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SHP001",
    "late-shipment",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "orders.promised_ship_at | orders.paid_at",
        "orders.shipped_at | shipment_lines.shipped_at | shipment_lines.picked_up_at",
    ),
    message="{reason}, {hours} h after {promise}",
    concern=Concern.SERVICE,
    unknown=unjudged,
    limits=(*PROMISED, *COVERED),
)
def late_shipment(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """An order left after the time that was promised, or has not left and the time is past.

    ## Why it matters
    Platforms fine late shipment, and a buyer who waits cancels.

    ## What a null means
    Without a promise, and without a payment time that a platform counts from, an order is not judged;
    nor is pre-sale without a promise of its own. The carrier's first scan counts, else the shop's word.
    An order that is said to be shipped without a time is unknown, and so is one outside the time that
    the parcel files cover.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,2026-11-10 09:05:00,2026-11-11 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,2026-11-10 09:05:00,2026-11-12 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00
    ```

    ## Cure
    Ship it now; find what delays the orders of its kind.
    """
    del policy
    late = lateness(facts)
    return late.filter("late").select(
        "row",
        reason=pl.when(pl.col("left_at").is_not_null())
        .then(pl.lit("it left"))
        .otherwise(pl.lit("it has not left")),
        hours=(pl.col("over").dt.total_minutes() / 60).round(1),
        promise=said("ship_by", "ship_by_from"),
    )
