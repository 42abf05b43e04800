"""EXP007 unreadable-record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.spine import with_lines
from ...facts.unreadable import rows_touched
from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy

_REASONS = {
    "too_few_cells": "it has fewer cells than the header",
    "too_many_cells": "it has more cells than the header",
    "broken_quote": "its quotation marks do not match",
    "undecodable": "it holds bytes that are no text in the file's encoding",
    "two_values": "two columns of one name hold different values",
    "other_header": "it is the header of another table",
    "other_table": "it belongs to another table in the same file",
}


@rule(
    "EXP007",
    "unreadable-record",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    scope=Scope.EXPORT,
    needs=(),
    subjects=tuple(Subject),
    message="line {line} cannot be read: {reason}",
)
def unreadable_record(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A record cannot be read as a row.

    ## Why it matters
    A comma in an unquoted address, or half a record at the end of a download: the order in it would vanish,
    and nobody would miss it before the buyer does. Rows below the header of another table in the same file
    are named as well: read as orders of the first one, every cell of theirs would mean something else.

    ## What a null means
    A blank line is no record. An unreadable record holds the order whose id stands in it, else the orders
    on both sides of it: its text may be a part of either.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,浙江省,杭州市
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again; or correct the line in a text editor. Its text is kept as it is.
    """
    del policy
    broken = facts.unreadable.with_row_index("at")
    touched = rows_touched(facts.unreadable, facts.spine).cast({"at": pl.UInt32})
    orders = with_lines(touched, facts.spine, "order")
    once = orders.unique(["at", "order"], keep="first", maintain_order=True).select("at", "row")
    reason = pl.col("reason").replace(_REASONS)
    return (
        once.lazy()
        .join(broken.lazy(), on="at", how="left", maintain_order="left")
        .select("row", "file", "line", "text", reason=reason)
    )
