"""DUP003 waybill-reused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "DUP003",
    "waybill-reused",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=(
        "shipment_lines.tracking_number",
        "shipment_lines.shipped_at",
    ),
    message="parcel {tracking_number} left {days} days after another parcel of that number",
    subjects=(Subject.SHIPMENTS,),
    limits=("dispatch.reuse_days", "dispatch.recycle_days"),
)
def waybill_reused(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """One tracking number was used for parcels that left weeks apart.

    ## Why it matters
    One of them cannot be traced, and its buyer sees the other's deliveries.

    ## What a null means
    A record without a number or a time is not judged. Carriers give numbers out again after months,
    which is no fault.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-09-10 09:00:00,,
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-09-11 12:00:00
    A2,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00
    A2,1,TOY-01,1,ZTO,75800000000001,2026-11-12 12:00:00
    ```

    ## Cure
    Find the true number of the later parcel.
    """
    least, most = (timedelta(days=d) for d in (policy.dispatch.reuse_days, policy.dispatch.recycle_days))
    number = pl.coalesce("master_tracking_number", "tracking_number")
    gap = pl.col("shipped_at") - pl.col("shipped_at").shift().over("parcel")
    span = (pl.col("shipped_at").max() - pl.col("shipped_at").min()).over("parcel")
    return (
        facts.fulfilment.contents.lazy()
        .filter("counted", pl.col("shipped_at").is_not_null(), number.is_not_null())
        # Few numbers stand in several records, and fewer were used at times that lie apart.
        .filter(pl.col("parcel").is_duplicated())
        .filter(span > least)
        .sort("parcel", "shipped_at", "row")
        .with_columns(gap=gap)
        .filter(pl.col("gap") > least, pl.col("gap") <= most)
        .select("row", tracking_number=number, days=(pl.col("gap").dt.total_hours() / 24).round(1))
        .sort("row")
    )
