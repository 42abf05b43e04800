"""The orders of one purchase with their parcels and what is in them, as one flat frame per question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from .facts.fulfilment import Fulfilment

#: What makes units one set.
_SET = ("group", "pool", "key", "set")
#: What tells units of one shipment record apart.
_ALIKE = ("row", "role", "key", "fit", "mates")

_ORDER = ("order", "group", "file", "order_id", "shop", "status", "siblings", "inferred")
_PARCEL = ("parcel", "carrier", "tracking_number", "orders", "left_at", "delivered_at", "warehouse")
_CONTENT = ("order", "parcel", "row", "sku", "quantity")


def with_groups(rows: pl.DataFrame, fulfilment: Fulfilment, spine: pl.DataFrame) -> pl.DataFrame:
    """Rows with the order and the sibling group that each belongs to.

    Args:
        rows: with `row`, of an order line or of a shipment record.
        fulfilment: the balance of the run.
        spine: see `facts.spine`.

    Returns:
        The same rows in the same order, with `of_order` and `of_group`, null where no order is known.
    """
    mine = fulfilment.contents.filter(pl.col("row").is_in(rows["row"].implode()))
    shipped = mine.select("row", _shipped="order").unique("row", keep="first")
    told = (
        rows.with_columns(of_order=spine["order"].gather(rows["row"]))
        .join(shipped, on="row", how="left", maintain_order="left")
        .with_columns(of_order=pl.coalesce("of_order", "_shipped"))
        .drop("_shipped")
    )
    # A run has far more orders than findings: looking for the few is faster than joining with all.
    orders = fulfilment.orders.select(of_order="order", of_group="group")
    orders = orders.filter(pl.col("of_order").is_in(told["of_order"].drop_nulls().unique().implode()))
    return told.join(orders, on="of_order", how="left", maintain_order="left")


def group_parts(fulfilment: Fulfilment, groups: pl.Series) -> pl.DataFrame:
    """What the orders of some sibling groups hold, down to the units of sets.

    Args:
        fulfilment: the balance of the run.
        groups: the groups.

    Returns:
        One row per group, order, parcel, shipment record and kind of unit: `order group file order_id shop
        status siblings inferred parcel carrier tracking_number orders left_at delivered_at warehouse row sku
        quantity role key fit mates units`. An order without parcels and a record without units have nulls
        there; `mates` are the ids of the other orders of a crossed set; `orders` tells how many share the
        parcel. Sorted by group, order, time and row.
    """
    orders = fulfilment.orders.filter(pl.col("group").is_in(groups.implode())).select(_ORDER)
    mine = fulfilment.contents.filter("counted", pl.col("order").is_in(orders["order"].implode()))
    left = pl.coalesce("picked_up_at", "shipped_at").alias("left_at")
    known = pl.col("parcel").is_in(mine["parcel"].unique().drop_nulls().implode())
    parcels = fulfilment.parcels.filter(known).with_columns(left).select(_PARCEL)
    return (
        orders.join(mine.select(_CONTENT), on="order", how="left")
        .join(parcels, on="parcel", how="left")
        .join(_units(fulfilment.units, orders), on="row", how="left")
        .sort(
            "group", "order", "left_at", "parcel", "row", "role", "key", "fit",
            nulls_last=True, maintain_order=True,
        )
    )  # fmt: skip


def _units(units: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """`row role key fit mates units`: how many units of each kind a shipment record holds."""
    mine = units.filter(pl.col("group").is_in(orders["group"].unique().implode())).join(
        orders.select("order", "order_id"), on="order", how="left"
    )
    crossed = mine.filter(pl.col("fit") == "crossed")
    mates = crossed.group_by(_SET).agg(_all=pl.col("order_id").drop_nulls().unique().sort())
    others = (
        pl.when(pl.col("fit") == "crossed")
        .then(pl.col("_all").list.set_difference(pl.concat_list("order_id")).list.sort())
        .alias("mates")
    )
    return (
        mine.join(mates, on=_SET, how="left", nulls_equal=True)
        .with_columns(others)
        .with_columns(mates=pl.col("mates").list.join(", "))
        .group_by(_ALIKE)
        .agg(units=pl.len())
    )
