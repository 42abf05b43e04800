"""EXP010 column-lost."""

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
    "EXP010",
    "column-lost",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed",),
    subjects=tuple(Subject),
    message="the feed {feed} lost the column “{expected}”, which gave the {field}; {reason}",
    folds=("feed", "expected"),
)
def column_lost(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A column that fed something has gone from a feed, or is called otherwise.

    ## Why it matters
    A shop system was updated, or somebody chose other columns: what stood in the column is missing in every
    record, and every rule that needs it is silent from that day.

    ## What a null means
    A column that is there and empty is not lost (EXP012, EXP001). A column that fed nothing, or that not
    every file of the feed had when the lock was made, may go. Without `--lock` nothing is compared. The
    likely new name is a word for the same, one that is spelt alike, or the new column in the same place; else
    none is named.

    ## Flagged
    ```csv
    order_id,购买数量,sku
    A1,2,S1
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "orders"
    profile = "generic"
    columns = ["order_id", "数量", "sku"]

    [feed.mapped]
    "orders.order_id" = { headers = ["order_id"] }
    "order_lines.quantity" = { headers = ["数量"] }
    "order_lines.sku" = { headers = ["sku"] }
    ```

    ## Clean
    ```csv
    sku,数量,order_id
    S1,2,A1
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "orders"
    profile = "generic"
    columns = ["order_id", "数量", "sku"]

    [feed.mapped]
    "orders.order_id" = { headers = ["order_id"] }
    "order_lines.quantity" = { headers = ["数量"] }
    "order_lines.sku" = { headers = ["sku"] }
    ```

    ## Cure
    Export again with the column. If the new name is to stay, and `fulfil inspect FILE` reads it right, record
    it: `fulfil inspect FILE --lock LOCK`.
    """
    del policy
    found = drift_of(facts, Drift.COLUMN_LOST)
    return found.select("row", "file", "line", "feed", "field", "expected", "value", "reason")
