"""ORD003 order-total-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.due import LIVE, Due
from ...facts.freight import amount
from ...filled import filled
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

#: Amounts with room for the sums of large orders.
_MONEY = pl.Decimal(38, 4)
#: What each line may be rounded by; the smallest coin of most currencies.
_ROUNDED = pl.lit("0.01").cast(_MONEY)
#: Reasons of lines that count: alive, and wholly paid.
_PAID = tuple(reason.value for reason in LIVE if reason is not Due.PRESALE)


@rule(
    "ORD003",
    "order-total-mismatch",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=("orders.order_paid", "order_lines.line_paid"),
    message="{value} was paid, and the lines add up to {expected}",
)
def order_total_mismatch(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """What was paid for an order is neither the sum of its lines nor that sum with the freight.

    ## Why it matters
    A line is missing, stands twice, or was changed after it was paid: what is packed by these lines is not
    what the buyer paid for.

    ## What a null means
    An order is judged where its payment and the amount of each of its lines are told, and all of its lines
    are alive: deposits and pre-sale are paid in parts, refunds change one side only. Without a freight, only
    the sum of the lines is compared. Where the lines add up to the order's own amount of goods, the rest is
    a discount or tax of the whole order. Each line may be rounded by 0.01.

    ## Flagged
    ```csv
    order_id,line_id,status,quantity,line_paid,freight_paid,order_paid
    A1,1,shipped,1,30.00,5.00,65.00
    A1,2,shipped,1,20.00,5.00,65.00
    ```

    ## Clean
    ```csv
    order_id,line_id,status,quantity,line_paid,goods_amount,freight_paid,order_paid
    A1,1,shipped,1,30.00,,5.00,55.00
    A1,2,shipped,1,20.00,,5.00,55.00
    A2,1,shipped,3,9.99,,,10.00
    A3,1,shipped,1,50.00,50.00,0,45.00
    A4,1,shipped,1,,,0,45.00
    ```

    ## Cure
    Look the order up in the shop; export again if a line is missing, and pack nothing that was not paid.
    """
    del policy
    lines = (
        facts.fulfilment.lines.lazy()
        .group_by("order")
        .agg(
            lines=pl.len(),
            total=pl.col("line_paid").cast(_MONEY).sum(),
            known=pl.col("line_paid").is_not_null().all() & pl.col("reason").is_in(_PAID).all(),
        )
        .filter("known")
    )
    paid, total = pl.col("order_paid"), pl.col("total")
    freight = pl.col("freight_paid")
    tolerated = _ROUNDED * pl.col("lines")
    totals = (paid - total, paid - (total + freight), pl.col("goods_amount") - total)
    agrees = pl.any_horizontal(
        (difference.abs() <= tolerated).fill_null(value=False) for difference in totals
    )
    with_freight = pl.when(freight > 0).then(
        filled("{}, or {} with the freight", amount(total), amount(total + freight))
    )
    return (
        facts.fulfilment.orders.lazy()
        .join(lines, on="order")
        .with_columns(pl.col("order_paid", "freight_paid", "goods_amount").cast(_MONEY))
        .filter(paid.is_not_null() & ~agrees)
        .select("row", value=amount(paid), expected=pl.coalesce(with_freight, amount(total)))
        .sort("row")
    )
