"""SPL003 wrong-item-shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..limits import ALIKE, GOODS, PASSED, PURCHASE
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL003",
    "wrong-item-shipped",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "orders.order_id",
        "order_lines.sku",
        "shipment_lines.order_id",
        "shipment_lines.sku",
    ),
    message="{sku} was shipped, and nobody ordered it",
    subjects=(Subject.SHIPMENTS,),
    limits=("split.inserts", *PURCHASE, *GOODS, *PASSED, *ALIKE),
)
def wrong_item_shipped(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A parcel holds a SKU that its order does not ask for.

    ## Why it matters
    The buyer gets something else, sends it back, and still waits for the goods.

    ## What a null means
    Without a SKU, in the parcel or in the order, nothing is compared. SKUs that differ only by case,
    width or outer space are the same; parts of an ordered kit, aliases and inserts of the policy, gifts
    and services are no mistake. Where most SKUs of a parcel file are other words than those of the
    orders, EXP003 says so once.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,TOY-02,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,toy-01 ,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Cure
    Send the right item and call the wrong one back; look for the order that misses it.
    """
    of_orders = facts.fulfilment.lines.lazy()
    unsaid = of_orders.filter("live", ~pl.col("passed"), pl.col("item").is_null()).select("order")
    asking = of_orders.filter(pl.col("item").is_not_null()).select("order").unique()
    inserts = "|".join(f"(?:{word})" for word in policy.split.inserts)
    insert = pl.col("sku").str.contains(f"(?i){inserts}") if inserts else pl.lit(value=False)
    return (
        facts.fulfilment.contents.lazy()
        .filter("counted", "told", ~pl.col("replacement"), ~pl.col("passed"), ~pl.col("strange"), ~insert)
        .filter(~pl.col("ordered"), pl.col("item").is_not_null(), pl.col("quantity").fill_null(1) > 0)
        .join(asking, on="order", how="semi")
        .join(unsaid, on="order", how="anti")
        .select("row", "sku")
        .sort("row")
    )
