"""Lines of which nobody can say whether all was shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def unjudged_lines(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Lines outside the time that the parcel files cover, or with contents that nobody tells: `row`."""
    del policy
    orders = facts.fulfilment.orders.lazy().select("order", "observed")
    lines = facts.fulfilment.lines.lazy().filter("live", ~pl.col("passed"))
    return lines.join(orders, on="order").filter(~pl.col("observed") | ~pl.col("judged")).select("row")
