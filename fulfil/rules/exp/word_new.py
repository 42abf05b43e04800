"""EXP013 word-new."""

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
    "EXP013",
    "word-new",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed",),
    subjects=tuple(Subject),
    message="the {field} “{value}” was never met in the feed {feed} before; rows with it: {records}",
    folds=("feed", "field", "value"),
)
def word_new(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A status word comes in a feed in which the lock has never seen it.

    ## Why it matters
    What it means is known from other exports of the kind, but this feed has not had it: the shop works in
    another way now, or the export takes in what it left out before.

    ## What a null means
    An empty status is no word. A word that nobody knows is told once, by EXP005. A column in which the lock
    saw no word at all is not compared, and without `--lock` nothing is.

    ## Flagged
    ```csv
    order_id,status,sku
    A1,已发货,S1
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    columns = ["order_id", "status", "sku"]

    [feed.mapped]
    "orders.status" = { headers = ["status"] }

    [feed.words]
    "orders.status" = ["交易关闭", "待发货"]
    ```

    ## Clean
    ```csv
    order_id,status,sku
    A1,待发货,S1
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    columns = ["order_id", "status", "sku"]

    [feed.mapped]
    "orders.status" = { headers = ["status"] }

    [feed.words]
    "orders.status" = ["交易关闭", "待发货"]
    ```

    ## Cure
    See that such orders are treated as they should be, then record the word:
    `fulfil inspect FILE --lock LOCK`.
    """
    del policy
    return drift_of(facts, Drift.WORD_NEW).select("row", "file", "feed", "field", "value", "records")
