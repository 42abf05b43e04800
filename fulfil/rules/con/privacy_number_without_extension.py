"""CON002 privacy-number-without-extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.due import Due
from ..rule import Handoff, Severity, rule
from .not_to_call import not_to_call

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


@rule(
    "CON002",
    "privacy-number-without-extension",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    needs=("orders.phone",),
    message="{reason}",
    unknown=not_to_call,
)
def privacy_number_without_extension(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A privacy number lacks its extension, or the phone and the address carry different ones.

    ## Why it matters
    Platforms hand out one number for many buyers; the extension tells them apart. Without it, or with
    another's, the call reaches nobody, or a stranger.

    ## What a null means
    A phone without an extension is a number of its own, unless its separator was left behind
    (`13800001111-`). An address without one (`[1234]`, 转1234) says nothing. Masked phones are not judged.

    ## Flagged
    ```csv
    order_id,phone,province,city,county,street
    A1,13800001111-,浙江省,杭州市,西湖区,文三路391号
    A2,13800001111-1234,浙江省,杭州市,西湖区,文三路391号[5678]
    ```

    ## Clean
    ```csv
    order_id,phone,province,city,county,street
    A1,13800001111-1234,浙江省,杭州市,西湖区,文三路391号[1234]
    A2,13800001111,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again with the extension, or copy it from the address or the shop's own page.
    """
    del policy
    reason = (
        pl.when(pl.col("state") == "privacy_without_extension")
        .then(pl.lit("the privacy number has lost its extension"))
        .when((pl.col("state") == "privacy") & (pl.col("extension") != pl.col("address_extension")))
        .then(pl.lit("the phone and the address carry different extensions"))
    )
    judged = facts.phones.filter(pl.col("due") == Due.DUE).select("row", reason=reason, text="phone")
    return judged.filter(pl.col("reason").is_not_null())
