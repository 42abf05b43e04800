"""RET002 turnaround-exceeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule
from .limits import own_limit
from .named import named

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_DAY = 24


def _untimed(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Cases whose time nothing tells: `row`."""
    del policy
    unknown = pl.col("apart").is_null() & pl.col("seller_hours").is_null()
    return facts.cases.cases.lazy().filter(unknown).select("row")


@rule(
    "RET002",
    "turnaround-exceeded",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.requested_at",
        "returns.status | returns.refunded_at | returns.closed_at",
    ),
    message="{days} days of {what}, more than {limit}; the buyer had {buyer_days} days, the carrier "
    "{courier_days}{reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=_untimed,
    limits=("returns.turnaround_days",),
)
def turnaround_exceeded(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """From request to end a return took more of the seller's own time than the policy allows.

    ## Why it matters
    Two days to an answer and two weeks of inspection are what the buyer tells others about.

    ## What a null means
    A return without a request, or that ended without any time, is unknown. Only time that was the seller's
    counts: until the answer, and from the goods' arrival on. The buyer's days until the parcel left and the
    carrier's until it arrived are told beside it. Where a file does not tell them apart (as exports without a
    time of arrival), the time that may be the seller's counts, and the finding says that it is a proxy. An
    open return counts until now. Nothing here says that a legal limit is past: RET001 and RFD001 do.

    ## Flagged
    ```csv returns
    return_id,order_id,status,requested_at,responded_at,sent_back_at,received_at,refunded_at
    R1,A1,refunded,2026-10-01 09:00,2026-10-03 09:00,2026-10-05 09:00,2026-10-08 09:00,2026-10-25 09:00
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-09-25 09:00,2026-09-30 12:00
    ```

    ## Clean
    ```csv returns
    return_id,order_id,status,requested_at,responded_at,sent_back_at,received_at,refunded_at
    R1,A1,refunded,2026-10-01 09:00,2026-10-02 09:00,2026-10-12 09:00,2026-10-20 09:00,2026-10-25 09:00
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-09-25 09:00,2026-09-30 12:00
    ```

    ## Cure
    Look which stage took the time (`fulfil returns`), and cure that one.
    """
    limit = policy.returns.turnaround_days
    own = pl.col("seller_hours")
    possible = own + pl.col("several_hours")
    proved = own > limit * _DAY
    both = pl.when(pl.col("others_hours") > 0).then(
        filled(", both together {}", _days(pl.col("others_hours")).cast(pl.String).str.strip_suffix(".0"))
    )
    found = (
        facts.cases.cases.lazy()
        .filter(pl.col("apart").is_null(), possible > limit * _DAY)
        .select(
            "row",
            what=pl.when(proved)
            .then(pl.lit("the seller's own time"))
            .otherwise(pl.lit("time that may be the seller's (a proxy: the file does not tell it apart)")),
            days=_days(pl.when(proved).then(own).otherwise(possible)),
            buyer_days=_days(pl.col("buyer_hours")),
            courier_days=_days(pl.col("courier_hours")),
            reason=both.otherwise(pl.lit("")),
            limit=own_limit(f"{limit:g} days", "turnaround_days"),
        )
    )
    return named(facts, found)


def _days(hours: pl.Expr) -> pl.Expr:
    return (hours / _DAY).round(1)
