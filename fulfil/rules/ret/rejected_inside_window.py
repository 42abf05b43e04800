"""RET005 rejected-inside-window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Outcome
from ...facts.reasons import names_exempt_goods
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
    "RET005",
    "rejected-inside-window",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.requested_at",
        "returns.status",
        "orders.delivered_at | shipment_lines.delivered_at | orders.paid_at",
        "limits.window",
    ),
    message="refused, though asked for {days} days before the window of {limit} ended, "
    "counted from when {what}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=without_window,
    limits=WINDOW,
)
def rejected_inside_window(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The seller refused a return that was asked for inside the window, and nothing tells an exemption.

    ## Why it matters
    Inside the window of the law or the platform the buyer needs no reason: a refusal is a complaint to come.

    ## What a null means
    As for RET004: without a start or a limit there is no window, and the return is unknown. Goods that are
    made to order, fresh, digital, or newspapers and magazines are exempt where the reason or the name of the
    goods in the file of returns says so; where neither is told, nothing is exempt.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-02 12:00
    ```
    ```csv returns
    return_id,order_id,sku,product_name,return_type,status,requested_at,responded_at,reason
    R1,A1,TOY-01,Toy train,return_and_refund,rejected,2026-11-05 09:00,2026-11-05 10:00,no longer wanted
    ```
    ```toml policy
    [returns.limits.window]
    days = 14
    source = "Directive 2011/83/EU, art. 9"
    legal = true
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-02 12:00
    ```
    ```csv returns
    return_id,order_id,sku,product_name,return_type,status,requested_at,responded_at,reason
    R1,A1,TOY-01,Custom-made toy train,return_and_refund,rejected,2026-11-05 09:00,2026-11-05 10:00,dislike
    ```
    ```toml policy
    [returns.limits.window]
    days = 14
    source = "Directive 2011/83/EU, art. 9"
    legal = true
    ```

    ## Cure
    Look the refusal up; grant the return, or note the exemption where the buyer can see it.
    """
    del policy
    refused = in_windows(facts).filter("inside", pl.col("outcome") == Outcome.REJECTED.value)
    found = refused.join(_exempt(facts), on="case", how="anti").select(
        "row", days=days(-pl.col("over")), limit=said_limit(), what="start"
    )
    return named(facts, found)


def _exempt(facts: AuditFacts) -> pl.LazyFrame:
    """Cases with goods that nobody may send back without a reason, by the words of any of their records."""
    returns = facts.returns.lazy()
    told = [name for name in ("reason", "product_name", "goods_status") if name in facts.returns.columns]
    if not told:
        return pl.LazyFrame(schema={"case": pl.UInt32})
    words = pl.any_horizontal(names_exempt_goods(pl.col(name)).fill_null(value=False) for name in told)
    records = returns.filter(words).select("row")
    return facts.cases.lines.lazy().join(records, on="row", how="semi").select(pl.col("case").unique())
