"""EXP006 batch-reconciliation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    import polars as pl

    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "EXP006",
    "batch-reconciliation",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=("form.order_id",),
    message="the courier's form disagrees: {reason}",
    folds=("reason",),
)
def batch_reconciliation(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """The courier's form and the orders that may go do not agree.

    ## Why it matters
    The form is what the courier reads. An order that is missing in it is never picked up; one with another
    county goes elsewhere.

    ## What a null means
    An empty cell in the form is a difference where the order has a value there. Without `--form` nothing is
    compared, and the report says so.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv form
    row,reason,expected,value
    0,another county,西湖区,滨江区
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv form
    row,reason,expected,value
    ```

    ## Cure
    Write the form again; never correct it by hand.
    """
    del policy
    return facts.form_differences.lazy().select("row", "expected", "value", "reason")
