"""DLV001 late-delivery."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule
from ..shp.lateness import said
from .promises import promised_parcels, unpromised, waiting_orders

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "DLV001",
    "late-delivery",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=(
        "orders.promised_delivery_at | shipment_lines.promised_delivery_at | shipment_lines.shipped_at",
        "shipment_lines.delivered_at | orders.promised_delivery_at",
    ),
    message="{what} {reason}, {hours} h after {promise}",
    concern=Concern.SERVICE,
    subjects=(Subject.ORDERS, Subject.SHIPMENTS),
    unknown=unpromised,
    limits=("delivery.days_after_shipping",),
)
def late_delivery(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A parcel arrived after the promised time, or the time is past and it has not arrived, or not even left.

    ## Why it matters
    A promise of a day is what the buyer planned by.

    ## What a null means
    Without a promise nothing is judged, unless the policy sets a limit
    (`delivery.days_after_shipping`). The parcel's own promise counts before the order's.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,promised_delivery_at,delivered_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,2026-11-13 12:00:00,2026-11-14 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,promised_delivery_at,delivered_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,2026-11-13 12:00:00,2026-11-13 11:00:00
    ```

    ## Cure
    Tell the buyer; ask the carrier where it stands.
    """
    as_of = pl.lit(facts.as_of).cast(pl.Datetime("us", "UTC"))
    came = pl.col("delivered_at").is_not_null()
    over = pl.coalesce("delivered_at", as_of) - pl.col("deliver_by")
    ended = pl.col("said_delivered") | pl.col("status").is_in(["delivered", "returned"]).fill_null(
        value=False
    )
    parcels = (
        promised_parcels(facts, policy)
        .filter(over > timedelta(0), came | ~ended)
        .select(
            "row",
            "tracking_number",
            what=pl.lit("the parcel"),
            reason=pl.when(came).then(pl.lit("arrived")).otherwise(pl.lit("has not arrived")),
            hours=_hours(over),
            promise=said("deliver_by", "deliver_by_from"),
        )
    )
    orders = waiting_orders(facts).select(
        "row",
        tracking_number=pl.lit(None, pl.String),
        what=pl.lit("the order"),
        reason=pl.lit("has not even left"),
        hours=_hours(pl.col("over")),
        promise=said("deliver_by", "deliver_by_from"),
    )
    return pl.concat([parcels, orders]).sort("row")


def _hours(span: pl.Expr) -> pl.Expr:
    return (span.dt.total_minutes() / 60).round(1)
