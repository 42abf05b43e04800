"""ADR002 city-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...address import Verdict
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import place, with_verdict

if TYPE_CHECKING:
    import polars as pl

    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR002",
    "city-missing",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="the address has no city in {place}",
    unknown=masked("city"),
    cures="city",
)
def city_missing(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An address names no city, prefecture or league where one exists.

    ## Why it matters
    County names repeat across cities, so couriers route by the city. Without one a clerk has to look it up,
    and looks up the wrong one.

    ## What a null means
    An empty city is missing, and so is every word that is useless to a courier (`-`, 无, 其他, 市辖区,
    null). A masked one is not judged. Municipalities, and counties directly below a province (仙桃市), need
    none.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,北京市,,海淀区,中关村大街27号
    A3,湖北省,,仙桃市,仙桃大道50号
    ```

    ## Cure
    Fill in the city. Where the county stands below exactly one of the province, it is suggested, and
    `--fix` takes it.
    """
    del policy
    return with_verdict(facts, Verdict.CITY_MISSING, "city").select(
        "row", place("province"), suggestion="suggested_city"
    )
