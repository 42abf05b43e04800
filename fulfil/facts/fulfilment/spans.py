"""The time that files cover: what lies outside is unknown, and no violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .joined import joined

if TYPE_CHECKING:
    from datetime import datetime

    from ...policy.policy import Policy

#: Who sends the goods may differ inside a shop, and with it the files that tell of them.
_SHOP = ("platform", "shop", "fulfilment_channel")
#: Events that the files of orders tell.
_SAID = ("paid_at", "said_shipped_at", "said_delivered_at", "cancelled_at")


def spans_of(orders: pl.DataFrame, contents: pl.DataFrame, stated: datetime | None) -> pl.DataFrame:
    """The time that orders and parcels of each shop are told of.

    Args:
        orders: one row per order.
        contents: shipment records with `order` and their times.
        stated: the moment until which the user says that the files are complete (`--as-of`), or None.

    Returns:
        `platform shop fulfilment_channel orders_from orders_until parcels_from parcels_until parcels
        apart`, UTC; `parcels` says whether any record of a parcel belongs to the shop's orders at all.
    """
    made = pl.coalesce("created_at", "paid_at")
    times = pl.coalesce("shipped_at", "picked_up_at", "label_created_at")
    last = pl.max_horizontal(
        "shipped_at", "picked_up_at", "label_created_at", "first_attempt_at", "delivered_at", "last_event_at"
    )
    of_orders = orders.group_by(_SHOP).agg(
        orders_from=made.min(),
        orders_until=pl.max_horizontal(made.max(), *(pl.col(n).max() for n in _SAID)),
    )
    of_parcels = (
        contents.lazy()
        .filter(pl.col("order").is_not_null())
        .select("order", "beside", times=times, last=last)
        .join(orders.lazy().select("order", *(pl.col(n).alias(f"_{n}") for n in _SHOP)), on="order")
        .group_by([pl.col(f"_{name}").alias(name) for name in _SHOP])
        .agg(
            parcels_from=pl.col("times").min(),
            parcels_until=pl.col("last").max(),
            parcels=pl.lit(value=True),
            apart=(~pl.col("beside")).any(),
        )
        .collect()
    )
    spans = of_orders.join(of_parcels, on=_SHOP, how="left", nulls_equal=True).with_columns(
        pl.col("parcels", "apart").fill_null(value=False)
    )
    if stated is not None:
        until = pl.lit(stated).cast(pl.Datetime("us", "UTC"))
        spans = spans.with_columns(
            pl.max_horizontal(name, until).alias(name) for name in ("orders_until", "parcels_until")
        )
    return spans.sort(_SHOP, nulls_last=False)


def with_observed(orders: pl.DataFrame, spans: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add what can be said of an order's parcels: `observed`, `told`, `orders_until` and `parcels_until`.

    `observed`: the parcel files tell all parcels that the order had until `parcels_until`. Orders older than
    the first parcel may have had parcels before the file begins: they count where (nearly) all of them have
    one. `told`: (nearly) every complete order has a parcel, so that one without is short-shipped; else the
    parcel files evidently lack some (EXP003).

    Args:
        orders: one row per order, with `parcels` (their number) and `complete`.
        spans: see `spans_of`.
        policy: the limits.
    """
    limits = policy.join
    told_of = spans.select(*_SHOP, "parcels_from", "parcels_until", "orders_until", "apart", _known="parcels")
    seen = joined(orders, told_of, *_SHOP, nulls_equal=True)
    made = pl.coalesce("created_at", "paid_at")
    early = (made < pl.col("parcels_from")).fill_null(value=False)
    complete = pl.col("complete")
    has = (pl.col("parcels") > 0).cast(pl.UInt32)

    def share(of: pl.Expr) -> pl.Expr:
        number = of.cast(pl.UInt32).sum()
        having = pl.when(of).then(has).otherwise(0).sum()
        enough = pl.when(number >= limits.least_rows).then(having >= number * limits.least_share)
        return enough.otherwise(having == number).over(_SHOP)

    seen = seen.with_columns(observed=pl.col("_known") & (~early | share(early & complete)))
    judged = pl.col("observed") & complete
    number = judged.cast(pl.UInt32).sum()
    having = pl.when(judged).then(has).otherwise(0).sum()
    few = (number < limits.least_rows).over(_SHOP)
    told = (having >= number * limits.least_share).over(_SHOP)
    # What stands beside the order itself is no evidence: an empty cell there is a missing number (SHP002).
    return seen.with_columns(told=(few | told) & pl.col("apart")).drop("_known", "apart", "parcels_from")
