"""SHP005 no-pickup-scan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule
from .scans import unjudged, waiting

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SHP005",
    "no-pickup-scan",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=(
        "shipment_lines.shipped_at",
        "shipment_lines.picked_up_at",
    ),
    message="{hours} h after it was said to be shipped, the carrier has not scanned parcel {tracking_number}",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    unknown=unjudged,
    limits=("dispatch.pickup_hours", "dispatch.filled_share"),
)
def no_pickup_scan(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A parcel is said to be shipped, and the carrier has not scanned it.

    ## Why it matters
    The label was printed and the parcel stands in the warehouse, or is lost between two hands;
    platforms call it a false shipment.

    ## What a null means
    Only files whose parcels mostly have a first scan are judged: where most are empty, the column is
    not kept. Any later event or status counts as a scan. A parcel younger than the limit is pending.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,picked_up_at,last_event_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,,
    A2,1,TOY-01,1,ZTO,75800000000002,2026-11-13 12:00:00,2026-11-13 20:00:00,
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,picked_up_at,last_event_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-13 12:00:00,,
    A2,1,TOY-01,1,ZTO,75800000000002,2026-11-13 12:00:00,2026-11-13 20:00:00,
    ```

    ## Cure
    Look for the parcel on the dock; hand it over, or print again.
    """
    limit = timedelta(hours=policy.dispatch.pickup_hours)
    age = pl.lit(facts.as_of).cast(pl.Datetime("us", "UTC")) - pl.col("shipped_at")
    return (
        waiting(facts, policy)
        .filter("kept", age > limit)
        .select("row", "tracking_number", hours=(age.dt.total_minutes() / 60).round(1))
    )
