"""ORD001 line-key-broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ..repeated import repeated
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "ORD001",
    "line-key-broken",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    scope=Scope.EXPORT,
    needs=("orders.order_id",),
    message="{reason}",
)
def line_key_broken(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """An order id is empty, or a line stands twice with different content.

    ## Why it matters
    Of two versions of one line, nobody can say which is to be packed. Without an order id, nobody can say
    whose it is.

    ## What a null means
    An empty order id is the violation itself, and so is a placeholder (`-`, null); of a detail file, so is an
    id that no order list given has. An empty line id is a
    value like any other. Without a line id, lines of one order may repeat a SKU: only files of whole orders
    are judged then.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,province,city,county,street
    A1,1,KY-1,1,浙江省,杭州市,西湖区,文三路391号
    A1,1,KY-1,2,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,province,city,county,street
    A1,1,KY-1,1,浙江省,杭州市,西湖区,文三路391号
    A1,2,KY-1,2,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again; if two files overlap, hand over the newer one only.
    """
    del policy
    twice = repeated(facts, identical=False).with_columns(
        reason=filled("it differs from line {} of {}, which has the same key", "other_line", "other_file")
    )
    return pl.concat(
        [facts.keyless.lazy(), twice.drop("elsewhere")],
        how="diagonal_relaxed",
    )
