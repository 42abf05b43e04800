"""EXP003 join-coverage-low."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule
from .unjoined import lacking_parcels, other_words, strangers

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "EXP003",
    "join-coverage-low",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    subjects=tuple(Subject),
    needs=(
        "orders.order_id",
        "shipment_lines.order_id | returns.order_id",
    ),
    message="{reason}",
    across=True,
    folds=("reason",),
    limits=("join.least_share", "join.least_rows", "join.least_sku_share"),
)
def join_coverage_low(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parcels or returns belong to orders that no file has, or orders lack parcels that files should have.

    ## Why it matters
    What does not meet is not compared: a short or wrong shipment among these rows stays unseen.

    ## What a null means
    An empty or masked order number joins nothing, and is told. What lies outside the time that the
    orders' files cover is unknown, and no finding.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00
    A2,1,TOY-01,1,shipped,2026-11-12 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-10 12:00:00
    A2,1,TOY-01,1,ZTO,75800000000002,2026-11-12 12:00:00
    B7,1,TOY-01,1,ZTO,75800000000003,2026-11-11 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00
    A2,1,TOY-01,1,shipped,2026-11-12 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-10 12:00:00
    A2,1,TOY-01,1,ZTO,75800000000002,2026-11-12 12:00:00
    ```

    ## Cure
    Export the files of all shops, and of the same days; look whether one of them writes other numbers.
    """
    del policy
    found = [strangers(facts), lacking_parcels(facts), other_words(facts)]
    return pl.concat(found).sort("row", "reason")
