"""RET007 partial-set-return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ...tables import Subject
from ..limits import GOODS, PURCHASE
from ..rule import Concern, Handoff, Scope, Severity, rule
from ..spl.units import THOUSANDTHS
from .counted import sent_back
from .named import named

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "RET007",
    "partial-set-return",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=(
        "returns.order_id | returns.original_order_id | returns.original_shipment_id",
        "returns.sku | returns.line_id",
        "returns.quantity | returns.quantity_received",
        "kits.kit_sku | order_lines.sku",
        "order_lines.quantity",
    ),
    message="of {set} only some parts come back: {reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    limits=(*PURCHASE, *GOODS),
)
def partial_set_return(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parts of a kit or set come back and the others stay: what comes back makes no whole ones.

    ## Why it matters
    An outdoor unit without its indoor unit can be sold to nobody, and the buyer keeps a half that does not
    work: nobody wanted this, or one of the two is a mistake.

    ## What a null means
    Records without a quantity or SKU are passed over: RET006 counts them as unknown. Without a table of kits
    (`--kits`) only sets that the policy's patterns know are looked at. Sets are counted over the orders of
    one purchase. Exchanges, reshipments and repairs of a single part are as they should be; returns that were
    refused, withdrawn or closed do not count; nor does a part that had been ordered beyond the sets.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,DESK,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at
    R1,A1,DESK-TOP,1,return_and_refund,approved,2026-11-10 09:00:00
    ```
    ```csv kits
    kit_sku,component_sku,quantity,role
    DESK,DESK-TOP,1,
    DESK,DESK-LEG,4,
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,DESK,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    A2,1,DESK,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at
    R1,A1,DESK-TOP,1,return_and_refund,approved,2026-11-10 09:00:00
    R1,A1,DESK-LEG,4,return_and_refund,approved,2026-11-10 09:00:00
    R2,A2,DESK-LEG,1,exchange,approved,2026-11-10 09:00:00
    ```
    ```csv kits
    kit_sku,component_sku,quantity,role
    DESK,DESK-TOP,1,
    DESK,DESK-LEG,4,
    ```

    ## Cure
    Ask the buyer for the other parts, or settle what the half is worth.
    """
    del policy
    held = facts.fulfilment
    pairs = held.wholes.lazy()
    asked = pairs.group_by("key", "part").agg(
        pl.col("asked").sum(), whole=pl.col("whole").first(), per=pl.col("per").first()
    )
    # Of a part that two kits of an order share, nobody can say of which it comes back.
    of_one = (
        pairs.select("key", "kit", "order", "item", "part", "per")
        .unique()
        .filter(pl.len().over("order", "item") == 1)
    )
    back = held.back.lazy().select("row", "item", by_part="part", given="quantity")
    came = (
        sent_back(facts)
        .filter(~pl.col("replacing"))
        .join(back, on="row")
        .join(of_one, on=["order", "item"])
        # What has a line of its own is no part of a kit.
        .filter(pl.col("given") > 0, pl.col("by_part") | ~pl.col("kit"))
        .with_columns(sets=pl.col("given") * THOUSANDTHS // pl.col("per"))
    )
    by_part = came.group_by("key", "part").agg(pl.col("sets").sum(), units=pl.col("given").sum())
    last = came.sort("requested_at", "row", nulls_last=False).group_by("key").agg(pl.col("row").last())
    kept = pl.col("asked") - pl.col("sets")
    parts = (
        asked.join(last.select("key"), on="key", how="semi")
        .join(by_part, on=["key", "part"], how="left")
        .with_columns(pl.col("sets", "units").fill_null(0))
        .sort("key", "part")
    )
    found = (
        parts.group_by("key", maintain_order=True)
        .agg(
            set=pl.col("whole").first(),
            before=pl.col("asked").max() - pl.col("asked").min(),
            after=kept.max() - kept.min(),
            reason=filled("{} of {}", _number("units"), "part").str.join(", "),
        )
        .filter(pl.col("after") > pl.col("before"))
        .join(last, on="key")
        .join(_inferred(facts), on="row", how="left")
        .select("row", "set", "reason", "inferred")
        .sort("row")
    )
    return named(facts, found)


def _number(units: str) -> pl.Expr:
    return (pl.col(units) / THOUSANDTHS).cast(pl.String).str.strip_suffix(".0")


def _inferred(facts: AuditFacts) -> pl.LazyFrame:
    """`row inferred`: whether the purchase of a record's order was put together by inference."""
    orders = facts.fulfilment.orders.lazy().select("order", "inferred")
    return facts.cases.lines.lazy().select("row", "order").join(orders, on="order").select("row", "inferred")
