"""RET004 outside-return-window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.reasons import says_fault
from ...tables import Subject
from ..limits import WINDOW
from ..rule import Concern, Handoff, Scope, Severity, rule
from .limits import days, said_limit
from .named import named
from .windows import in_windows, without_window

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "RET004",
    "outside-return-window",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.requested_at",
        "orders.delivered_at | shipment_lines.delivered_at | orders.paid_at",
        "limits.window",
    ),
    message="asked for {days} days after the window of {limit} had ended, counted from when {what}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=without_window,
    limits=WINDOW,
)
def outside_return_window(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A return was asked for after the window of returns without a reason had ended.

    ## Why it matters
    Nobody had to grant it: what is granted out of goodwill should be known, and not be a habit.

    ## What a null means
    Without the time of delivery (or of payment, where the window counts from it) the window has no start, and
    without a limit no end: unknown. The first day is the one after the start, in the file's time zone. The
    start is the arrival of the line's last parcel; where the limit says so (the EU's), that of the order's
    last parcel. A reason that says that the goods are bad, damaged, wrong or missing is exempt, and so are
    repairs and parcels that were refused; a return without a reason is judged.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-02 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,closed_at,reason
    R1,A1,TOY-01,1,return_and_refund,withdrawn,2026-11-11 09:00:00,2026-11-12 09:00:00,no longer wanted
    ```
    ```toml policy
    [returns.limits.window]
    days = 7
    source = "Consumer Rights Protection Law of China, art. 25 (2013)"
    legal = true
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00:00,2026-11-02 12:00:00
    ```
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,closed_at,reason
    R1,A1,TOY-01,1,return_and_refund,withdrawn,2026-11-09 09:00:00,2026-11-09 10:00:00,no longer wanted
    R2,A1,TOY-01,1,return_and_refund,withdrawn,2026-11-11 09:00:00,2026-11-12 09:00:00,defective
    ```
    ```toml policy
    [returns.limits.window]
    days = 7
    source = "Consumer Rights Protection Law of China, art. 25 (2013)"
    legal = true
    ```

    ## Cure
    Decide who may grant returns outside the window, and for which reasons.
    """
    del policy
    fault = says_fault(pl.col("reason")).fill_null(value=False)
    late = in_windows(facts).filter(~pl.col("inside"), ~fault)
    found = late.select("row", days=days(pl.col("over")), limit=said_limit(), what="start")
    return named(facts, found)
