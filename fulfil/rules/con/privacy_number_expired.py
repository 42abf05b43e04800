"""CON003 privacy-number-expired."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy


def _undated(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    del policy
    return facts.privacy.lazy().filter(pl.col("paid_at").is_null()).select("row")


@rule(
    "CON003",
    "privacy-number-expired",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    scope=Scope.EXPORT,
    needs=("orders.phone", "orders.paid_at"),
    message="the privacy number was given {days} days ago, and lives {expected} at most",
    unknown=_undated,
    limits=("contact.privacy_days",),
)
def privacy_number_expired(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A privacy number is older than it can be called.

    ## Why it matters
    The number is switched off after some days, and later given to another buyer: the courier calls in vain,
    or calls a stranger.

    ## What a null means
    An order without a payment time is not judged, and nothing is where no file has an event to count ages
    from. The age is counted from the payment: platforms make the number then.

    ## Flagged
    ```csv
    order_id,phone,paid_at,province,city,county,street
    A1,13800001111-1234,2026-09-01 10:00:00,浙江省,杭州市,西湖区,文三路391号
    A2,13800001112-2345,2026-10-20 10:00:00,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,phone,paid_at,province,city,county,street
    A1,13800001111-1234,2026-10-18 10:00:00,浙江省,杭州市,西湖区,文三路391号
    A2,13800001112-2345,2026-10-20 10:00:00,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again: the platform gives a new number. How long one lives is policy (`contact.privacy_days`).
    """
    if facts.as_of is None:
        return facts.privacy.lazy().head(0).select("row", days=pl.lit(None, pl.Int64), expected=pl.lit(""))
    limit = policy.contact.privacy_days
    age = pl.lit(facts.as_of) - pl.col("paid_at")
    return (
        facts.privacy.lazy()
        .filter(age > timedelta(days=limit))
        .select("row", days=age.dt.total_days(), expected=pl.lit(f"{limit:g} days"))
    )
