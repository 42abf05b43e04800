"""FRT001 freight-rule-broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.freight import amount, freight_of
from ...filled import filled
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_NOTHING = {"row": pl.UInt32, **dict.fromkeys(("value", "expected", "reason"), pl.String)}


@rule(
    "FRT001",
    "freight-rule-broken",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=("freight.price", "orders.freight_paid"),
    message="freight of {value} was charged, and the table says {expected}: {reason}",
    limits=("freight.free_from", "freight.free_by", "freight.steps", "freight.above"),
)
def freight_rule_broken(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The freight that a buyer paid is not what the shop's table says.

    ## Why it matters
    Who was charged too much asks for it back; what was charged too little is lost on every order.

    ## What a null means
    Without a freight table in the policy nothing is judged. An order without a freight, or without the weight
    or the amount that the table asks for, is not judged, and neither is one that was cancelled, closed or
    never paid. Orders that name the same purchase are charged once and count together.

    ## Flagged
    ```toml policy
    [freight]
    free_from = 99
    steps = [{ up_to_kg = 2, price = 5 }]
    above = 10
    ```
    ```csv
    order_id,status,goods_amount,weight_kg,freight_paid
    A1,shipped,120,1,5
    A2,shipped,50,2.1,5
    ```

    ## Clean
    ```toml policy
    [freight]
    free_from = 99
    steps = [{ up_to_kg = 2, price = 5 }]
    above = 10
    ```
    ```csv
    order_id,status,goods_amount,weight_kg,freight_paid
    A1,shipped,99,1,0
    A2,shipped,98.99,2,5
    A3,shipped,50,2.1,10
    A4,shipped,50,,10
    A5,cancelled,50,1,0
    ```

    ## Cure
    Compare the table in the policy with the shop's settings; if the settings are wrong, mend them and pay
    back what was charged too much.
    """
    table = policy.freight
    if table is None:
        return pl.LazyFrame(schema=_NOTHING)
    free = pl.col("price").eq(0) & pl.col("by_weight").ne_missing(pl.col("price"))
    reason = (
        pl.when(free)
        .then(filled("goods of {}", amount(pl.col("goods"))))
        .when(pl.lit(bool(table.steps)))
        .then(filled("{} kg", amount((pl.col("weight_g") / 1000).cast(pl.Decimal(38, 3)))))
        .otherwise(pl.lit("the same for every weight"))
    )
    return (
        freight_of(facts.fulfilment, table)
        .filter(pl.col("charged") != pl.col("price"))
        .select("row", value=amount(pl.col("charged")), expected=amount(pl.col("price")), reason=reason)
    )
