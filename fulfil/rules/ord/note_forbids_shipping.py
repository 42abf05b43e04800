"""ORD005 note-forbids-shipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.due import Due
from ..limits import PLACEHOLDERS
from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "ORD005",
    "note-forbids-shipping",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=("orders.seller_note",),
    message="the seller's note says “{phrase}”",
    limits=("notes.forbids", *PLACEHOLDERS),
)
def note_forbids_shipping(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """The seller's note says not to ship, to wait, to take back, or to change the address.

    ## Why it matters
    Support staff write into the note what they promised the buyer on the phone. The warehouse never reads
    it, and ships.

    ## What a null means
    An empty note forbids nothing. Lines that have left, or are not to leave, are not judged. The phrases,
    and those around them that mean the opposite, are policy (`notes`).

    ## Flagged
    ```csv
    order_id,seller_note,province,city,county,street
    A1,客户要改地址，先别发货,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,seller_note,province,city,county,street
    A1,送赠品，不要发圆通,浙江省,杭州市,西湖区,文三路391号
    A2,,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Do what the note says, then take it off the order.
    """
    del policy
    forbidden = pl.col("seller_forbids").is_not_null()
    return facts.notes.filter(forbidden, pl.col("due") == Due.DUE).select("row", phrase="seller_forbids")
