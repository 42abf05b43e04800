"""DLV002 failed-or-returned-to-sender."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "DLV002",
    "failed-or-returned-to-sender",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=("shipment_lines.delivery_status",),
    message="parcel {tracking_number} came back{reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    rests_on=("ADR", "CON"),
)
def failed_or_returned_to_sender(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A parcel could not be delivered, was refused, or went back to its sender.

    ## Why it matters
    It is paid for twice, and the buyer still has nothing.

    ## What a null means
    A parcel without a status is not judged.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,delivery_status
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,returned
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,delivery_status
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00,delivered
    ```

    ## Cure
    Ask the buyer, correct the address, and send again or refund.
    """
    del policy
    held = facts.fulfilment
    orders = held.contents.lazy().filter(pl.col("order").is_not_null()).select("parcel", "order").unique()
    doubted = orders.join(facts.doubted.lazy(), on="order").group_by("parcel").agg(pl.col("rules").first())
    return (
        held.parcels.lazy()
        .filter(pl.col("status") == "returned", ~pl.col("voided"))
        .join(doubted, on="parcel", how="left")
        .select(
            "row",
            "tracking_number",
            reason=pl.when(pl.col("rules").is_not_null())
            .then(filled("; its order was found doubtful: {}", "rules"))
            .otherwise(pl.lit("")),
        )
        .sort("row")
    )
