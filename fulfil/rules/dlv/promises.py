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


def waiting_orders(facts: AuditFacts) -> pl.LazyFrame:
    """Orders of which nothing has left, by their own state, and whose promised day is past: `row over`."""
    over = pl.col("orders_until") - pl.col("deliver_by")
    late = pl.col("waits").fill_null(value=False) & (pl.col("parcels") == 0) & (over > pl.duration())
    return facts.fulfilment.orders.lazy().with_columns(over=over).filter(late)


def _with_promises(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    held = facts.fulfilment
    said = pl.col("said_delivered_at").is_not_null() | (pl.col("status") == "delivered").fill_null(
        value=False
    )
    promises = held.orders.lazy().select("order", _by="deliver_by", _from="deliver_by_from", _said=said)
    # Most parcels have one order, and no promise to choose from.
    shared = pl.col("orders") > 1
    single = held.parcels.lazy().filter(~shared).select("parcel", "order").join(promises, on="order")
    pairs = (
        held.contents.lazy()
        .join(held.parcels.lazy().filter(shared), on="parcel", how="semi")
        .filter(pl.col("order").is_not_null())
        .select("parcel", "order")
        .unique()
    )
    several = (
        pairs.join(promises, on="order")
        .sort("_by", "order", nulls_last=True)
        .group_by("parcel", maintain_order=True)
        .agg(pl.col("order", "_by", "_from").first(), pl.col("_said").any())
    )
    of_orders = pl.concat([single, several]).drop("order")
    days = policy.delivery.days_after_shipping
    own = pl.col("promised_delivery_at")
    # What is sent again was promised for another parcel.
    of_order = pl.when(~pl.col("replacement")).then("_by")
    limit = pl.lit(None, pl.Datetime("us", "UTC"))
    if days is not None:
        limit = pl.col("shipped_at") + timedelta(days=days)
    return (
        held.parcels.lazy()
        .filter("counted")
        .join(of_orders, on="parcel", how="left")
        .with_columns(
            deliver_by=pl.coalesce(own, of_order, limit),
            said_delivered=pl.col("_said").fill_null(value=False),
            deliver_by_from=pl.when(own.is_not_null())
            .then(pl.lit("promised in the file of parcels"))
            .when(of_order.is_not_null())
            .then("_from")
            .otherwise(pl.lit(f"{days:g} days after shipping, by the policy" if days is not None else "")),
        )
    )
