"""The records of a world's parcels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..chance import Chance
from .drawn import CARRIERS, DAY, END, HOUR, PARCELS, START, TO_DELIVER, shop, text, with_orders
from .goods import grams, sku, spelt_otherwise
from .story_tables import tables

if TYPE_CHECKING:
    from .drawn import Told

_PREFIXES = ("YT88", "788", "SF88")
# Weights of the check digit of UPU S10, from the left.
_S10 = (8, 6, 4, 2, 3, 5, 9, 7)


@dataclass(frozen=True, slots=True)
class Shipments:
    """The rows of parcels.

    Args:
        frame: the columns of the file and `codes`.
        reached: `cell slot shipped delivered`: whether all parcels of an order are.
        exchanges: `cell exchange_tracking_number` of parcels that were sent in exchange.
    """

    frame: pl.DataFrame
    reached: pl.DataFrame
    exchanges: pl.DataFrame


def shipments_of(part: Told, seed: int) -> Shipments:
    """The records of all parcels that were shipped, or labelled, by the end, by time."""
    cells = part.cells
    parcels = cells.join(tables().parcels, on="story", maintain_order="left")
    chance = Chance(int(cells["cell"][0]) * PARCELS, parcels.height, seed + 4)
    parcels = parcels.with_columns(
        pickup=(chance.below(5 * HOUR) + HOUR).cast(pl.Int64), more=chance.below(4 * HOUR).cast(pl.Int64)
    )
    parcels = _timed(_numbered(parcels)).filter(pl.col("shipped") <= END)
    orders = with_orders(cells).select("cell", "slot", "order_id", "shop")
    records = (
        parcels.join(tables().records, on=["story", "parcel"], maintain_order="left")
        .join(orders, on=["cell", "slot"], how="left", maintain_order="left")
        .with_columns(
            order_id=pl.coalesce("order_id", pl.format("X{}", pl.col("cell"))),
            shop=pl.coalesce("shop", shop(pl.lit(0, pl.UInt32))),
            units=pl.col("quantity") * pl.col("factor"),
            sku=pl.when("spelt").then(spelt_otherwise(sku())).otherwise(sku()),
            codes=pl.col("record_codes").list.concat(
                pl.when("leading").then("parcel_codes").otherwise(pl.lit([], pl.List(pl.String)))
            ),
        )
        .sort("shipped", maintain_order=True)
    )
    own = ~pl.col("voided") & pl.col("replaces").is_null() & ~pl.col("exchange")
    arrived = pl.col("voided") | (pl.col("delivered") <= END).fill_null(value=False)
    # Which parcels an order will have, the ones of the future included.
    needed = (
        cells.select("cell", "story")
        .join(tables().parcels.filter(own).select("story", "parcel"), on="story")
        .join(tables().records.select("story", "parcel", "slot").unique(), on=["story", "parcel"])
        .group_by("cell", "slot")
        .agg(needed=pl.len())
    )
    reached = (
        records.group_by("cell", "slot", "parcel")
        .agg(own.first().alias("own"), arrived.first().alias("arrived"))
        .group_by("cell", "slot")
        .agg(sent=pl.col("own").sum(), arrived=pl.col("arrived").all())
        .join(needed, on=["cell", "slot"])
        .select(
            "cell",
            "slot",
            shipped=pl.col("sent") >= pl.col("needed"),
            delivered=(pl.col("sent") >= pl.col("needed")) & pl.col("arrived"),
        )
    )
    exchanges = parcels.filter("exchange").select("cell", exchange_tracking_number="tracking_number")
    return Shipments(records.select(*_shipment_cells(), "codes"), reached, exchanges)


def _numbered(parcels: pl.DataFrame) -> pl.DataFrame:
    """The parcels with carrier and tracking number."""
    serial = pl.col("cell").cast(pl.Int64) * PARCELS + pl.col("parcel")
    first = pl.col("waybill") == "first"
    number = pl.when(first).then(serial - pl.col("parcel")).otherwise(serial)
    carrier = pl.when(pl.col("waybill") == "short").then(1).otherwise("carrier_number")
    prefix = carrier.replace_strict(range(len(CARRIERS)), _PREFIXES, return_dtype=pl.String)
    own = pl.concat_str(prefix, number.cast(pl.String).str.zfill(11))
    body = (number % 100_000_000).cast(pl.String).str.zfill(8)
    total = pl.sum_horizontal(
        *(body.str.slice(place, 1).cast(pl.Int64) * weight for place, weight in enumerate(_S10))
    )
    rest = 11 - total % 11
    check = pl.when(rest == 10).then(0).when(rest == 11).then(5).otherwise(rest)
    wrong = (pl.col("waybill") == "ems wrong").cast(pl.Int64)
    ems = pl.format("EA{}{}CN", body, (check + wrong) % 10)
    short = pl.format("1{}", body)
    way = pl.col("waybill")
    return parcels.with_columns(
        carrier=pl.when(way.str.starts_with("ems"))
        .then(pl.lit("EMS"))
        .when(way != "no carrier")
        .then(carrier.replace_strict(range(len(CARRIERS)), CARRIERS, return_dtype=pl.String)),
        tracking_number=pl.when(way.str.starts_with("ems"))
        .then(ems)
        .when(way == "short")
        .then(short)
        .when(way != "none")
        .then(own),
        shipment_id=pl.format("P{}", serial),
        reship_of=pl.when(pl.col("replaces").is_not_null()).then(
            pl.format("P{}", serial - pl.col("parcel") + pl.col("replaces"))
        ),
    )


def _timed(parcels: pl.DataFrame) -> pl.DataFrame:
    """The parcels with their times, in seconds from the beginning of the world."""
    shipped = pl.col("begins") + pl.col("after") * HOUR + pl.col("hours") + pl.col("parcel_days") * DAY
    moving = ~pl.col("end").is_in(["unscanned", "label"])
    arrives = pl.col("end") == "delivered"
    return (
        parcels.with_columns(shipped=shipped)
        .with_columns(picked_up=pl.when(moving).then(pl.col("shipped") + pl.col("pickup")))
        .with_columns(
            tried=pl.when(arrives).then(
                pl.col("picked_up")
                + pl.col("on_the_way")
                + pl.col("more")
                + pl.col("overdue").cast(pl.Int64) * TO_DELIVER
            )
        )
        .with_columns(delivered=pl.col("tried") + (pl.col("attempts").cast(pl.Int64) - 1) * DAY)
        .with_columns(
            last=pl.max_horizontal(
                "shipped",
                *(
                    pl.when(moment <= END).then(moment)
                    for moment in (
                        pl.col("picked_up"),
                        pl.col("tried"),
                        pl.col("delivered"),
                        pl.when(moving & ~arrives).then(pl.col("picked_up") + 20 * HOUR),
                    )
                ),
            )
        )
    )


def _shipment_cells() -> list[pl.Expr]:
    label = pl.col("end") == "label"
    here = pl.col("delivered") <= END
    state = (
        pl.when(label)
        .then(pl.lit("label created"))
        .when(pl.col("end") == "unscanned")
        .then(pl.lit("shipped"))
        .when(pl.col("end") == "returned")
        .then(pl.lit("returned"))
        .when(here)
        .then(pl.lit("delivered"))
        .when(pl.col("picked_up") <= END)
        .then(pl.lit("in transit"))
        .otherwise(pl.lit("shipped"))
    )
    weight = grams() * pl.col("units")
    return [
        pl.col("shop"),
        pl.col("shipment_id"),
        pl.col("order_id"),
        pl.when(pl.col("by_line_id") & pl.col("line").is_not_null() & pl.col("slot").is_not_null())
        .then(pl.format("{}-{}", pl.col("order_id"), pl.col("line") + 1))
        .alias("line_id"),
        pl.col("sku"),
        pl.col("units").alias("quantity"),
        pl.when(pl.col("source") == "x").then("source_x").otherwise("source_y").alias("warehouse"),
        pl.col("carrier"),
        pl.col("tracking_number"),
        text(pl.col("shipped") - 1800).alias("label_created_at"),
        pl.when(~label).then(text(pl.col("shipped"))).alias("shipped_at"),
        text(pl.col("picked_up")).alias("picked_up_at"),
        text(pl.col("tried")).alias("first_attempt_at"),
        pl.when(pl.col("tried") <= END).then("attempts").alias("attempts"),
        pl.when(pl.col("promised") & ~label)
        .then(pl.from_epoch(pl.col("shipped") + TO_DELIVER + START).dt.strftime("%Y-%m-%d %H:%M:%S"))
        .alias("promised_delivery_at"),
        text(pl.col("delivered")).alias("delivered_at"),
        text(pl.col("last")).alias("last_event_at"),
        state.alias("delivery_status"),
        pl.when("voided").then(pl.lit("yes")).otherwise(pl.lit("no")).alias("voided"),
        pl.col("reship_of"),
        pl.format("{}.{}", weight // 1000, (weight % 1000).cast(pl.String).str.zfill(3)).alias("weight_kg"),
    ]
