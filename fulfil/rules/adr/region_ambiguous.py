"""ADR011 region-ambiguous."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...address import Verdict
from ...tables import REGION_FIELDS
from ..needs import ADDRESS
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import with_verdict

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR011",
    "region-ambiguous",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="the address fits several places: {expected}",
    unknown=masked(*REGION_FIELDS),
)
def region_ambiguous(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """The names in an address fit several places.

    ## Why it matters
    鼓楼区 is in four cities. Whoever prints the waybill takes the first of them, and is wrong three times
    in four.

    ## What a null means
    Names that are empty do not decide, so that fewer names fit more places. A masked one is not judged.

    ## Flagged
    ```csv
    order_id,address
    A1,鼓楼区中山路1号
    ```

    ## Clean
    ```csv
    order_id,address
    A1,江苏省南京市鼓楼区中山路1号
    ```

    ## Cure
    Ask the buyer for the city; all candidates are listed.
    """
    del policy
    return with_verdict(facts, Verdict.AMBIGUOUS, *REGION_FIELDS).select(
        "row", "candidates", expected=pl.col("candidates").list.join(" or ")
    )
