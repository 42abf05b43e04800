"""ADR004 region-unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict, is_missing
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import place, with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR004",
    "region-unknown",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="“{value}” is no division that is known in {place}",
    unknown=masked("county"),
)
def region_unknown(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An address names a division that no current, abolished or alias table knows.

    ## Why it matters
    A misspelt county (西胡区) sorts to nowhere: the parcel waits for somebody who guesses what was meant.

    ## What a null means
    An empty cell is missing, not unknown (ADR001, ADR002, ADR003). A masked or encrypted one is not judged.
    Names that were abolished or renamed are known (ADR009), and so are development zones (ADR010).

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西胡区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Correct the name, or ask the buyer.
    """
    del policy
    county = pl.when(~is_missing(pl.col("county_written"))).then("county_written")
    return with_verdict(facts, Verdict.REGION_UNKNOWN, "county").select(
        "row", place("province", "city"), value=county.fill_null("a name in the address")
    )
