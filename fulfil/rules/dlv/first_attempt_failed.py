"""DLV003 first-attempt-failed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "DLV003",
    "first-attempt-failed",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=("shipment_lines.attempts | shipment_lines.first_attempt_at | shipment_lines.delivery_status",),
    message="parcel {tracking_number} was not delivered at the first attempt",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    limits=("times.tolerance_minutes",),
)
def first_attempt_failed(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A parcel was not delivered at the first attempt.

    ## Why it matters
    Each further attempt is a day and a tour; many of them tell of bad addresses or numbers.

    ## What a null means
    Without a number of attempts, the first attempt is held against the delivery; without either, only
    the status of an attempt counts.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,attempts,first_attempt_at,delivered_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,2,2026-11-12 12:00:00,2026-11-13 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,attempts,first_attempt_at,delivered_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,1,2026-11-12 12:00:00,2026-11-12 12:00:00
    ```

    ## Cure
    Look at the addresses and numbers of such parcels together.
    """
    tolerance = timedelta(minutes=policy.times.tolerance_minutes)
    later = pl.col("first_attempt_at") + tolerance < pl.col("delivered_at")
    failed = pl.coalesce(pl.col("attempts") > 1, later).fill_null(value=False)
    tried = (pl.col("status") == "attempted").fill_null(value=False)
    return facts.fulfilment.parcels.lazy().filter("counted", failed | tried).select("row", "tracking_number")
