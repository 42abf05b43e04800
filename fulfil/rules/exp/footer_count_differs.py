"""EXP008 footer-count-differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "EXP008",
    "footer-count-differs",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=(),
    message="its footer counts {expected} different values of {field}, and the file holds {value}",
)
def footer_count_differs(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A file holds fewer or more records than its own footer counts.

    ## Why it matters
    The footer was written by the shop system after the last record. Where it counts more than the file holds,
    records were deleted or lost on the way, and nobody would miss them before a buyer does.

    ## What a null means
    Only eBay's order report is known to count itself, so only it is compared. A report without its footer is
    told by EXP009.

    ## Flagged
    ```csv
    Sales Record Number,Order Number,Custom Label,Quantity,Sold For,Sale Date,Paid On Date
    501,10-00001,A-1,1,$12.00,Sep-14-26,Sep-14-26
    502,10-00002,A-2,1,$12.00,Sep-14-26,Sep-14-26

    3,record(s) downloaded,from Sep-14-26 to Sep-15-26
    ```

    ## Clean
    ```csv
    Sales Record Number,Order Number,Custom Label,Quantity,Sold For,Sale Date,Paid On Date
    501,10-00001,A-1,1,$12.00,Sep-14-26,Sep-14-26
    502,10-00002,A-2,1,$12.00,Sep-14-26,Sep-14-26

    2,record(s) downloaded,from Sep-14-26 to Sep-15-26
    ```

    ## Cure
    Download the report again, and give it to fulfil as it was downloaded.
    """
    del policy
    found = facts.checksums.lazy().filter(pl.col("kind") == "count")
    return found.select(
        pl.lit(None, pl.UInt32).alias("row"), "file", "field", expected="expected", value="value"
    )
