"""RFD001 refund-late-after-goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType
from ...facts.cases import Clock, Outcome
from ...tables import Subject
from ..limits import LAW
from ..ret.limits import days, late, said_limit, without_clock
from ..ret.named import named
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_NO_MONEY = (ReturnType.EXCHANGE.value, ReturnType.REPAIR.value)


def _clockless(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Refunds of goods, and goods that are back, for which no clock can be computed: `row`."""
    del policy
    owed = pl.col("outcome").is_in([Outcome.OPEN.value, Outcome.REFUNDED.value])
    begun = pl.col("received_at").is_not_null() | (pl.col("outcome") == Outcome.REFUNDED.value)
    kind = pl.col("kind").cast(pl.String).is_in(_NO_MONEY).fill_null(value=False)
    concerned = pl.col("apart").is_null() & pl.col("goods") & owed & begun & ~kind
    return without_clock(facts, concerned, Clock.REFUND, Clock.DEEM)


@rule(
    "RFD001",
    "refund-late-after-goods",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.received_at | returns.requested_at",
        "returns.refunded_at | returns.closed_at | returns.status",
        "limits.refund | limits.deem",
    ),
    message="{what} {days} days after {reason}: past {limit}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=_clockless,
    limits=("returns.limits.refund", "returns.limits.refund_from", "returns.limits.deem", *LAW),
)
def refund_late_after_goods(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The money for returned goods went back after the limit, or has not, and the limit is past.

    ## Why it matters
    It is the buyer's money, and of all limits of a return this is the one that laws set.

    ## What a null means
    Without the goods' arrival, the refund's time or a limit, nothing is compared: unknown. A limit that
    counts from notice (the EU's) starts with the request, but the seller may wait for the goods, or for proof
    that they were sent. Whether a law sets the limit, the finding says. What a bank takes after the refund,
    2 to 10 days, is not counted. Exchanges owe goods and no money, refused returns neither.

    ## Flagged
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,received_at,refunded_at,refund_amount
    R1,A1,TOY-01,1,return_and_refund,refunded,2026-11-10 09:00:00,2026-11-12 09:00:00,2026-11-22 10:00:00,20
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```toml policy
    [returns.limits.refund]
    days = 7
    source = "Consumer Rights Protection Law of China, art. 25 (2013)"
    legal = true
    ```

    ## Clean
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,received_at,refunded_at,refund_amount
    R1,A1,TOY-01,1,return_and_refund,refunded,2026-11-10 09:00:00,2026-11-12 09:00:00,2026-11-19 10:00:00,20
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```toml policy
    [returns.limits.refund]
    days = 7
    source = "Consumer Rights Protection Law of China, art. 25 (2013)"
    legal = true
    ```

    ## Cure
    Refund the open ones now, the oldest first; look who waits for whom between the goods and the money.
    """
    del policy
    deemed = pl.when(pl.col("clock") == Clock.DEEM.value).then(
        pl.lit(", after which it is deemed deliberate delay")
    )
    received = facts.cases.cases.lazy().select("case", "received_at")
    found = (
        late(facts, Clock.REFUND, Clock.DEEM)
        .sort("case", "due_at")
        .join(received, on="case", maintain_order="left")
        .group_by("case", maintain_order=True)
        .agg(
            pl.col("row", "met_at").first(),
            days=days(pl.col("until") - pl.col("start_at")).first(),
            notice=(pl.col("start_at") != pl.col("received_at")).fill_null(value=True).first(),
            limit=pl.concat_str(said_limit(), deemed.otherwise(pl.lit(""))).str.join(" and "),
        )
        .select(
            "row",
            "days",
            "limit",
            what=pl.when(pl.col("met_at").is_null())
            .then(pl.lit("not refunded"))
            .otherwise(pl.lit("refunded")),
            reason=pl.when("notice").then(pl.lit("the request")).otherwise(pl.lit("the goods were back")),
        )
    )
    return named(facts, found)
