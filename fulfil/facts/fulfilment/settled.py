"""Purchases whose sets can be judged: all that was due has left, and the files tell all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from .items import Items


def with_settled(
    units: pl.DataFrame, orders: pl.DataFrame, lines: pl.DataFrame, items: Items
) -> pl.DataFrame:
    """Add `settled` to units: their purchase is complete, so that a part without a partner has none to come.

    A purchase in which one role alone was asked for and shipped has no sets to judge.

    Args:
        units: see `units.units_of`.
        orders: one row per order, with `group address_key observed opaque`.
        lines: one row per order line, with its balance.
        items: what SKUs are made of.
    """
    if not units.height:
        return units.with_columns(settled=pl.lit(value=False))
    pools = orders.select("order", "observed", "opaque", pool=pl.struct("group", "address_key").hash())
    concerned = pools.filter(pl.col("pool").is_in(units["pool"].unique().implode()))
    dark = concerned.filter(~pl.col("observed") | pl.col("opaque")).select("pool")
    set_items = pl.concat([items.sets["item"], items.parts["whole"]]).unique().implode()
    waiting = (
        lines.filter("live", ~pl.col("passed"), pl.col("shipped") < pl.col("due"), ~pl.col("finished"))
        .filter(pl.col("item").is_in(set_items))
        .join(concerned.select("order", "pool"), on="order")
        .select("pool")
    )
    asked = lines.filter("live").join(concerned.select("order", "pool"), on="order")
    # Other kits are no sets: an order of a desk has no partner for a stray indoor unit.
    sets = items.parts.filter(pl.col("part").is_in(items.sets["item"].implode()))["whole"].unique().implode()
    whole_sets = asked.filter(pl.col("item").is_in(sets)).select("pool")
    roles = pl.concat(
        [
            units.select("pool", "role"),
            asked.join(items.sets, on="item").filter(~pl.col("kit")).select("pool", "role"),
        ]
    )
    several = roles.group_by("pool").agg(pl.col("role").n_unique()).filter(pl.col("role") > 1).select("pool")
    unsure = pl.concat([dark, waiting])["pool"].unique().implode()
    sure = pl.concat([whole_sets, several])["pool"].unique().implode()
    return units.with_columns(settled=~pl.col("pool").is_in(unsure) & pl.col("pool").is_in(sure))
