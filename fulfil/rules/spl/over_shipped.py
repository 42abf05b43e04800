"""SPL002 over-shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..limits import MATCHED, PURCHASE
from ..needs import BALANCE
from ..rule import Handoff, Scope, Severity, rule
from .units import THOUSANDTHS, shown, units
from .unjudged import unjudged_lines

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL002",
    "over-shipped",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=BALANCE,
    message="{units} more units of {sku} were shipped than the {due} that were due",
    unknown=unjudged_lines,
    limits=("split.spare_units", *PURCHASE, *MATCHED),
)
def over_shipped(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """More units of a line were shipped than were due.

    ## Why it matters
    The spare units are given away, and the stock on hand is wrong from that day.

    ## What a null means
    A line without a quantity, and an order with a parcel that does not say what is in it, are unknown.
    Reshipped and exchanged units never count, nor do voided labels. A line that was cancelled as a
    whole is judged by SPL004.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,2,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,2,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,2,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Cure
    Call the parcel back, or charge or write off the spare units.
    """
    held = facts.fulfilment
    lines = held.lines.lazy().filter("judged", "live", (pl.col("due") > 0) | (pl.col("cancelled") == 0))
    over = held.excess.lazy().filter(pl.col("excess") > policy.split.spare_units * THOUSANDTHS)
    # A part of a kit is called as the parcels call it.
    written = (
        held.contents.lazy()
        .join(over, on="item", how="semi")
        .group_by("item")
        .agg(_written=pl.col("sku").sort_by("row").first())
    )
    own = pl.when(pl.col("item") == pl.col("_item")).then("sku")
    return (
        over.join(lines.select("row", "sku", "due", _item="item"), left_on="line", right_on="row")
        .join(written, on="item", how="left")
        .select(
            row="line",
            units=units("excess"),
            sku=pl.coalesce(own, "_written", shown("name"), "sku"),
            due=units("due"),
        )
        .sort("row", "sku")
    )
