"""ADR012 region-conflict."""

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
    "ADR012",
    "region-conflict",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=ADDRESS,
    message="the address names both {place} and {value}",
    unknown=masked("street", *REGION_FIELDS),
)
def region_conflict(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """The region that was picked and the text that was typed name different counties.

    ## Why it matters
    The waybill prints both. The parcel follows the picked county, and the buyer may live in the typed one.

    ## What a null means
    An empty county conflicts with nothing, and neither does one that is named only once. Masked texts
    are not judged.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,浙江省杭州市滨江区江南大道228号
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,浙江省,杭州市,西湖区,浙江省杭州市西湖区文三路391号
    ```

    ## Cure
    Ask the buyer which of the two is right; both are listed.
    """
    del policy
    return with_verdict(facts, Verdict.CONFLICT, "street", *REGION_FIELDS).select(
        "row",
        "candidates",
        place=pl.col("candidates").list.get(0, null_on_oob=True),
        value=pl.col("candidates").list.get(1, null_on_oob=True),
    )
