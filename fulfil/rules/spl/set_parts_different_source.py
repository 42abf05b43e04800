"""SPL009 set-parts-different-source."""

from __future__ import annotations

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
    "SPL009",
    "set-parts-different-source",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=(*SETS, "shipment_lines.warehouse | shipment_lines.carrier"),
    message="the parts of a set ({set}) came from different {reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.SHIPMENTS,),
    limits=PARTS,
)
def set_parts_different_source(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The parts of one set left from different warehouses, or with different carriers.

    ## Why it matters
    It is no fault alone, but such sets arrive apart, and are mixed up, more often.

    ## What a null means
    Parts without a warehouse or carrier are not compared; sets as for SPL006.

    ## Flagged
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,warehouse
    A1,,KFR-35G,1,ZTO,75800000000001,2026-11-11 10:00:00,North
    A1,,KFR-35W,1,ZTO,75800000000002,2026-11-11 10:00:00,South
    ```

    ## Clean
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,warehouse
    A1,,KFR-35G,1,ZTO,75800000000001,2026-11-11 10:00:00,North
    A1,,KFR-35W,1,ZTO,75800000000002,2026-11-11 10:00:00,North
    ```

    ## Cure
    Stock both halves in one warehouse.
    """
    del policy
    held = facts.fulfilment
    sets = held.units.lazy().filter(pl.col("set").is_not_null())
    sources = sets.group_by("set").agg(
        pl.col("row").max(),
        pl.col("order").first(),
        pl.col("key").first(),
        warehouses=pl.col("warehouse").drop_nulls().n_unique(),
        carriers=pl.col("family").drop_nulls().n_unique(),
    )
    both = [
        pl.when(pl.col("warehouses") > 1).then(pl.lit("warehouses")),
        pl.when(pl.col("carriers") > 1).then(pl.lit("carriers")),
    ]
    return (
        sources.filter((pl.col("warehouses") > 1) | (pl.col("carriers") > 1))
        .join(held.orders.lazy().select("order", "inferred"), on="order")
        .select(
            "row", "inferred", set="key", reason=pl.concat_str(both, separator=" and ", ignore_nulls=True)
        )
        .unique(["row", "set"], keep="first", maintain_order=True)
        .sort("row", "set")
    )
