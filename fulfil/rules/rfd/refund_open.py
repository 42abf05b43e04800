"""RFD008 refund-open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.due import Due
from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "RFD008",
    "refund-open",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=("orders.aftersale_status",),
    message="a refund or return is open: “{value}”",
)
def refund_open(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A refund or after-sale request is open while the order waits to be shipped.

    ## Why it matters
    The buyer wants the money back. Whoever ships now pays the parcel twice, and on some platforms a fine.

    ## What a null means
    An empty after-sale status means that nothing was asked for. An unknown word holds the order by EXP005.
    Lines that have left, or are not to leave, are not judged.

    ## Flagged
    ```csv
    order_id,aftersale_status,province,city,county,street
    A1,退款中,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,aftersale_status,province,city,county,street
    A1,退款关闭,浙江省,杭州市,西湖区,文三路391号
    A2,,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Answer the request first; ship when it is withdrawn.
    """
    del policy
    is_open = pl.col("aftersale_status_state").cast(pl.String) == "open"
    return facts.orders.filter(is_open, pl.col("due") == Due.DUE).select("row", value="aftersale_status")
