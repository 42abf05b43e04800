"""EXP009 numbers-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


@rule(
    "EXP009",
    "numbers-missing",
    severity=Severity.NOTE,
    handoff=Handoff.OFF,
    scope=Scope.EXPORT,
    needs=(),
    message="{reason}",
)
def numbers_missing(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A file lacks numbers that its platform gives one after another, or the footer that counts them.

    ## Why it matters
    eBay numbers the sales of a seller without a gap. A number that is missing between two others is a sale
    that is not in the file: it may have been cancelled, left out by a filter, or lost.

    ## What a null means
    Records without a number say nothing. Only eBay's order report is known to number its records so.

    ## Flagged
    ```csv
    Sales Record Number,Order Number,Custom Label,Quantity,Sold For,Sale Date,Paid On Date
    501,10-00001,A-1,1,$12.00,Sep-14-26,Sep-14-26
    504,10-00004,A-2,1,$12.00,Sep-14-26,Sep-14-26

    2,record(s) downloaded,from Sep-14-26 to Sep-15-26
    ```

    ## Clean
    ```csv
    Sales Record Number,Order Number,Custom Label,Quantity,Sold For,Sale Date,Paid On Date
    501,10-00001,A-1,1,$12.00,Sep-14-26,Sep-14-26
    502,10-00002,A-2,1,$12.00,Sep-14-26,Sep-14-26

    2,record(s) downloaded,from Sep-14-26 to Sep-15-26
    ```

    ## Cure
    Look the numbers up in the shop. If the report was filtered, nothing is wrong.
    """
    del policy
    told = facts.checksums.lazy().filter(pl.col("kind").is_in(["gap", "footer"]))
    reason = (
        pl.when(pl.col("kind") == "gap")
        .then(filled("the file has no {} {}", "field", "value"))
        .otherwise(pl.lit("the footer that counts the records is missing: the file may be cut short"))
    )
    return told.select(pl.lit(None, pl.UInt32).alias("row"), "file", "field", reason=reason)
