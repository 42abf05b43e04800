"""DUP002 duplicate-shipment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..limits import ALIKE, GOODS, PASSED
from ..needs import BALANCE
from ..rule import Handoff, Scope, Severity, rule
from ..spl.units import THOUSANDTHS

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "DUP002",
    "duplicate-shipment",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(*BALANCE, "shipment_lines.tracking_number"),
    message="parcel {tracking_number} holds all {due} of {sku} again: {other_tracking_number} did already",
    subjects=(Subject.SHIPMENTS,),
    limits=(*GOODS, *PASSED, *ALIKE),
)
def duplicate_shipment(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A whole line was sent a second time under another number, and nothing says that it replaces the first.

    ## Why it matters
    The goods are given away; or the first parcel was lost, and nobody wrote down that this one replaces
    it.

    ## What a null means
    A parcel that is marked as a reshipment or an exchange never counts. Without a quantity nothing is
    judged.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,2,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,2,ZTO,75800000000001,2026-11-11 12:00:00
    A1,1,TOY-01,2,ZTO,75800000000002,2026-11-12 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,2,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00
    A1,1,TOY-01,1,ZTO,75800000000002,2026-11-12 12:00:00
    ```

    ## Cure
    Call the second parcel back; or record what it replaces.
    """
    del policy
    held = facts.fulfilment
    # Nothing is sent twice in one parcel.
    several = held.orders.lazy().filter(pl.col("parcels") > 1).select("order")
    lines = (
        held.lines.lazy()
        .filter("judged", "live", ~pl.col("kit"), pl.col("due") > 0)
        .join(several, on="order", how="semi")
    )
    # Lines of one order and SKU are one: which of them a parcel holds, nobody says.
    asked = lines.group_by("order", "item").agg(pl.col("due").sum(), pl.col("sku").first())
    sent = (
        held.contents.lazy()
        .filter("counted", "told", ~pl.col("replacement"), pl.col("line").is_not_null())
        .join(several, on="order", how="semi")
        .join(held.lines.lazy().select(line="row", line_item="item"), on="line")
        .filter(pl.col("item").is_null() | (pl.col("item") == pl.col("line_item")))
        .group_by("order", "parcel", item="line_item")
        .agg(pl.col("quantity").sum(), pl.col("left_at").min(), pl.col("row").min())
    )
    numbers = held.parcels.lazy().select("parcel", "tracking_number")
    whole = (
        sent.join(asked, on=["order", "item"])
        .filter(pl.col("quantity") >= pl.col("due"))
        .join(numbers, on="parcel")
        .sort("order", "item", "left_at", "row", nulls_last=True)
        .with_columns(
            other_tracking_number=pl.col("tracking_number").first().over("order", "item"),
            nth=pl.int_range(pl.len()).over("order", "item"),
        )
    )
    return (
        whole.filter(pl.col("nth") > 0)
        .select("row", "sku", "tracking_number", "other_tracking_number", due=pl.col("due") / THOUSANDTHS)
        .sort("row", "sku")
    )
