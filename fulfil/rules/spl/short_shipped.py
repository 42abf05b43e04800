"""SPL001 short-shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..limits import FINISHED
from ..needs import BALANCE
from ..rule import Handoff, Scope, Severity, rule
from .units import units
from .unjudged import unjudged_lines

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL001",
    "short-shipped",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=BALANCE,
    message="{shipped} of {due} units were shipped",
    unknown=unjudged_lines,
    limits=FINISHED,
)
def short_shipped(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Fewer units of a line were shipped than were due, and the order is said to be shipped or is late.

    ## Why it matters
    The buyer paid for units that nobody is going to send: the next thing heard of it is a claim.

    ## What a null means
    A line without a quantity, and an order with a parcel that does not say what is in it, are unknown.
    An order that is not shipped yet, inside its promise, is pending; one without any parcel is late
    (SHP001) and not short, unless it is said to be shipped. What lies outside the time that the parcel
    files cover is unknown.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,3,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,2,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,3,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,2,ZTO,75800000000001,2026-11-11 10:00:00
    A1,1,TOY-01,1,ZTO,75800000000002,2026-11-12 10:00:00
    ```

    ## Cure
    Send what is missing, or refund it before the buyer asks.
    """
    del policy
    lines = facts.fulfilment.lines.lazy()
    short = pl.col("finished") & ~pl.col("kit") & (pl.col("shipped") < pl.col("due"))
    return lines.filter(short).select("row", "sku", shipped=units("shipped"), due=units("due"))
