"""Derives the facts of orders and parcels, each once, from the rows of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from . import Fulfilment
from .aliases import told_elsewhere
from .balance import balance_of
from .contents import OrderBook, told_once, with_orders_and_lines
from .demands import demands_of
from .dispatched import with_parcels
from .groups import with_groups
from .items import items_of, keyed
from .joined import joined
from .lines import LINE_COLUMNS, lines_of_records, with_balance, without_unsent
from .opaque import opaque_orders, strange_kinds
from .orders import order_records, orders_of_records
from .parcels import parcel_records, parcels_of
from .returned import returned_lines
from .settled import with_settled
from .spans import spans_of, with_observed
from .units import units_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ...exports.export import Export
    from ...policy.policy import Policy
    from ...sets.compatibility import Compatibility
    from ...sets.kits import Kits


@dataclass(frozen=True, slots=True)
class Told:
    """What the files tell.

    Args:
        spine: all rows of the run, with `order` and `due`.
        orders: see `kept.kept_orders`, in the order of the spine.
        shipments: typed shipment rows; superseded ones left out.
        returns: typed return rows, likewise.
        exports: all inputs, by index.
        stated: the moment until which the user says that the files are complete, or None.
        kits: the user's kits.
        compatibility: the user's table of what fits what.
        policy: the limits.
    """

    spine: pl.DataFrame
    orders: pl.DataFrame
    shipments: pl.DataFrame
    returns: pl.DataFrame
    exports: Sequence[Export]
    stated: datetime | None
    kits: Kits | None
    compatibility: Compatibility | None
    policy: Policy


def fulfilment(told: Told) -> Fulfilment:
    """Hold the orders of a run against its parcels and returns."""
    records = order_records(told.spine, told.orders, told.exports)
    orders = with_groups(orders_of_records(records, told.exports, told.policy), told.policy)
    others = told_elsewhere(orders, told.exports)
    counting = ~pl.col("order").is_in(others["order"].implode())
    named = records.lazy().filter("named", counting).select(LINE_COLUMNS).collect()
    shipped = keyed(
        parcel_records(
            told.shipments, told.exports, _exchanged(told.returns), told.policy.split.passing_words
        )
    )
    numbered = keyed(named.with_columns(sku=pl.coalesce("sku", "kit_sku")))
    models = keyed(shipped.select(sku="model"))["key"]
    keys = pl.concat([numbered["key"], shipped["key"], models]).unique().drop_nulls().sort()
    items = items_of(keys, told.policy, told.kits, told.compatibility)
    lines = lines_of_records(numbered.with_columns(items.numbered(numbered["key"])), items)
    shipped = shipped.with_columns(
        items.numbered(shipped["key"]).alias("item"), items.numbered(models).alias("_model")
    )
    book = OrderBook(orders, lines, records.select("file", "record", "order"), others, told.exports)
    contents = with_orders_and_lines(shipped, book)
    # A reshipment that is an order of its own asks for its own lines.
    replacing = orders.filter("replacing")["order"].implode()
    contents = contents.with_columns(
        replacement=pl.col("replacement") & ~pl.col("order").is_in(replacing).fill_null(value=False)
    )
    parts_of_sets = items.sets["item"].implode()
    contents = contents.with_columns(
        told=told_once(contents),
        left_at=pl.coalesce("picked_up_at", "shipped_at"),
        set_item=pl.coalesce(pl.when(pl.col("_model").is_in(parts_of_sets)).then("_model"), "item"),
    ).drop("_model", "key")
    parcels = parcels_of(contents)
    if others.height:
        orders = orders.filter(counting)
    returned = returned_lines(told.returns, book, items, contents)
    lines = without_unsent(lines, returned)
    demands = demands_of(lines, orders, items)
    out = contents.lazy().filter("counted", "told", ~pl.col("replacement"), pl.col("order").is_not_null())
    quantity = pl.col("quantity").fill_null(0).clip(0)
    left = out.select("row", "order", "line", "item", quantity).collect()
    sets = out.filter(pl.col("set_item").is_in(parts_of_sets)).collect()
    balance = balance_of(left, demands, items)
    naming = left.filter(pl.col("line").is_not_null())["row"]
    elsewhere = naming.filter(~naming.is_in(balance.direct.implode()))
    contents = joined(
        joined(contents, balance.counted, "row"), balance.by_sku.rename({"line": "_line"}), "row"
    )
    contents = contents.with_columns(
        ordered=pl.col("own").is_not_null(),
        # A record may name a line and hold something else: then it is not of that line.
        line=pl.when(~pl.col("row").is_in(elsewhere.implode())).then("line"),
    )
    contents = contents.with_columns(
        matched_by=pl.when(pl.col("line").is_not_null())
        .then("matched_by")
        .when(pl.col("_line").is_not_null())
        .then(pl.lit("SKU")),
        line=pl.coalesce("line", "_line"),
    ).drop("own", "_line")
    contents = strange_kinds(contents, lines, told.policy)
    orders = with_parcels(orders, contents, parcels)
    orders = orders.with_columns(opaque=pl.col("order").is_in(opaque_orders(lines, contents).implode()))
    spans = spans_of(orders, contents, told.stated)
    orders = with_observed(orders, spans, told.policy)
    lines = with_balance(lines, balance, contents, returned, orders)
    excess = items.named(balance.excess).sort("line", "item")
    sets = sets.filter(~pl.col("order").is_in(_strange(contents).implode()))
    units = with_settled(units_of(sets, orders, demands.rows, items), orders, lines, items)
    return Fulfilment(orders, lines, excess, contents, parcels, units, returned, spans)


def _strange(contents: pl.DataFrame) -> pl.Series:
    return contents.filter("strange")["order"].drop_nulls().unique()


def _exchanged(returns: pl.DataFrame) -> pl.Series:
    name = "exchange_tracking_number"
    return returns[name].drop_nulls().unique() if name in returns.columns else pl.Series(dtype=pl.String)
