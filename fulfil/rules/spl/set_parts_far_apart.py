"""SPL008 set-parts-far-apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..limits import PARTS
from ..needs import SETS
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL008",
    "set-parts-far-apart",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=(*SETS, "shipment_lines.shipped_at | shipment_lines.picked_up_at | shipment_lines.delivered_at"),
    message="the parts of a set ({set}) {reason} {days} days apart",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    limits=("split.far_apart_hours", *PARTS),
)
def set_parts_far_apart(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The parts of one set left, or arrived, more than two days apart.

    ## Why it matters
    Nobody can install half a set: the buyer waits at home twice, and the first half is returned before
    the second arrives.

    ## What a null means
    Parts without a time are not compared; sets as for SPL006.

    ## Flagged
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,KFR-35G,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,KFR-35W,1,ZTO,75800000000002,2026-11-15 10:00:00
    ```

    ## Clean
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,KFR-35G,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,KFR-35W,1,ZTO,75800000000002,2026-11-12 10:00:00
    ```

    ## Cure
    Send sets together; stock both halves in one warehouse.
    """
    held = facts.fulfilment
    most = timedelta(hours=policy.split.far_apart_hours)
    sets = held.units.lazy().filter(pl.col("set").is_not_null())
    spans = sets.group_by("set").agg(
        pl.col("row").max(),
        pl.col("order").first(),
        pl.col("key").first(),
        left=pl.col("left_at").max() - pl.col("left_at").min(),
        came=pl.col("delivered_at").max() - pl.col("delivered_at").min(),
    )
    apart = pl.max_horizontal("left", "came")
    late = pl.when(pl.col("left") > most).then(pl.lit("left")).otherwise(pl.lit("arrived"))
    span = pl.when(pl.col("left") > most).then("left").otherwise("came")
    return (
        spans.filter(apart > most)
        .join(held.orders.lazy().select("order", "inferred"), on="order")
        .select("row", "inferred", set="key", reason=late, days=(span.dt.total_hours() / 24).round(1))
        .unique(["row", "set"], keep="first", maintain_order=True)
        .sort("row", "set")
    )
