"""SHP006 stalled-parcel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule
from .stalls import open_parcels, unjudged

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SHP006",
    "stalled-parcel",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=(
        "shipment_lines.shipped_at",
        "shipment_lines.delivered_at | shipment_lines.delivery_status",
    ),
    message="nothing was heard of parcel {tracking_number} for {days} days",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    unknown=unjudged,
    limits=("dispatch.stalled_days", "dispatch.filled_share"),
)
def stalled_parcel(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A parcel is on its way and nothing was heard of it for a week.

    ## Why it matters
    Most of what stands still for a week is lost, and carriers pay only for what is claimed in time.

    ## What a null means
    The last known event counts; without one, the shipping time. Only files whose old parcels mostly
    have an end are judged: elsewhere an empty end says nothing.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,delivered_at,last_event_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,,
    A2,1,TOY-01,1,ZTO,75800000000002,2026-11-11 12:00:00,2026-11-20 12:00:00,
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,delivered_at,last_event_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,,2026-11-19 12:00:00
    A2,1,TOY-01,1,ZTO,75800000000002,2026-11-11 12:00:00,2026-11-20 12:00:00,
    ```

    ## Cure
    Have the carrier trace it; claim it, and send again.
    """
    still = pl.col("still")
    return (
        open_parcels(facts, policy)
        .filter("kept", "old")
        .select("row", "tracking_number", days=(still.dt.total_hours() / 24).round(1))
    )
