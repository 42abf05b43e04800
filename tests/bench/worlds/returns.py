"""A world's returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .drawn import END, HOUR, money, order_id, shop, text
from .goods import sku
from .story_tables import tables

if TYPE_CHECKING:
    from .drawn import Told
    from .parcels import Shipments


def returns_of(part: Told, parcels: Shipments) -> pl.DataFrame:
    """The returns that were asked for by the end: the columns of the file and `codes`."""
    after = pl.col("asked_after") * HOUR + pl.col("begins") + pl.col("hours")
    goods = pl.col("return_kind") != "refund before shipment"
    exchange = pl.col("return_kind") == "exchange"
    steps = {"approved": 5, "sent_back": 30, "received": 90}
    moments = {name: pl.when(goods).then(after + hours * HOUR) for name, hours in steps.items()}
    moments["refunded"] = (
        pl.when(exchange).then(None).when(goods).then(after + 110 * HOUR).otherwise(after + 2 * HOUR)
    )
    rows = (
        part.cells.join(tables().returns, on="story", maintain_order="left")
        .join(parcels.exchanges, on="cell", how="left", maintain_order="left")
        .join(
            tables()
            .lines.filter(pl.col("slot") == 0, pl.col("line") == 0)
            .select("story", "kind", ordered="quantity"),
            on="story",
            maintain_order="left",
        )
        .with_columns(asked=after, **moments)
        .filter(pl.col("asked") <= END)
        .with_columns(order_id=order_id(pl.lit(0)), sku=sku())
    )
    refunded = pl.col("refunded") <= END
    state = (
        pl.when(refunded)
        .then(pl.lit("refunded"))
        .when(pl.col("exchange_tracking_number").is_not_null())
        .then(pl.lit("replaced"))
    )
    for name in reversed(steps):
        state = state.when(pl.col(name) <= END).then(pl.lit(name.replace("_", " ")))
    units = pl.col("quantity") * pl.col("factor")
    return rows.select(
        shop(pl.lit(0, pl.UInt32)).alias("shop"),
        pl.format("R{}", pl.col("cell")).alias("return_id"),
        "order_id",
        pl.format("{}-1", pl.col("order_id")).alias("line_id"),
        "sku",
        units.alias("quantity"),
        pl.col("return_kind").alias("return_type"),
        state.otherwise(pl.lit("requested")).alias("status"),
        *(
            text(pl.col(name)).alias(f"{said}_at")
            for name, said in {
                "asked": "requested",
                **{step: step for step in steps},
                "refunded": "refunded",
            }.items()
        ),
        pl.when(refunded).then(money(units * pl.col("cents").cast(pl.Int64))).alias("refund_amount"),
        "exchange_tracking_number",
        codes=pl.lit([], pl.List(pl.String)),
    )
