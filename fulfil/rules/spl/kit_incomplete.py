"""SPL005 kit-incomplete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..limits import PAIRED
from ..rule import Handoff, Scope, Severity, rule
from .units import units
from .unjudged import unjudged_lines

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL005",
    "kit-incomplete",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=(
        "kits.kit_sku | order_lines.sku",
        "order_lines.quantity",
        "shipment_lines.order_id",
        "shipment_lines.quantity",
        "shipment_lines.sku",
    ),
    message="{shipped} of {due} kits are whole: parts are missing",
    unknown=unjudged_lines,
    limits=PAIRED,
)
def kit_incomplete(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Fewer whole kits were shipped than were due: parts are missing.

    ## Why it matters
    A kit without one of its parts is worth nothing to the buyer: an indoor unit does not cool.

    ## What a null means
    As for SPL001; parts may come in several parcels, and in those of sibling orders. Without a table of
    kits (`--kits`), only sets that the policy's patterns know are taken apart.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,DESK,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,DESK-TOP,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```
    ```csv kits
    kit_sku,component_sku,quantity,role
    DESK,DESK-TOP,1,
    DESK,DESK-LEG,4,
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,DESK,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,DESK-TOP,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,DESK-LEG,4,ZTO,75800000000002,2026-11-12 10:00:00
    ```
    ```csv kits
    kit_sku,component_sku,quantity,role
    DESK,DESK-TOP,1,
    DESK,DESK-LEG,4,
    ```

    ## Cure
    Send the missing parts.
    """
    del policy
    held = facts.fulfilment
    short = pl.col("finished") & pl.col("kit") & (pl.col("shipped") < pl.col("due"))
    return (
        held.lines.lazy()
        .filter(short)
        .join(held.orders.lazy().select("order", "inferred"), on="order")
        .select("row", "sku", "inferred", shipped=units("shipped"), due=units("due"))
        .sort("row")
    )
