"""ADR008 carrier-does-not-serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..needs import ADDRESS
from ..rule import Handoff, Scope, Severity, rule
from .verdict import place

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


def _unsaid(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    del policy
    return facts.served.lazy().filter(pl.col("served").is_null()).select("row")


@rule(
    "ADR008",
    "carrier-does-not-serve",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    scope=Scope.EXPORT,
    needs=(*ADDRESS, "coverage.served"),
    message="{carrier} does not deliver to {place}",
    unknown=_unsaid,
)
def carrier_does_not_serve(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """The carrier does not deliver to the place, or has suspended it.

    ## Why it matters
    The parcel is refused at the counter, or travels to the end of the carrier's network and back.

    ## What a null means
    A place or a carrier of which the coverage table says nothing is not judged, and neither is an address
    without a province. An order without a carrier goes by `--carrier`.

    ## Flagged
    ```csv
    order_id,carrier,province,city,county,street
    A1,中通快递,西藏自治区,阿里地区,噶尔县,迎宾大道2号
    ```
    ```csv coverage
    carrier,province,city,county,served
    中通快递,西藏自治区,阿里地区,,no
    ```

    ## Clean
    ```csv
    order_id,carrier,province,city,county,street
    A1,中通快递,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv coverage
    carrier,province,city,county,served
    中通快递,西藏自治区,阿里地区,,no
    中通快递,浙江省,,,yes
    ```

    ## Cure
    Choose another carrier, or ask this one whether the suspension has ended.
    """
    del policy
    return facts.served.lazy().filter(pl.col("served").not_()).select("row", "carrier", place())
