"""RFD007 cancelled-unrefunded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..limits import LAW
from ..ret.limits import MOMENT, hours, said_limit
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def _untold(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Cancelled orders of shops of which no file tells refunds: `row`."""
    del policy
    return facts.cases.cancelled.lazy().filter(~pl.col("told"), ~pl.col("refunded")).select("row")


@rule(
    "RFD007",
    "cancelled-unrefunded",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "orders.cancelled_at",
        "orders.paid_at | orders.order_paid",
        "returns.refunded_at | returns.status | orders.refund_amount | orders.payment_status",
        "limits.refund_cancelled",
    ),
    message="cancelled before anything left, and no refund is told {hours} h later: past {limit}",
    concern=Concern.SERVICE,
    unknown=_untold,
    limits=("returns.limits.refund_cancelled", *LAW),
)
def cancelled_unrefunded(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """An order was paid, and cancelled before anything left, and no file tells that the money went back.

    ## Why it matters
    The seller keeps money for goods that nobody will send.

    ## What a null means
    Without the time of the cancellation there is nothing to count from, and without a limit of the policy or
    the country the rule is not checked. An order without a payment owes nothing. A refund is told by a file
    of returns, or by the order's own status, payment status or refund amount; where no file of the shop ever
    tells one, or its returns begin later, the order is unknown.

    ## Flagged
    ```csv
    order_id,line_id,sku,status,payment_status,created_at,paid_at,cancelled_at,order_paid,refund_amount
    A1,1,TOY-01,cancelled,paid,2026-11-01 09:00,2026-11-01 09:05,2026-11-02 09:00,20.00,0
    A2,1,TOY-01,cancelled,refunded,2026-11-01 09:00,2026-11-01 09:05,2026-11-02 09:00,20.00,20.00
    A3,1,TOY-01,shipped,paid,2026-11-08 09:00,2026-11-08 09:05,,20.00,0
    ```
    ```toml policy
    [returns.limits.refund_cancelled]
    hours = 24
    source = "Taobao's refund timeouts, unshipped (a guide, 2025)"
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,status,payment_status,created_at,paid_at,cancelled_at,order_paid,refund_amount
    A1,1,TOY-01,cancelled,refunded,2026-11-01 09:00,2026-11-01 09:05,2026-11-02 09:00,20.00,20.00
    A2,1,TOY-01,cancelled,paid,2026-11-01 09:00,2026-11-01 09:05,2026-11-07 18:00,20.00,0
    A3,1,TOY-01,shipped,paid,2026-11-08 09:00,2026-11-08 09:05,,20.00,0
    ```
    ```toml policy
    [returns.limits.refund_cancelled]
    hours = 24
    source = "Taobao's refund timeouts, unshipped (a guide, 2025)"
    ```

    ## Cure
    Refund it today.
    """
    del policy
    now = pl.lit(facts.as_of).cast(MOMENT)
    return (
        facts.cases.cancelled.lazy()
        .filter("told", ~pl.col("refunded"), pl.col("due_at") < now)
        .select("row", hours=hours(now - pl.col("cancelled_at")), limit=said_limit())
    )
