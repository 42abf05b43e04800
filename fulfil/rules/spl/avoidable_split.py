"""SPL010 avoidable-split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule

GRAMS = 1000

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL010",
    "avoidable-split",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "shipment_lines.order_id",
        "shipment_lines.tracking_number",
        "shipment_lines.warehouse",
        "shipment_lines.shipped_at",
        "shipment_lines.weight_kg",
    ),
    message="{parcels} parcels left {warehouse} on one day, {weight_kg} kg together",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    limits=("split.avoidable_split_kg",),
)
def avoidable_split(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """One order left one warehouse on one day in several parcels that one could have held.

    ## Why it matters
    Each parcel is paid for, and each can be lost.

    ## What a null means
    Parcels without a warehouse, a day or a weight are not judged. Several pieces under one master
    number are one parcel; a parcel that holds other orders, too, known or not, is not counted.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,2,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,warehouse,weight_kg
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00,North,0.5
    A1,1,TOY-01,1,ZTO,75800000000002,2026-11-11 11:00:00,North,0.5
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,2,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,warehouse,weight_kg
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00,North,15
    A1,1,TOY-01,1,ZTO,75800000000002,2026-11-11 11:00:00,North,15
    ```

    ## Cure
    Pack what leaves together in one parcel.
    """
    most = policy.split.avoidable_split_kg * GRAMS
    own = pl.col("counted") & ~pl.col("replacement") & (pl.col("orders") == 1)
    known = pl.all_horizontal(pl.col("warehouse", "shipped_at", "weight_g").is_not_null())
    contents = facts.fulfilment.contents.lazy()
    strangers = contents.filter(pl.col("order").is_null()).select("parcel")
    parcels = facts.fulfilment.parcels.lazy().filter(own, known).join(strangers, on="parcel", how="anti")
    return (
        parcels.group_by("order", "warehouse", "day")
        .agg(pl.col("row").max(), pl.col("weight_g").sum(), parcels=pl.len())
        .filter(pl.col("parcels") > 1, pl.col("weight_g") <= most)
        .select("row", "parcels", "warehouse", weight_kg=pl.col("weight_g") / GRAMS)
        .sort("row")
    )
