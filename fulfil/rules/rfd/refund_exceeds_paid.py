"""RFD003 refund-exceeds-paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType
from ...facts.freight import amount
from ...tables import Subject
from ..ret.named import named
from ..rule import Handoff, Scope, Severity, rule
from .money import IN_TIME, MONEY, paid_back

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def _incomparable(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Refunds in another currency than their order, or of which nothing tells what was paid: `row`."""
    del policy
    same = ~pl.col("other_currency")
    priced = pl.col("line_paid").is_not_null() | pl.col("order_paid").is_not_null()
    judged = _held(facts).filter(same, priced).select("row")
    return paid_back(facts).join(judged, on="row", how="anti").select("row")


@rule(
    "RFD003",
    "refund-exceeds-paid",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=("returns.refund_amount", "order_lines.line_paid | orders.order_paid"),
    message="{amount} were refunded for {what}, and {paid} had been paid",
    subjects=(Subject.RETURNS,),
    unknown=_incomparable,
    limits=("returns.money_tolerance",),
)
def refund_exceeds_paid(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The refunds of a line or an order add up to more than was paid for it.

    ## Why it matters
    Money that was never taken is given away, as a rule by two people who settle the same complaint.

    ## What a null means
    Where the price of the line is told, its refunds are held against it and the order's freight; else all
    refunds of the order against what was paid for it; without either the refund is unknown, and so is one
    in another currency than the order. A currency that only one of the files tells is taken for that of
    both. Refunds that are only asked for do not count, nor does compensation; sums may differ by the policy's
    `returns.money_tolerance`.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at,line_paid,order_paid,freight_paid
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00,20.00,25.00,5.00
    ```
    ```csv returns
    return_id,order_id,line_id,sku,quantity,return_type,status,requested_at,refunded_at,refund_amount
    R1,A1,1,TOY-01,1,refund_only,refunded,2026-11-10 09:00:00,2026-11-11 09:00:00,15.00
    R2,A1,1,TOY-01,1,return_and_refund,refunded,2026-11-12 09:00:00,2026-11-18 09:00:00,20.00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at,line_paid,order_paid,freight_paid
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00,20.00,25.00,5.00
    ```
    ```csv returns
    return_id,order_id,line_id,sku,quantity,return_type,status,requested_at,refunded_at,refund_amount
    R1,A1,1,TOY-01,1,return_and_refund,refunded,2026-11-12 09:00:00,2026-11-18 09:00:00,25.00
    R2,A1,1,TOY-01,1,compensation,refunded,2026-11-12 09:00:00,2026-11-18 09:00:00,5.00
    ```

    ## Cure
    Ask the buyer for the difference, or take it off the next refund; find who may refund without looking.
    """
    tolerance = pl.lit(policy.returns.money_tolerance).cast(MONEY)
    held = _held(facts).filter(~pl.col("other_currency"))
    of_lines = (
        held.filter(pl.col("line_paid").is_not_null())
        .group_by("line", maintain_order=True)
        .agg(pl.col("row").last(), *_sums("line_paid"), freight=pl.col("freight").first())
        .filter(pl.col("amount") > pl.col("paid") + pl.col("freight") + tolerance)
        .with_columns(what=pl.lit("the line"))
    )
    of_orders = (
        held.filter(pl.col("order_paid").is_not_null())
        .group_by("order", maintain_order=True)
        .agg(pl.col("row").last(), *_sums("order_paid"))
        .filter(pl.col("amount") > pl.col("paid") + tolerance)
        .with_columns(what=pl.lit("the order"))
    )
    names = ["row", "amount", "paid", "what"]
    # What is told of a line is not told again of its order.
    told = pl.concat([of_lines.select(names), of_orders.select(names)])
    found = (
        told.unique("row", keep="first", maintain_order=True)
        .select("row", "what", amount=amount(pl.col("amount")), paid=amount(pl.col("paid")))
        .sort("row")
    )
    return named(facts, found)


def _sums(paid: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.col("amount").sum(), pl.col(paid).first().alias("paid")


def _held(facts: AuditFacts) -> pl.LazyFrame:
    """Refunds with what had been paid for their line and order; compensation is no refund of a price."""
    held = facts.fulfilment
    lines = held.lines.lazy().select(pl.col("row").alias("line"), pl.col("line_paid").cast(MONEY))
    totals = held.lines.lazy().group_by("order").agg(total=pl.col("line_paid").cast(MONEY).sum())
    orders = (
        held.orders.lazy()
        .join(totals, on="order", how="left")
        .select(
            "order",
            pl.col("order_paid").cast(MONEY),
            # Where the freight is not told, it is what was paid beyond the lines.
            freight=pl.coalesce(
                pl.col("freight_paid").cast(MONEY),
                (pl.col("order_paid").cast(MONEY) - pl.col("total")).clip(0),
                pl.lit(0).cast(MONEY),
            ),
            order_currency="currency",
        )
    )
    other = pl.col("currency").str.to_uppercase() != pl.col("order_currency").str.to_uppercase()
    kind = pl.col("kind").cast(pl.String)
    return (
        paid_back(facts)
        .filter((kind != ReturnType.COMPENSATION.value).fill_null(value=True))
        .join(orders, on="order", maintain_order="left")
        .join(lines, on="line", how="left", maintain_order="left")
        .with_columns(other_currency=other.fill_null(value=False))
        .sort(*IN_TIME, nulls_last=False)
    )
