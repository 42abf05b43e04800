"""EXP011 column-new."""

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
    "EXP011",
    "column-new",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed",),
    subjects=tuple(Subject),
    message="the column “{value}” is new in the feed {feed}",
    folds=("feed", "value"),
)
def column_new(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A feed has a column that it had not when the lock was made.

    ## Why it matters
    It may tell something that should be judged, and it may be the first sign that the export changes.

    ## What a null means
    A column without a name is none. Another order of the columns is nothing. A new column that a lost one is
    likely called now is told with that one (EXP010). Without `--lock` nothing is compared.

    ## Flagged
    ```csv
    order_id,数量,sku,新列
    A1,2,S1,x
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
    See with `fulfil inspect FILE` whether it is understood, then record it:
    `fulfil inspect FILE --lock LOCK`.
    """
    del policy
    return drift_of(facts, Drift.COLUMN_NEW).select("row", "file", "line", "feed", "value")
