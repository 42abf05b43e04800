"""CON001 phone-missing-or-invalid."""

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
    "CON001",
    "phone-missing-or-invalid",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=("orders.phone",),
    message="the phone is {reason}",
    unknown=not_to_call,
    limits=("contact.phone_needed_in",),
)
def phone_missing_or_invalid(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An order that is still to ship has no number that a courier can call.

    ## Why it matters
    A courier phones before delivery, and leaves a parcel that nobody answers for at the depot. One wrong
    digit is enough.

    ## What a null means
    An empty phone is missing, and so is a placeholder (`-`, 无, 0). Masked and encrypted phones are not
    judged: the platform prints the real one itself. Lines that have left, or are not to leave, are not
    judged either. Where couriers do not phone, as in most countries, an empty phone is no finding; which
    countries need one is policy (`contact.phone_needed_in`). Without a country no number can be judged.

    ## Flagged
    ```csv
    order_id,phone,province,city,county,street
    A1,1380000111,浙江省,杭州市,西湖区,文三路391号
    A2,,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,phone,province,city,county,street
    A1,13800001111,浙江省,杭州市,西湖区,文三路391号
    A2,138****1111,浙江省,杭州市,西湖区,文三路391号
    A3,13800001111-1234,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Ask the buyer on the platform, or take the number from the shop's own page.
    """
    missing = (pl.col("state") == "missing") & pl.col("country").is_in(policy.contact.phone_needed_in)
    reason = (
        pl.when(missing)
        .then(pl.lit("missing"))
        .when((pl.col("state") == "invalid") & pl.col("country").is_not_null())
        .then(pl.lit("no number that can be called"))
    )
    told = facts.phones.select("row", "due", reason=reason, text="phone")
    return told.filter(pl.col("reason").is_not_null(), pl.col("due") == Due.DUE).drop("due")
