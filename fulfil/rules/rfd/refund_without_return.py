"""RFD004 refund-without-return."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType
from ...facts.cases import Outcome
from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_NO_REASON = "no reason is told"


def _refunds(facts: AuditFacts) -> pl.LazyFrame:
    """Refunds with `without`: whether the goods stayed with the buyer; null where nothing tells it."""
    only = pl.col("kind").cast(pl.String) == ReturnType.REFUND_ONLY.value
    came = pl.any_horizontal(
        *(pl.col(name).is_not_null() for name in ("sent_back_at", "received_at", "inspected_at")),
    )
    # Of a file that never tells that goods arrived, a blank says nothing.
    tells = pl.col("received_at").is_not_null().any().over("file")
    without = (
        pl.when(came)
        .then(pl.lit(value=False))
        .when(only.fill_null(value=False))
        .then(pl.lit(value=True))
        .when(tells)
        .then(pl.lit(value=True))
    )
    return (
        facts.cases.cases.lazy()
        .with_columns(without=without)
        .filter(pl.col("apart").is_null(), pl.col("outcome") == Outcome.REFUNDED.value)
    )


def _untold(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Refunds of which nothing tells whether goods came back: `row`."""
    del policy
    return _refunds(facts).filter(pl.col("without").is_null()).select("row")


@rule(
    "RFD004",
    "refund-without-return",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.return_type | returns.received_at",
        "returns.status | returns.refunded_at",
    ),
    message="{records} of {of} refunds ({share} %) were paid without the goods coming back: {reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    folds=("reason",),
    unknown=_untold,
)
def refund_without_return(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Money was paid back for goods that had been sent, and the goods stayed with the buyer.

    ## Why it matters
    Each may be right: agreed with the buyer, damaged, lost on the way. Their share by reason shows where
    goods are given away, and by which complaint.

    ## What a null means
    Where a file never tells that goods arrived, only refunds that ask for nothing else are told; the others
    are unknown. A refund without a reason is told under that name. Refunds of what had not left, price
    protection and compensation do not count, in neither number.

    ## Flagged
    ```csv returns
    return_id,order_id,sku,return_type,status,requested_at,received_at,refunded_at,reason
    R1,A1,TOY-01,refund_only,refunded,2026-11-10 09:00,,2026-11-11 09:00,damaged
    R2,A2,TOY-01,refund_only,refunded,2026-11-10 09:00,,2026-11-11 09:00,damaged
    R3,A3,TOY-01,return_and_refund,refunded,2026-11-10 09:00,2026-11-12 09:00,2026-11-13 09:00,too big
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    A2,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    A3,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    ```

    ## Clean
    ```csv returns
    return_id,order_id,sku,return_type,status,requested_at,received_at,refunded_at,reason
    R3,A3,TOY-01,return_and_refund,refunded,2026-11-10 09:00,2026-11-12 09:00,2026-11-13 09:00,too big
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A3,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    ```

    ## Cure
    Ask for photographs, and a return where the reason allows it; look which SKUs and carriers are behind it.
    """
    del policy
    reason = pl.coalesce(pl.col("reason").str.strip_chars().replace("", None), pl.lit(_NO_REASON))
    return (
        _refunds(facts)
        .with_columns(of=pl.len().over("file"), reason=reason)
        .filter(pl.col("without"))
        .with_columns(records=pl.len().over("file", "reason"))
        .select(
            "row",
            "reason",
            "records",
            "of",
            share=(pl.col("records") / pl.col("of") * 100).round(1),
        )
    )
