"""EXP017 number-unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "EXP017",
    "number-unreadable",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    needs=(
        (
            "shipment_lines.quantity | shipment_lines.attempts | shipment_lines.weight_kg"
            " | returns.quantity | returns.refund_amount"
        ),
    ),
    message="the {field} “{value}” cannot be read: {reason}",
    subjects=(Subject.SHIPMENTS, Subject.RETURNS),
)
def number_unreadable(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A quantity, a weight or an amount of a parcel or a return cannot be read as a number.

    ## Why it matters
    What was shipped and what was paid back are sums of these cells. One that counts as nothing makes a
    parcel look short, or a refund look unpaid; a parcel of unknown weight is never said to be light.

    ## What a null means
    An empty cell, and a word that stands for nothing (`-`, 无退款申请), is no unreadable number. Orders have
    ORD002 for this.

    ## Flagged
    ```csv
    return_id,order_id,requested_at,refund_amount
    R1,A1,2026-11-20 10:00:00,twelve
    ```

    ## Clean
    ```csv
    return_id,order_id,requested_at,refund_amount
    R1,A1,2026-11-20 10:00:00,¥12.00
    R2,A2,2026-11-20 11:00:00,-
    ```

    ## Cure
    Export again; or correct the cell, and export amounts as plain numbers.
    """
    del policy
    return facts.unread.filter(pl.col("field").is_in(facts.numbers)).select("row", "field", "value", "reason")
