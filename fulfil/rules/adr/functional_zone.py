"""ADR010 functional-zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict, is_missing
from ...address.street import zone_pattern
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import place, with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR010",
    "functional-zone",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    needs=ADDRESS,
    message="“{value}” is a development zone, and no county of {place}",
    unknown=masked("county"),
)
def functional_zone(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A development zone stands where the county belongs.

    ## Why it matters
    高新区 and 工业园区 are administrations of their own, but no counties: some couriers' tables know them,
    others ask for the county in which they lie.

    ## What a null means
    An empty county is missing (ADR003), a masked one is not judged. Zones that were made counties are
    counties.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,江苏省,苏州市,工业园区,星湖街328号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,江苏省,苏州市,虎丘区,星湖街328号
    ```

    ## Cure
    Write the county in which the zone lies, if the courier does not know the zone.
    """
    del policy
    zone = pl.col("detail").str.extract(f"({zone_pattern()})")
    county = pl.when(~is_missing(pl.col("county_written"))).then("county_written")
    return with_verdict(facts, Verdict.FUNCTIONAL_ZONE, "county").select(
        "row",
        place("province", "city"),
        value=pl.coalesce(county, zone, pl.lit("a name in the address")),
    )
