"""EXP012 nulls-jumped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.drift import Drift, drift_of
from ...filled import filled
from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


def _percent(share: pl.Expr) -> pl.Expr:
    return filled("{} %", (100 * share).round(1))


@rule(
    "EXP012",
    "nulls-jumped",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed",),
    subjects=tuple(Subject),
    message="the {field} of the feed {feed} is empty in {value} of {of} rows, and was in {expected} before",
    folds=("feed", "field"),
    limits=("drift.rise", "drift.factor", "drift.least_rows"),
)
def nulls_jumped(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A column of a feed is empty far more often than it was when the lock was made.

    ## Why it matters
    The column is there, so nothing looks wrong: a form stopped asking for it, an integration stopped filling
    it, or half of the records come from a system that does not know it.

    ## What a null means
    An empty cell or a placeholder such as `-` counts as empty; a masked one does not, and neither does one
    that cannot be read. The share must rise by more than 20 percentage points and at least double, on at
    least 20 rows both then and now (all three are policy): less is chance. Without `--lock` nothing is
    compared.

    ## Flagged
    ```csv
    order_id,sku
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    A10,S10
    A11,S11
    A12,S12
    A13,S13
    A14,S14
    A15,S15
    A16,S16
    A17,S17
    A18,S18
    A19,S19
    A20,S20
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    columns = ["order_id", "sku"]

    [feed.mapped]
    "orders.order_id" = { headers = ["order_id"], rows = 500, nulls = 0 }
    "order_lines.sku" = { headers = ["sku"], rows = 500, nulls = 10 }
    ```

    ## Clean
    ```csv
    order_id,sku
    A1,
    A2,
    A3,
    A4,S4
    A5,S5
    A6,S6
    A7,S7
    A8,S8
    A9,S9
    A10,S10
    A11,S11
    A12,S12
    A13,S13
    A14,S14
    A15,S15
    A16,S16
    A17,S17
    A18,S18
    A19,S19
    A20,S20
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    columns = ["order_id", "sku"]

    [feed.mapped]
    "orders.order_id" = { headers = ["order_id"], rows = 500, nulls = 0 }
    "order_lines.sku" = { headers = ["sku"], rows = 500, nulls = 10 }
    ```

    ## Cure
    Look in the shop system for what stopped filling it. If it is to stay so, record it:
    `fulfil inspect FILE --lock LOCK`.
    """
    limits = policy.drift
    now, before = pl.col("nulls") / pl.col("rows"), pl.col("nulls_before") / pl.col("rows_before")
    enough = (pl.col("rows") >= limits.least_rows) & (pl.col("rows_before") >= limits.least_rows)
    jumped = (now - before > limits.rise) & (now >= limits.factor * before)
    found = drift_of(facts, Drift.NULLS).filter(enough & jumped)
    return found.select(
        "row", "file", "feed", "field", value=_percent(now), expected=_percent(before), of=pl.col("rows")
    )
