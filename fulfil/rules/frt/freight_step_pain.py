"""FRT002 freight-step-pain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.freight import amount, freight_of, grams
from ...filled import filled
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...facts.run_facts import AuditFacts
    from ...policy.freight import Freight
    from ...policy.policy import Policy

_NOTHING = {"row": pl.UInt32, **dict.fromkeys(("value", "reason"), pl.String)}


@rule(
    "FRT002",
    "freight-step-pain",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    concern=Concern.SERVICE,
    scope=Scope.ORDER,
    needs=("freight.price", "orders.freight_paid"),
    message="freight of {value} was paid for {reason}",
    limits=("freight.free_from", "freight.free_by", "freight.steps", "freight.above", "freight.near_share"),
)
def freight_step_pain(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Freight was paid for a parcel just over a weight step, or for a basket just below free shipping.

    ## Why it matters
    No fault of anybody: it tells where the steps hurt. A parcel of 2.1 kg that pays double is a review, or a
    lighter box; a basket of 95 with free shipping from 99 is a hint in the shop.

    ## What a null means
    Without a freight table in the policy nothing is judged. An order without a freight, or that was charged
    none, is not told, and neither is one without the weight or the amount that is compared.

    ## Flagged
    ```toml policy
    [freight]
    free_from = 99
    steps = [{ up_to_kg = 2, price = 5 }]
    above = 10
    ```
    ```csv
    order_id,status,goods_amount,weight_kg,freight_paid
    A1,shipped,50,2.1,10
    A2,shipped,95,1,5
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
    A1,shipped,50,2,5
    A2,shipped,50,2.3,10
    A3,shipped,80,1,5
    A4,shipped,99,2.1,0
    ```

    ## Cure
    Nothing to mend in the order; weigh the steps, the boxes and the threshold against it.
    """
    table = policy.freight
    if table is None:
        return pl.LazyFrame(schema=_NOTHING)
    reasons = pl.concat_list(*_reasons(table)).list.drop_nulls()
    return (
        freight_of(facts.fulfilment, table)
        .filter(pl.col("charged") > 0)
        .select("row", value=amount(pl.col("charged")), reason=reasons.list.join(", and "))
        .filter(pl.col("reason") != "")
    )


def _reasons(table: Freight) -> Iterator[pl.Expr]:
    """Each limit that is missed by little, in words; null where it is not."""
    yield pl.lit(None, pl.String)
    weight = pl.col("weight_g")
    prices = [step.price for step in table.steps[1:]] + [table.above]
    for step, dearer in zip(table.steps, prices, strict=True):
        if dearer is None or dearer <= step.price:
            continue
        most = grams(step.up_to_kg * (1 + table.near_share))
        over = (weight > grams(step.up_to_kg)) & (weight <= most)
        weighed = amount((weight / 1000).cast(pl.Decimal(38, 3)))
        yield pl.when(over).then(
            filled(f"{{}} kg, where up to {step.up_to_kg:f} kg costs {step.price:f}", weighed)
        )
    if table.free_from is not None:
        goods = pl.col("goods")
        near = (goods < table.free_from) & (goods >= table.free_from * (1 - table.near_share))
        yield pl.when(near).then(
            filled(f"goods of {{}}, where {table.free_from:f} ships free", amount(goods))
        )
