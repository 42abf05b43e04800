"""The parts of sets that left, unit by unit, and which of them make a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .kept import UNIT

if TYPE_CHECKING:
    from .items import Items

#: More units of one record than this are no parts of sets that somebody pairs by hand.
_MOST = 10_000

#: Units are paired as they left, so that nothing is called far apart without need; of those that left
#: together, what they are decides, and not where they stand in a file.
_FIRST = [
    *("left_at", "order_id", "delivered_at", "warehouse", "carrier", "tracking_number", "sku"),
    *("row", "_n"),
]

HOME, CROSSED, UNPAIRED, AS_ORDERED = "home", "crossed", "unpaired", "as ordered"


def units_of(
    contents: pl.DataFrame, orders: pl.DataFrame, demands: pl.DataFrame, items: Items
) -> pl.DataFrame:
    """One row per unit: `row order group pool key role set fit` and the record's times, parcel and places.

    Within the orders of one purchase to one address and for one match key, units make sets inside their own
    order first (`home`), then across orders (`crossed`); the rest is `unpaired`. An order that got exactly
    what it asked for, and asked for more of one role alone, has nothing to pair (`as ordered`).

    Args:
        contents: records that left and replace nothing, with `order item set_item quantity parcel` and times.
        orders: `order group address_key`.
        demands: `order item need`, kits and sets taken apart.
        items: what SKUs are made of.
    """
    pools = orders.select("order", "order_id", "group", pool=pl.struct("group", "address_key").hash())
    sets = _with_places(items.sets.filter(pl.col("match_key").is_not_null()))
    records = (
        contents.filter(pl.col("quantity") > 0, pl.col("quantity") <= _MOST * UNIT)
        .join(sets, left_on="set_item", right_on="item")
        .join(pools, on="order")
        .rename({"match_key": "key"})
    )
    units = (
        records.with_columns(_n=pl.int_ranges(0, pl.col("quantity") // UNIT))
        .explode("_n")
        .filter(pl.col("_n").is_not_null())
        .sort(_FIRST, nulls_last=True)
    )
    units = _home(units)
    units = units.join(_as_ordered(units, demands, sets), on="order", how="left", maintain_order="left")
    told = _across(units)
    told = told.join(_lacking(told, demands, sets), on=["order", "key"], how="left", maintain_order="left")
    return told.with_columns(pl.col("lacks").fill_null(0), place="_place").drop(
        "_n", "order_id", "_as_ordered", "_place", "per_set", "roles"
    )


def _home(units: pl.DataFrame) -> pl.DataFrame:
    """Sets inside one order: `_home` says which units make one."""
    number = pl.int_range(pl.len()).over("order", "key", "role") // pl.col("per_set")
    counts = (
        units.group_by("order", "key", "role")
        .agg(_sets=pl.len() // pl.col("per_set").first(), _roles=pl.col("roles").first())
        .group_by("order", "key")
        .agg(
            _whole=pl.when(pl.len() >= pl.col("_roles").first().list.len())
            .then(pl.col("_sets").min())
            .otherwise(0)
        )
    )
    return (
        units.with_columns(_set=number)
        .join(counts, on=["order", "key"], how="left", maintain_order="left")
        .with_columns(_home=pl.col("_set") < pl.col("_whole"))
        .drop("_whole")
    )


def _as_ordered(units: pl.DataFrame, demands: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """`order _as_ordered`: orders that got what they asked for, with more of one role alone."""
    asked = (
        demands.join(sets, on="item")
        .group_by("order", key="match_key", role="role")
        .agg(_asked=pl.col("need").sum() // UNIT)
        .filter(pl.col("_asked") > 0)
    )
    got = units.group_by("order", "key", "role").agg(_got=pl.len(), _spare=(~pl.col("_home")).sum())
    both = got.join(asked, on=["order", "key", "role"], how="full", coalesce=True).with_columns(
        pl.col("_asked", "_got", "_spare").fill_null(0)
    )
    return both.group_by("order").agg(
        _as_ordered=(pl.col("_asked") == pl.col("_got")).all()
        & (pl.col("role").filter(pl.col("_spare") > 0).n_unique() <= 1)
    )


def _lacking(units: pl.DataFrame, demands: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """`order key lacks`: how many sets an order asks for that it did not get whole."""
    wanted = (
        demands.join(sets, on="item")
        .group_by("order", "role", key="match_key")
        .agg(_sets=pl.col("need").sum() // UNIT // pl.col("per_set").first())
        .group_by("order", "key")
        .agg(pl.col("_sets").max())
    )
    home = units.filter(pl.col("fit") == HOME).group_by("order", "key").agg(_got=pl.col("set").n_unique())
    both = wanted.join(home, on=["order", "key"], how="left")
    return both.select("order", "key", lacks=pl.col("_sets") - pl.col("_got").fill_null(0).cast(pl.Int64))


def _across(units: pl.DataFrame) -> pl.DataFrame:
    spare = ~pl.col("_home") & ~pl.col("_as_ordered").fill_null(value=False)
    left = units.filter(spare)
    number = pl.int_range(pl.len()).over("pool", "key", "role") // pl.col("per_set")
    counts = (
        left.group_by("pool", "key", "role")
        .agg(_sets=pl.len() // pl.col("per_set").first(), _roles=pl.col("roles").first())
        .group_by("pool", "key")
        .agg(
            _whole=pl.when(pl.len() >= pl.col("_roles").first().list.len())
            .then(pl.col("_sets").min())
            .otherwise(0)
        )
    )
    left = left.with_columns(_set=number).join(counts, on=["pool", "key"], how="left", maintain_order="left")
    crossed = pl.col("_set") < pl.col("_whole")
    left = left.with_columns(
        fit=pl.when(crossed).then(pl.lit(CROSSED)).otherwise(pl.lit(UNPAIRED)),
        set=pl.when(crossed).then(pl.struct("pool", "key", "_set").hash()),
    ).drop("_whole")
    home = units.filter(pl.col("_home")).with_columns(
        fit=pl.lit(HOME), set=pl.struct("order", "key", "_set", pl.lit("home")).hash()
    )
    rest = units.filter(~pl.col("_home") & ~spare).with_columns(
        fit=pl.lit(AS_ORDERED), set=pl.lit(None, pl.UInt64)
    )
    # `turn`: which of the sets of its pool and key a crossed one is.
    told = pl.concat([home, left, rest]).rename({"_set": "turn"})
    return told.drop("_home").sort("row", "fit", "set")


def _with_places(sets: pl.DataFrame) -> pl.DataFrame:
    """Add `_place`, that of a role among those of its set; the whole set's own role is no part of it."""
    places = sets.select("item", "role", other="roles").with_columns(
        _place=pl.int_ranges(0, pl.col("other").list.len())
    )
    own = places.explode("other", "_place").filter(pl.col("other") == pl.col("role"))
    return sets.join(own.select("item", "_place"), on="item")
