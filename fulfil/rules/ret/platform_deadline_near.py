"""RET008 platform-deadline-near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Clock
from ...filled import filled
from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule
from .limits import MOMENT, own_limit
from .named import named

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "RET008",
    "platform-deadline-near",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=("returns.deadline_at",),
    message="the platform's own deadline is {promise}: {reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    limits=("returns.near_hours",),
)
def platform_deadline_near(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The platform's own deadline for a return that waits for the seller is near or past.

    ## Why it matters
    At the deadline the platform decides by itself, as a rule for the buyer, and the money is gone.

    ## What a null means
    A return without a deadline in the file has none. One that has ended, or whose status says that it is the
    buyer's turn, waits for nobody here. Near is what the policy says (`returns.near_hours`).

    ## Flagged
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,deadline_at
    R1,A1,TOY-01,1,return_and_refund,requested,2026-11-10 09:00:00,2026-11-11 09:00:00
    R2,A2,TOY-01,1,return_and_refund,requested,2026-11-10 20:00:00,2026-11-15 20:00:00
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    A2,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```

    ## Clean
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,deadline_at
    R1,A1,TOY-01,1,return_and_refund,approved,2026-11-10 09:00:00,2026-11-11 09:00:00
    R2,A2,TOY-01,1,return_and_refund,requested,2026-11-10 20:00:00,2026-11-15 20:00:00
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    A2,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-05 12:00:00
    ```

    ## Cure
    Act before it; `fulfil returns --due-within 24h` lists them by the time that is left.
    """
    near = policy.returns.near_hours
    near_words = own_limit(f"{near:g} h", "near_hours")
    left = pl.col("due_at") - pl.lit(facts.as_of).cast(MOMENT)
    hours = (left.dt.total_minutes().abs() / 60).round(1)
    told = hours.cast(pl.String).str.strip_suffix(".0")
    found = (
        facts.cases.clocks.lazy()
        .filter(
            pl.col("clock") == Clock.PLATFORM.value,
            pl.col("met_at").is_null(),
            left <= pl.duration(seconds=round(near * 3600)),
        )
        .select(
            "row",
            hours=hours,
            reason=pl.when(left < pl.duration())
            .then(filled("{} h past", told))
            .otherwise(filled("{} h left, within {}", told, near_words)),
            promise=filled("{} ({})", pl.col("due_at").dt.strftime("%Y-%m-%d %H:%M UTC"), "source"),
            limit=near_words,
        )
    )
    return named(facts, found)
