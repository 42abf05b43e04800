"""When the parcels of each order were labelled, handed over, scanned and delivered."""

from __future__ import annotations

import polars as pl

from .joined import joined


def with_parcels(orders: pl.DataFrame, contents: pl.DataFrame, parcels: pl.DataFrame) -> pl.DataFrame:
    """Add `parcels` (how many left and replace nothing) and their times to orders.

    `labelled_at`, `confirmed_at` and `scanned_at` are the first of each; `left_at` is the first handover, by
    the carrier's scan or else the shop's word; `done_at` the last one; `delivered_at` is known when all
    parcels are delivered. Where no parcel of an order is told, its own record's times count.

    Args:
        orders: one row per order.
        contents: shipment records with `order parcel counted replacement left_at`.
        parcels: see `parcels.parcels_of`.
    """
    counted = (
        contents.lazy()
        .filter("counted", ~pl.col("replacement"), pl.col("order").is_not_null())
        .select("order", "parcel", "left_at")
        .collect()
    )
    pairs = counted.select("order", "parcel").unique()
    times = pairs.join(
        parcels.select("parcel", "label_created_at", "shipped_at", "picked_up_at", "delivered_at"),
        on="parcel",
    ).with_columns(_left=pl.coalesce("picked_up_at", "shipped_at"))
    of_orders = times.group_by("order").agg(
        parcels=pl.len(),
        labelled_at=pl.col("label_created_at").min(),
        confirmed_at=pl.col("shipped_at").min(),
        scanned_at=pl.col("picked_up_at").min(),
        _first=pl.col("_left").min(),
        _last=pl.col("_left").max(),
        _delivered=pl.col("delivered_at").max(),
        _all=pl.col("delivered_at").is_not_null().all(),
    )
    # A number may be used again: the order's own records say when its goods left.
    own = counted.group_by("order").agg(_own=pl.col("left_at").min())
    told = joined(joined(orders, of_orders, "order"), own, "order")
    return told.with_columns(
        parcels=pl.col("parcels").fill_null(0),
        confirmed_at=pl.coalesce("confirmed_at", "shipped_at"),
        left_at=pl.coalesce("_own", "_first", "shipped_at"),
        done_at=pl.coalesce("_last", "shipped_at"),
        delivered_at=pl.when(pl.col("_all").fill_null(value=True)).then(
            pl.coalesce("_delivered", "delivered_at")
        ),
    ).drop("_own", "_first", "_last", "_delivered", "_all", "shipped_at")
