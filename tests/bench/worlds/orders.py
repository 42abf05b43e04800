"""The lines of a world's orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .drawn import END, HOUR, START, TO_SHIP, money, text, with_orders
from .goods import sku
from .story_tables import tables

if TYPE_CHECKING:
    from .drawn import Told
    from .parcels import Shipments


def orders_of(part: Told, parcels: Shipments) -> pl.DataFrame:
    """The lines of all orders, by time: the columns of the file and `codes`."""
    lines = (
        with_orders(part.cells)
        .join(part.buyers, on=["cell", "buyer"], how="left", maintain_order="left")
        .join(parcels.reached, on=["cell", "slot"], how="left", maintain_order="left")
        .join(tables().lines, on=["story", "slot"], maintain_order="left")
        .filter(pl.col("created") <= END)
        .with_columns(
            units=pl.col("quantity") * pl.col("factor"),
            sku=sku(),
            unit_cents=pl.col("cents").cast(pl.Int64) + pl.col("line").cast(pl.Int64) * 100,
        )
        .with_columns(line_cents=pl.col("units") * pl.col("unit_cents"))
        .with_columns(goods=pl.col("line_cents").sum().over("cell", "slot"))
        .with_columns(freight=pl.when(pl.col("goods") < 9900).then(800).otherwise(0))
    )
    first = pl.col("line") == 0
    codes = pl.col("line_codes").list.concat(
        pl.when(first).then("order_codes").otherwise(pl.lit([], pl.List(pl.String)))
    )
    return lines.select(*_order_cells(), codes.alias("codes"))


def _order_cells() -> list[pl.Expr]:
    unpaid = pl.col("stated") == "unpaid"
    paid = pl.when(~unpaid).then(pl.col("created") + 30)
    cancelled = (
        (pl.col("cancelled") > 0) | (pl.col("line_status") == "cancelled") | (pl.col("stated") == "cancelled")
    )
    status = (
        pl.when(pl.col("stated") != "")
        .then("stated")
        .when("delivered")
        .then(pl.lit("delivered"))
        .when("shipped")
        .then(pl.lit("shipped"))
        .otherwise(pl.lit("to_ship"))
    )
    return [
        pl.col("shop"),
        pl.col("order_id"),
        pl.when("parent").then(pl.format("T{}", pl.col("cell") + 700_000_000)).alias("parent_order_id"),
        pl.col("buyer_id"),
        status.alias("status"),
        pl.when(unpaid).then(pl.lit("unpaid")).otherwise(pl.lit("paid")).alias("payment_status"),
        text(pl.col("created")).alias("created_at"),
        text(paid).alias("paid_at"),
        # Without a promise of the shop's own, the platform's 48 hours count.
        pl.when("dated")
        .then(pl.from_epoch(paid + TO_SHIP + START).dt.strftime("%Y-%m-%d %H:%M:%S"))
        .alias("promised_ship_at"),
        text(pl.col("created") + pl.col("cancelled_after") * HOUR).alias("cancelled_at"),
        pl.when(cancelled).then("cancelled_by").alias("cancelled_by"),
        pl.col("recipient"),
        pl.col("phone"),
        pl.col("province"),
        pl.col("city"),
        pl.col("county"),
        pl.col("street"),
        pl.format("{}-{}", pl.col("order_id"), pl.col("line") + 1).alias("line_id"),
        pl.when(pl.col("line_status") != "").then("line_status").alias("line_status"),
        pl.col("sku"),
        pl.format("样品 {}", pl.col("kind")).alias("product_name"),
        pl.col("units").alias("quantity"),
        (pl.col("cancelled") * pl.col("factor")).alias("cancelled_quantity"),
        money(pl.col("unit_cents")).alias("unit_price"),
        money(pl.col("line_cents")).alias("line_paid"),
        money(pl.col("freight")).alias("freight_paid"),
        money(pl.col("goods") + pl.col("freight") + pl.col("paid_off")).alias("order_paid"),
    ]
