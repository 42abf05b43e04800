"""EXP014 delivery-stale."""

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
    "EXP014",
    "delivery-stale",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed | max_age.hours", "max_age.hours"),
    subjects=tuple(Subject),
    message="the newest event of the feed {feed} is of {value}: {hours} hours ago by the clock, "
    "and {expected} is allowed",
    folds=("feed",),
)
def delivery_stale(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A file is older than it may be: its newest event lies too long before the clock's time.

    ## Why it matters
    Yesterday's file was sent again, or the export has failed for days: everything in it may be right, and the
    orders of today are not there. A clock ran out, and still this is of integrity and stops the gate: not the
    parcels are late, the data are, and no figure of such a run is true today.

    ## What a null means
    Without `--max-age` no age is judged. The age counts from the newest event in the file (a promise is
    none), never from the file's own time, to the clock, and the report says which time that was. A file
    without any event before the clock's time has no age, and the report says so; an empty one is EXP015's.

    ## Flagged
    ```csv
    order_id,created_at,sku
    A1,2026-11-20 10:00:00,S1
    ```
    ```text max_age
    26h at 2026-11-22T10:00:00+00:00
    ```

    ## Clean
    ```csv
    order_id,created_at,sku
    A1,2026-11-22 09:00:00,S1
    ```
    ```text max_age
    26h at 2026-11-22T10:00:00+00:00
    ```

    ## Cure
    Fetch the export of today. If a quiet feed is right to have no newer event, allow a greater age.
    """
    del policy
    return drift_of(facts, Drift.STALE).select("row", "file", "feed", "value", "expected", "hours")
