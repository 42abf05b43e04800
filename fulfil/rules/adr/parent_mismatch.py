"""ADR005 parent-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict
from ...tables import REGION_FIELDS
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import place, with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR005",
    "parent-mismatch",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="{place} has no such division; the name belongs to {expected}",
    unknown=masked(*REGION_FIELDS),
)
def parent_mismatch(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A county is not in the named city, or a city is not in the named province.

    ## Why it matters
    Two of the names contradict each other. Sorting machines follow one of them, the postman the other: the
    parcel crosses the country twice.

    ## What a null means
    Levels that are empty contradict nothing; they are missing (ADR001, ADR002, ADR003). A masked one is not
    judged. The city is never inferred from the county: many county names repeat.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,福田区,福华路8号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,湖北省,省直辖县级行政区划,仙桃市,仙桃大道50号
    ```

    ## Cure
    Ask the buyer which of the names is right; the places where the county does exist are listed.
    """
    del policy
    return with_verdict(facts, Verdict.PARENT_MISMATCH, *REGION_FIELDS).select(
        "row",
        place("province", "city"),
        "candidates",
        expected=pl.col("candidates").list.join(" or ").replace("", "another place"),
    )
