"""Sibling groups: the orders of one purchase."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from .joined import joined
from .orders import GONE

if TYPE_CHECKING:
    from ...policy.policy import Policy

_SPLIT: Final = r"[\s,，;；、|]+"


def with_groups(orders: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add `group` (the smallest `order` of the purchase), `siblings` and `inferred`.

    Orders that name the same parent or original number, or each other, belong together. Orders that name
    nobody are put together by shop, buyer and address within `split.sibling_hours` of the first of them, by
    readable values only.

    Args:
        orders: one row per order.
        policy: the limits.
    """
    named = _named(orders)
    alone = orders.lazy().join(named.lazy(), on="order", how="anti")
    inferred = _inferred(alone, timedelta(hours=policy.split.sibling_hours))
    found = pl.concat([named.with_columns(inferred=False), inferred.with_columns(inferred=True)])
    gone = pl.col("status").is_in(GONE).fill_null(value=False)
    grouped = joined(orders, found, "order").with_columns(
        group=pl.coalesce("group", "order"), inferred=pl.col("inferred").fill_null(value=False)
    )
    if not found.height:
        return grouped.with_columns(siblings=pl.lit(1, pl.UInt32))
    return grouped.with_columns(siblings=(~gone).cast(pl.UInt32).sum().over("group").clip(1))


def _named(orders: pl.DataFrame) -> pl.DataFrame:
    """`order group` of orders that name each other, or somebody in common."""
    names = orders.select(
        "order",
        "order_id",
        "parent_order_id",
        "original_order_id",
        "split_into",
        _where=pl.concat_str("platform", pl.col("shop").fill_null(""), separator="\x1f"),
    )
    telling = names.filter(
        pl.any_horizontal(
            pl.col(name).is_not_null() & (pl.col(name) != pl.col("order_id"))
            for name in ("parent_order_id", "original_order_id", "split_into")
        )
    )
    if not telling.height:
        return pl.DataFrame(schema={"order": pl.UInt32, "group": pl.UInt32})
    said = pl.concat(
        [
            telling.select("order", "_where", id="parent_order_id"),
            telling.select("order", "_where", id="original_order_id"),
            telling.select("order", "_where", id=_children()).explode("id"),
        ]
    ).filter(pl.col("id").is_not_null() & (pl.col("id") != ""))
    own = names.select("order", "_where", id="order_id").join(said, on=["_where", "id"], how="semi")
    own = pl.concat([own, telling.select("order", "_where", id="order_id")])
    edges = pl.concat([said, own]).unique().select("order", node=pl.struct("_where", "id").hash())
    groups = _components(edges)
    several = pl.col("order").n_unique().over("group") > 1
    return groups.filter(several)


def _children() -> pl.Expr:
    return pl.col("split_into").str.replace_all(_SPLIT, " ").str.strip_chars().str.split(" ")


def _components(edges: pl.DataFrame) -> pl.DataFrame:
    """`order group` of the connected parts of `order node`, each named by its smallest order."""
    labels = edges.with_columns(group="order")
    while True:
        spread = labels.with_columns(pl.col("group").min().over("node")).with_columns(
            pl.col("group").min().over("order")
        )
        if spread["group"].equals(labels["group"]):
            return spread.select("order", "group").unique()
        labels = spread


def _inferred(orders: pl.LazyFrame, span: timedelta) -> pl.DataFrame:
    """`order group` of orders of one shop, buyer and address that were made within a span of the first."""
    keys = ["platform", "shop", "_buyer", "address_key"]
    left = (
        orders.with_columns(_buyer=pl.coalesce("buyer_key", "phone_key"))
        .filter(pl.all_horizontal(pl.col("_buyer", "address_key", "created_at").is_not_null()))
        .select("order", "created_at", _key=pl.struct(keys).hash())
        .filter(pl.col("_key").is_duplicated())
        .collect()
    )
    found = [pl.DataFrame(schema={"order": pl.UInt32, "group": pl.UInt32})]
    while left.height:
        near = pl.col("created_at") <= pl.col("created_at").min().over("_key") + span
        left = left.with_columns(_near=near)
        found.append(left.filter("_near").select("order", group=pl.col("order").min().over("_key")))
        left = left.filter(~pl.col("_near")).drop("_near")
    groups = pl.concat(found)
    return groups.filter(pl.len().over("group") > 1)
