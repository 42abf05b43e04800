"""ADR009 region-abolished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR009",
    "region-abolished",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    needs=ADDRESS,
    message="“{value}” was valid until {year}; now it is {expected}",
    unknown=masked("city", "county"),
    cures="county",
)
def region_abolished(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An address uses a division that was abolished or renamed.

    ## Why it matters
    Couriers' tables follow the government's, sooner or later: an old name still arrives today, and is
    refused or sorted by hand tomorrow.

    ## What a null means
    An empty name is missing (ADR001, ADR002, ADR003), and a masked one is not judged. A county that was
    split has several successors: none is suggested then, all are listed.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,下城区,文晖路82号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,拱墅区,文晖路82号
    ```

    ## Cure
    Write the name of today. Where there is exactly one successor, it is suggested, and `--fix` takes it.
    """
    del policy
    county_gone = pl.col("successor").is_not_null() | (pl.col("candidates").list.len() > 0)
    renamed = (pl.col("city_written") != pl.col("city")) & ~county_gone
    written = pl.coalesce("county", "suggested_county")
    today = pl.coalesce(
        "successor",
        pl.when(county_gone).then(pl.col("candidates").list.join(" or ")),
        pl.when(renamed).then("city"),
        pl.lit("part of another division"),
    )
    # What is missing as well is filled in by ADR003, with the name of today.
    there = ~pl.col("verdicts").list.contains(Verdict.COUNTY_MISSING.value)
    return with_verdict(facts, Verdict.ABOLISHED, "city", "county").select(
        "row",
        "candidates",
        value=pl.when(renamed).then("city_written").otherwise(pl.coalesce(written, "city", "province")),
        year="abolished_year",
        expected=today,
        suggestion=pl.when(there).then("successor"),
    )
