"""EXP015 delivery-short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...facts.drift import Drift, drift_of
from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    import polars as pl

    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "EXP015",
    "delivery-short",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed | min_records.records", "min_records.records"),
    subjects=tuple(Subject),
    message="the records of the feed {feed} are {records}, and at least {expected} must come",
    folds=("feed",),
)
def delivery_short(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A feed holds fewer records than it must.

    ## Why it matters
    A header without records is a valid file, and looks like a quiet day. Where orders come every day, it is
    an export that failed.

    ## What a null means
    Blank lines, titles and totals are no records. All files of a feed count together. The feed's own
    `min_records` in the lock goes before `--min-records`; without either nothing is judged, and an empty
    file is no finding.

    ## Flagged
    ```csv
    order_id,sku
    A1,S1
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    min_records = 2
    columns = ["order_id", "sku"]
    ```

    ## Clean
    ```csv
    order_id,sku
    A1,S1
    A2,S2
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    min_records = 2
    columns = ["order_id", "sku"]
    ```

    ## Cure
    Export again, and look at what the export leaves out. If so few are right, lower the limit.
    """
    del policy
    return drift_of(facts, Drift.SHORT).select("row", "file", "feed", "records", "expected")
