"""ADR006 street-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...address import Verdict
from ..needs import STREET
from ..rule import Handoff, Severity, rule
from .masked import masked
from .verdict import place, with_verdict

if TYPE_CHECKING:
    import polars as pl

    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR006",
    "street-missing",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=STREET,
    message="the address has no street in {place}",
    unknown=masked("street"),
)
def street_missing(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An address has no street, or only the region once more.

    ## Why it matters
    Nobody can deliver to a county. The courier phones, the buyer does not answer, the parcel goes back.

    ## What a null means
    An empty street is missing, and so is one that only repeats province, city and county. A masked or
    encrypted street is not judged, and a damaged one has a code of its own (ADR007).

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,浙江省杭州市西湖区
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,浙江省,杭州市,西湖区,***
    ```

    ## Cure
    Ask the buyer for the street and the number.
    """
    del policy
    return with_verdict(facts, Verdict.STREET_MISSING, "street").select("row", place())
