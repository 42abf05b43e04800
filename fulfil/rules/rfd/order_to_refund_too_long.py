"""RFD002 order-to-refund-too-long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Outcome
from ...tables import Subject
from ..limits import PURCHASE
from ..ret.limits import days, own_limit
from ..ret.named import named
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def _refunded(facts: AuditFacts) -> pl.LazyFrame:
    settled = pl.coalesce("refunded_at", "settled_at")
    return (
        facts.cases.cases.lazy()
        .filter(pl.col("apart").is_null(), pl.col("outcome") == Outcome.REFUNDED.value)
        .with_columns(settled=settled)
    )


def _untimed(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Refunds of which nothing tells when they were paid, or when their order was: `row`."""
    del policy
    unknown = pl.col("paid_at").is_null() | pl.col("settled").is_null()
    return _refunded(facts).filter(unknown).select("row")


@rule(
    "RFD002",
    "order-to-refund-too-long",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=("orders.paid_at", "returns.refunded_at | returns.closed_at"),
    message="{days} days from the first payment to the last refund, more than {limit}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=_untimed,
    limits=("returns.order_to_refund_days", *PURCHASE),
)
def order_to_refund_too_long(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """From the first payment of a purchase to its last refund it took longer than the policy allows.

    ## Why it matters
    This is the time that the buyer was without money and without goods that fit: a month is remembered.

    ## What a null means
    A refund without a time, and an order without the time of its payment, are unknown. Orders of one purchase
    are taken together: the first payment and the last refund count, and the finding stands at the return that
    was refunded last. Price protection, compensation and refunds of what had not left do not count.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-10-01 09:00:00,2026-10-01 09:05:00,2026-10-05 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,refunded_at
    R1,A1,TOY-01,1,return_and_refund,refunded,2026-10-20 09:00:00,2026-11-05 10:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-10-01 09:00:00,2026-10-01 09:05:00,2026-10-05 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,refunded_at
    R1,A1,TOY-01,1,return_and_refund,refunded,2026-10-10 09:00:00,2026-10-20 10:00:00
    ```

    ## Cure
    Look which part took the time: delivery, the buyer's choice, or the return.
    """
    limit = policy.returns.order_to_refund_days
    span = pl.col("settled") - pl.col("paid_at")
    found = (
        _refunded(facts)
        .filter(span.is_not_null())
        .sort("settled", "row")
        .group_by("group", maintain_order=True)
        .agg(pl.col("row", "settled", "paid_at", "inferred").last())
        .filter(span > pl.duration(seconds=round(limit * 86_400)))
        .select(
            "row", "inferred", days=days(span), limit=own_limit(f"{limit:g} days", "order_to_refund_days")
        )
        .sort("row")
    )
    return named(facts, found)
