"""ADR003 county-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import place, with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR003",
    "county-missing",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="the address has no county below {place}",
    unknown=masked("county"),
    cures="county",
)
def county_missing(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An address names no county, district or county-level city where one exists.

    ## Why it matters
    Couriers sort parcels by county. A parcel without one waits for a phone call, or goes back.

    ## What a null means
    An empty county is missing, and so is every word that is useless to a courier (`-`, 无, 其他, 市辖区,
    null). A masked county is not judged. 东莞, 中山, 儋州 and 嘉峪关 have no counties, and abroad other
    fields are required.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,,文三路391号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,广东省,东莞市,,虎门镇运河北路84号
    ```

    ## Cure
    Fill in the county. Where the text names exactly one that fits, it is suggested, and `--fix` takes it;
    for an abolished one it is the one successor, if there is just one.
    """
    del policy
    today = (
        pl.when(pl.col("verdicts").list.contains(Verdict.ABOLISHED.value))
        .then("successor")
        .otherwise("suggested_county")
    )
    return with_verdict(facts, Verdict.COUNTY_MISSING, "county").select(
        "row",
        "candidates",
        place("province", "city"),
        suggestion=today,
        found_in=pl.when(today.is_not_null()).then("found_in"),
    )
