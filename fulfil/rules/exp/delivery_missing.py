"""EXP016 delivery-missing."""

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
    "EXP016",
    "delivery-missing",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("lock.feed",),
    subjects=tuple(Subject),
    message="no input belongs to the feed {feed}, which is expected",
    folds=("feed",),
)
def delivery_missing(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A feed that is expected has not come.

    ## Why it matters
    Nothing is wrong in the files that are there, so a run without the returns of one shop looks clean.

    ## What a null means
    A feed is expected unless the lock says `expected = false`. A file that holds no records has come all the
    same (see EXP015). Without `--lock` nothing is expected.

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
    columns = ["order_id", "sku"]

    [[feed]]
    name = "taobao_order_list"
    profile = "taobao_order_list"
    expected = true
    columns = ["订单编号", "买家会员名"]
    ```

    ## Clean
    ```csv
    order_id,sku
    A1,S1
    ```
    ```toml lock
    version = 1

    [[feed]]
    name = "canonical"
    profile = "canonical"
    columns = ["order_id", "sku"]

    [[feed]]
    name = "taobao_order_list"
    profile = "taobao_order_list"
    expected = false
    columns = ["订单编号", "买家会员名"]
    ```

    ## Cure
    Fetch the file. If the feed has ended or comes only now and then, say `expected = false` in the lock, or
    take the feed out.
    """
    del policy
    return drift_of(facts, Drift.MISSING).select("row", "file", "feed")
