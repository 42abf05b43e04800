"""EXP001 column-empty-or-absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "EXP001",
    "column-empty-or-absent",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    scope=Scope.EXPORT,
    needs=(),
    message="the {field} {reason}: {orders} of {of} orders; "
    "{recoverable} can be recovered from the address text",
    limits=("systemic.share", "systemic.least_rows"),
    rests_on=("ADR001", "ADR002", "ADR003", "ADR006", "CON001"),
)
def column_empty_or_absent(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A column that couriers need is absent, or empty in nearly every row.

    ## Why it matters
    One wrong export template loses a field for every order at once: 5,000 parcels were handed to a courier
    without the county, found after handoff. One finding about the export is worth more than 5,000 about its
    orders.

    ## What a null means
    A column counts as empty when at least 90 % of at least 20 judged rows lack a usable value (both numbers
    are policy); masked values are not counted. The rows keep their own codes in the files.

    ## Flagged
    ```csv
    order_id,province,city,street
    A1,浙江省,杭州市,文三路391号
    A2,广东省,深圳市,福华路8号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again with the column. What the address text still tells can be filled in with `--fix`.
    """
    limits = policy.systemic
    nearly_all = (pl.col("flagged") > 0) & (pl.col("flagged") >= limits.share * pl.col("judged"))
    enough = pl.col("absent") | (pl.col("judged") >= limits.least_rows)
    return (
        facts.flagged.lazy()
        .filter(nearly_all & enough)
        .select("file", "field", "reason", "orders", "of", "recoverable", rows="flagged")
    )
