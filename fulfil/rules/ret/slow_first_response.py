"""RET001 slow-first-response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType
from ...facts.cases import Clock
from ...tables import Subject
from ..limits import LAW
from ..rule import Concern, Handoff, Scope, Severity, rule
from .limits import hours, late, said_limit, without_clock
from .named import named

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def _untold(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Requests without a time or a limit, or of which nothing tells whether they were answered: `row`."""
    del policy
    unsent = pl.col("kind") == ReturnType.REFUND_BEFORE_SHIPMENT.value
    asked = pl.col("apart").is_null() | unsent.fill_null(value=False)
    return without_clock(facts, asked, Clock.RESPOND, Clock.HANDLE)


@rule(
    "RET001",
    "slow-first-response",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.requested_at",
        "returns.responded_at | returns.approved_at | returns.refunded_at | returns.status",
        "limits.respond | limits.respond_unshipped | limits.respond_not_received | limits.handle",
    ),
    message="{what} {hours} h after the request: past {limit}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=_untold,
    limits=(
        "returns.limits.respond",
        "returns.limits.respond_unshipped",
        "returns.limits.respond_not_received",
        "returns.limits.handle",
        *LAW,
    ),
)
def slow_first_response(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A request for a return or refund was answered after the limit, or is unanswered and the limit is past.

    ## Why it matters
    The buyer waits, asks the platform, and the platform decides for the buyer.

    ## What a null means
    Where the time of the answer is blank, the platform approved by itself, and what the seller did next is
    the answer. A request without a time, for which nobody sets a limit, or of which nothing tells whether it
    was answered, is unknown. Limits come from the policy, or from the law of the platform's country; a
    platform counts in hours, around the clock. Price protection, reshipments and compensation are not judged.

    ## Flagged
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,responded_at,reason
    R1,A1,TOY-01,1,return_and_refund,approved,2026-11-10 09:00:00,2026-11-11 15:30:00,too big
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```toml policy
    [returns.limits]
    respond = { hours = 24, source = "Amazon US, Seller Central 200708210, recommended (2024)" }
    ```

    ## Clean
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,responded_at,reason
    R1,A1,TOY-01,1,return_and_refund,approved,2026-11-10 09:00:00,2026-11-11 08:30:00,too big
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```
    ```toml policy
    [returns.limits]
    respond = { hours = 24, source = "Amazon US, Seller Central 200708210, recommended (2024)" }
    ```

    ## Cure
    Answer the open ones now, the oldest first; look at which hours and weekdays requests wait.
    """
    del policy
    found = (
        late(facts, Clock.RESPOND, Clock.HANDLE)
        .sort("case", "due_at")
        .group_by("case", maintain_order=True)
        .agg(
            pl.col("row").first(),
            pl.col("met_at").first(),
            hours=hours(pl.col("until") - pl.col("start_at")).first(),
            limit=said_limit().str.join(" and "),
        )
        .select(
            "row",
            "hours",
            "limit",
            what=pl.when(pl.col("met_at").is_null()).then(pl.lit("unanswered")).otherwise(pl.lit("answered")),
        )
    )
    return named(facts, found)
