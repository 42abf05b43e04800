"""ADR013 street-vague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...address import Verdict
from ..needs import STREET
from ..rule import Concern, Handoff, Severity, rule
from .masked import masked
from .verdict import with_verdict

if TYPE_CHECKING:
    import polars as pl

    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ADR013",
    "street-vague",
    severity=Severity.NOTE,
    handoff=Handoff.WARN,
    concern=Concern.SERVICE,
    needs=STREET,
    message="the street “{text}” is very short or has no number",
    unknown=masked("street"),
)
def street_vague(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A street is very short, or names no number.

    ## Why it matters
    Without a house number the courier has to phone, and delivers a day later.

    ## What a null means
    An empty street is missing (ADR006), not vague; masked and damaged ones are not judged. Villages and
    teams (村, 组, 屯) need no number.

    ## Flagged
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路
    ```

    ## Clean
    ```csv
    order_id,province,city,county,street
    A1,浙江省,杭州市,西湖区,文三路391号
    A2,河南省,信阳市,平桥区,甘岸街道孙店村
    ```

    ## Cure
    Ask the buyer for the number, if there is time.
    """
    del policy
    return with_verdict(facts, Verdict.STREET_VAGUE, "street").select("row", text="detail")
