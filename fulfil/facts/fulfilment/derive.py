"""Derives the facts of orders and parcels, each once, from the rows of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from . import Fulfilment
from .aliases import told_elsewhere
from .balance import balance_of
from .contents import (
    OrderBook,
    told_once,
    with_found_lines,
    with_orders_and_lines,
    without_own_reshipments,
)
from .demands import demands_of
from .dispatched import with_parcels
from .groups import with_groups
from .items import items_of, keyed
from .lines import LINE_COLUMNS, lines_of_records, with_balance, without_unsent
from .opaque import opaque_orders, strange_kinds
from .orders import order_records, orders_of_records
from .parcels import parcel_records, parcels_of
from .parts_back import parts_back, wholes_of
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
    from .items import Items


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


@dataclass(frozen=True, slots=True)
class _Matched:
    """What the files tell, each record with its order; nothing is held against anything yet.

    Args:
        orders: one row per order (see `orders`, `groups`).
        lines: one row per line of an order.
        items: the SKUs, and what they are made of.
        contents: one row per shipment record.
        returned: one row per record of a return.
    """

    orders: pl.DataFrame
    lines: pl.DataFrame
    items: Items
    contents: pl.DataFrame
    returned: pl.DataFrame


def fulfilment(told: Told) -> Fulfilment:
    """Hold the orders of a run against its parcels and returns."""
    matched = _matched(told)
    items, lines = matched.items, matched.lines
    demands = demands_of(lines, matched.orders, items)
    out = matched.contents.lazy().filter(
        "counted", "told", ~pl.col("replacement"), pl.col("order").is_not_null()
    )
    quantity = pl.col("quantity").fill_null(0).clip(0)
    left = out.select("row", "order", "line", "item", quantity).collect()
    balance = balance_of(left, demands, items)
    contents = strange_kinds(with_found_lines(matched.contents, left, balance), lines, told.policy)
    parcels = parcels_of(contents)
    orders = with_parcels(matched.orders, contents, parcels)
    orders = orders.with_columns(opaque=pl.col("order").is_in(opaque_orders(lines, contents).implode()))
    spans = spans_of(orders, contents, told.stated)
    orders = with_observed(orders, spans, told.policy)
    lines = with_balance(lines, balance, contents, matched.returned, orders)
    strange = contents.filter("strange")["order"].drop_nulls().unique().implode()
    sets = out.filter(pl.col("set_item").is_in(items.sets["item"].implode())).collect()
    sets = sets.filter(~pl.col("order").is_in(strange))
    units = with_settled(units_of(sets, orders, demands.rows, items), orders, lines, items)
    excess = items.named(balance.excess).sort("line", "item")
    back, strange = parts_back(matched.returned, lines, demands, items)
    returned = matched.returned.with_columns(strange=pl.col("row").is_in(strange.implode()))
    asked = wholes_of(back, lines, orders, demands, items)
    return Fulfilment(orders, lines, excess, contents, parcels, units, returned, spans, back, asked)


def _matched(told: Told) -> _Matched:
    records = order_records(told.spine, told.orders, told.exports)
    orders = with_groups(orders_of_records(records, told.exports, told.policy), told.policy)
    others = told_elsewhere(orders, told.exports)
    counting = ~pl.col("order").is_in(others["order"].implode())
    named = records.lazy().filter("named", counting).select(LINE_COLUMNS).collect()
    numbered = keyed(named.with_columns(sku=pl.coalesce("sku", "kit_sku")))
    passing = told.policy.split.passing_words
    shipped = keyed(parcel_records(told.shipments, told.exports, _exchanged(told.returns), passing))
    models = keyed(shipped.select(sku="model"))["key"]
    sent_back = keyed(told.returns.select("sku"))["key"] if "sku" in told.returns.columns else models.head(0)
    keys = pl.concat([numbered["key"], shipped["key"], models, sent_back]).unique().drop_nulls().sort()
    items = items_of(keys, told.policy, told.kits, told.compatibility)
    lines = lines_of_records(numbered.with_columns(items.numbered(numbered["key"])), items)
    model = items.numbered(models)
    shipped = shipped.with_columns(items.numbered(shipped["key"]).alias("item"), model.alias("_model"))
    book = OrderBook(orders, lines, records.select("file", "record", "order"), others, told.exports)
    contents = without_own_reshipments(with_orders_and_lines(shipped, book), orders)
    of_sets = pl.when(pl.col("_model").is_in(items.sets["item"].implode())).then("_model")
    contents = contents.with_columns(
        told=told_once(contents),
        left_at=pl.coalesce("picked_up_at", "shipped_at"),
        set_item=pl.coalesce(of_sets, "item"),
    ).drop("_model", "key")
    returned = returned_lines(told.returns, book, items, contents)
    orders = orders.filter(counting) if others.height else orders
    return _Matched(orders, without_unsent(lines, returned), items, contents, returned)


def _exchanged(returns: pl.DataFrame) -> pl.Series:
    name = "exchange_tracking_number"
    return returns[name].drop_nulls().unique() if name in returns.columns else pl.Series(dtype=pl.String)
