"""When parcels were promised to arrive, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def promised_parcels(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parcels with `deliver_by` and `deliver_by_from`: their own promise, the order's, or the policy's.

    Of a parcel with several orders the earliest promise counts.
    """
    return _with_promises(facts, policy).filter(pl.col("deliver_by").is_not_null())


def unpromised(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parcels that nobody promised a time for: `row`."""
    return _with_promises(facts, policy).filter(pl.col("deliver_by").is_null()).select("row")


def _with_promises(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    held = facts.fulfilment
    pairs = held.contents.lazy().filter(pl.col("order").is_not_null()).select("parcel", "order").unique()
    of_orders = (
        pairs.join(held.orders.lazy().select("order", "deliver_by", "deliver_by_from"), on="order")
        .filter(pl.col("deliver_by").is_not_null())
        .sort("deliver_by", "order")
        .group_by("parcel", maintain_order=True)
        .agg(_by=pl.col("deliver_by").first(), _from=pl.col("deliver_by_from").first())
    )
    days = policy.delivery.days_after_shipping
    own = pl.col("promised_delivery_at")
    limit = pl.lit(None, pl.Datetime("us", "UTC"))
    if days is not None:
        limit = pl.col("shipped_at") + timedelta(days=days)
    return (
        held.parcels.lazy()
        .filter("counted")
        .join(of_orders, on="parcel", how="left")
        .with_columns(
            deliver_by=pl.coalesce(own, "_by", limit),
            deliver_by_from=pl.when(own.is_not_null())
            .then(pl.lit("promised in the file of parcels"))
            .when(pl.col("_by").is_not_null())
            .then("_from")
            .otherwise(pl.lit(f"{days:g} days after shipping, by the policy" if days is not None else "")),
        )
    )
