"""What orders and parcels say of a case: its replacement, when the goods arrived, what was paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import ReturnType
from ..fulfilment.joined import joined
from .schema import MOMENT

if TYPE_CHECKING:
    from ..fulfilment import Fulfilment

_REPLACED: Final = pl.Schema({"row": pl.UInt32(), "exchange_order": pl.UInt32(), "replaced_at": MOMENT})

#: States of an order that say that its goods have left.
_LEFT: Final = ("shipped", "partly_shipped", "delivered")


def with_replacements(records: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    """Add `exchange_order` and `replaced_at`: when the replacement that a record names left.

    Named is a parcel (`exchange_tracking_number`) or an order (`exchange_order_id`); an exchange that names
    neither is held against the parcels that its own order had as replacements, where one case alone of the
    order is an exchange.

    Args:
        records: see `records.case_records`.
        held: orders held against parcels.
    """
    parts = [_by_parcel(records, held), _by_order(records, held), _by_reshipment(records, held)]
    told = pl.concat([_REPLACED.to_frame(), *parts])
    records = records.drop("replaced_at")
    if told.is_empty():
        nothing = (pl.lit(None, dtype).alias(name) for name, dtype in _REPLACED.items() if name != "row")
        return records.with_columns(*nothing)
    first = told.group_by("row").agg(pl.col("exchange_order").first(ignore_nulls=True), pl.min("replaced_at"))
    return joined(records, first, "row")


def _by_parcel(records: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    named = records.filter(pl.col("exchange_tracking_number").is_not_null())
    left = (
        held.contents.filter("counted", pl.col("left_at").is_not_null())
        .group_by(exchange_tracking_number="tracking_number")
        .agg(replaced_at=pl.col("left_at").min())
    )
    return (
        named.select("row", "exchange_tracking_number")
        .join(left, on="exchange_tracking_number", maintain_order="left")
        .select("row", pl.lit(None, pl.UInt32).alias("exchange_order"), "replaced_at")
    )


def _by_order(records: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    named = records.filter(pl.col("exchange_order_id").is_not_null())
    orders = held.orders.filter(~pl.col("order_id").is_duplicated())
    told = orders.select(exchange_order_id="order_id", exchange_order="order", replaced_at="left_at")
    return (
        named.select("row", "exchange_order_id")
        .join(told, on="exchange_order_id", maintain_order="left")
        .select(_REPLACED.names())
    )


def _by_reshipment(records: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    nameless = pl.col("exchange_tracking_number").is_null() & pl.col("exchange_order_id").is_null()
    asked = records.filter(
        pl.col("kind") == ReturnType.EXCHANGE.value, nameless, pl.col("order").is_not_null()
    ).filter(pl.col("case").n_unique().over("order") == 1)
    sent = held.contents.filter("counted", "replacement", pl.col("left_at").is_not_null())
    return (
        asked.select("row", "order", "requested_at")
        .join(sent.select("order", "left_at"), on="order")
        .filter((pl.col("left_at") >= pl.col("requested_at")).fill_null(value=True))
        .group_by("row")
        .agg(exchange_order=pl.lit(None, pl.UInt32), replaced_at=pl.col("left_at").min())
    )


def with_orders(cases: pl.DataFrame, lines: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    """Add `order_id group inferred paid_at delivered_at last_delivered_at paid`.

    Args:
        cases: with `case order`.
        lines: `case order line quantity original_tracking_number`.
        held: orders held against parcels.
    """
    orders = held.orders
    first_paid = orders.group_by("group").agg(paid_at=pl.col("paid_at").min())
    told = orders.select("order", "order_id", "group", "inferred", last_delivered_at="delivered_at")
    told = joined(told, first_paid, "group")
    return joined(
        joined(joined(cases, told, "order"), _delivered(lines, held), "case"), _paid(lines, held), "case"
    ).with_columns(delivered_at=pl.coalesce("delivered_at", "last_delivered_at"))


def with_parcels(lines: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    """Add `parcel`: the one that brought the goods of a record; null where none is told, or several are.

    Args:
        lines: `line original_tracking_number`.
        held: orders held against parcels.
    """
    sent = held.contents.lazy().filter("counted", ~pl.col("replacement"))
    one = pl.when(pl.col("parcel").n_unique() == 1).then(pl.col("parcel").first())
    by_number = sent.group_by(original_tracking_number="tracking_number").agg(_named=one).collect()
    by_line = sent.filter(pl.col("line").is_not_null()).group_by("line").agg(_only=one).collect()
    told = joined(joined(lines, by_number, "original_tracking_number"), by_line, "line")
    return told.with_columns(parcel=pl.coalesce("_named", "_only")).drop("_named", "_only")


def _delivered(lines: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    """`case delivered_at`: when the last parcel with goods of the case arrived."""
    sent = held.contents.lazy().filter(
        "counted", ~pl.col("replacement"), pl.col("delivered_at").is_not_null()
    )
    by_line = sent.filter(pl.col("line").is_not_null()).group_by("line").agg(at=pl.col("delivered_at").max())
    by_number = sent.group_by(original_tracking_number="tracking_number").agg(
        own=pl.col("delivered_at").max()
    )
    return (
        lines.lazy()
        .filter(pl.col("line").is_not_null() | pl.col("original_tracking_number").is_not_null())
        .select("case", "line", "original_tracking_number")
        .join(by_line, on="line", how="left")
        .join(by_number, on="original_tracking_number", how="left")
        .group_by("case")
        .agg(delivered_at=pl.coalesce("own", "at").max())
        .collect()
    )


def _paid(lines: pl.DataFrame, held: Fulfilment) -> pl.DataFrame:
    """`case paid`: the price of its lines; null where the price of one is not told."""
    prices = held.lines.lazy().select(pl.col("row").alias("line"), "line_paid")
    known = pl.col("line_paid").is_not_null().all()
    return (
        lines.lazy()
        .select("case", "line")
        .unique()
        .join(prices, on="line", how="left")
        .group_by("case")
        .agg(paid=pl.when(known).then(pl.col("line_paid").sum()))
        .collect()
    )


def unsent_orders(held: Fulfilment) -> pl.DataFrame:
    """`order left_at never`: when its goods left, and whether they did not, as far as the files tell it."""
    shop = ("platform", "shop")
    tells = pl.col("left_at").is_not_null().any().over(shop)
    silent = pl.col("left_at").is_null() & (pl.col("parcels") == 0) & ~pl.col("status").is_in(_LEFT)
    return held.orders.select(
        "order",
        "left_at",
        never=(silent & (tells | pl.col("observed"))).fill_null(value=False),
    )
