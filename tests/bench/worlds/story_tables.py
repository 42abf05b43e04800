"""The stories as tables: a row for each order, line, parcel, record of a parcel and return in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from .clean import CLEAN
from .planted import PLANTED

if TYPE_CHECKING:
    from .story import Story

#: All stories; `story` in the tables is the index of one here.
NAMES = (*CLEAN, *PLANTED)
STORIES: tuple[Story, ...] = (*CLEAN.values(), *PLANTED.values())

_STORY = {"story": pl.UInt8}
_ORDER = {
    **_STORY,
    "slot": pl.UInt8,
    "buyer": pl.UInt8,
    "parent": pl.Boolean,
    "stated": pl.String,
    "cancelled_after": pl.Int64,
    "days": pl.Int64,
    "paid_off": pl.Int64,
    "twin": pl.Boolean,
    "order_codes": pl.List(pl.String),
}
_LINE = {
    **_STORY,
    "slot": pl.UInt8,
    "line": pl.UInt8,
    "kind": pl.String,
    "quantity": pl.Int64,
    "cancelled": pl.Int64,
    "line_status": pl.String,
    "line_codes": pl.List(pl.String),
}
_PARCEL = {
    **_STORY,
    "parcel": pl.UInt8,
    "after": pl.Int64,
    "end": pl.String,
    "source": pl.String,
    "waybill": pl.String,
    "parcel_days": pl.Int64,
    "overdue": pl.Boolean,
    "promised": pl.Boolean,
    "attempts": pl.UInt8,
    "voided": pl.Boolean,
    "replaces": pl.UInt8,
    "exchange": pl.Boolean,
    "parcel_codes": pl.List(pl.String),
}
_RECORD = {
    **_STORY,
    "parcel": pl.UInt8,
    "slot": pl.UInt8,
    "line": pl.UInt8,
    "kind": pl.String,
    "quantity": pl.Int64,
    "spelt": pl.Boolean,
    "leading": pl.Boolean,
    "record_codes": pl.List(pl.String),
}
_RETURN = {
    **_STORY,
    "return_kind": pl.String,
    "asked_after": pl.Int64,
    "exchanged_by": pl.UInt8,
    "quantity": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Tables:
    """What the stories tell, by kind of row.

    Args:
        stories: `story orders scaled`.
        orders: a row per order.
        lines: a row per line.
        parcels: a row per parcel.
        records: a row per record of a parcel.
        returns: a row per return.
    """

    stories: pl.DataFrame
    orders: pl.DataFrame
    lines: pl.DataFrame
    parcels: pl.DataFrame
    records: pl.DataFrame
    returns: pl.DataFrame


@cache
def tables() -> Tables:
    """The tables of all stories."""
    told = list(enumerate(STORIES))
    return Tables(
        pl.DataFrame(
            [(number, len(story.orders), story.scaled) for number, story in told],
            {**_STORY, "orders": pl.UInt8, "scaled": pl.Boolean},
            orient="row",
        ),
        _table(_ORDER, [(n, *row) for n, story in told for row in _orders(story)]),
        _table(_LINE, [(n, *row) for n, story in told for row in _lines(story)]),
        _table(_PARCEL, [(n, *row) for n, story in told for row in _parcels(story)]),
        _table(_RECORD, [(n, *row) for n, story in told for row in _records(story)]),
        _table(
            _RETURN,
            [
                (n, one.kind, one.after, one.exchanged_by, one.quantity)
                for n, story in told
                for one in story.returns
            ],
        ),
    )


def _table(schema: dict[str, object], rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema, orient="row")


def _orders(story: Story) -> list[tuple[object, ...]]:
    return [
        (
            slot,
            order.buyer,
            order.parent,
            order.status,
            order.cancelled_after,
            order.days,
            order.paid_off,
            order.twin,
            list(order.codes),
        )
        for slot, order in enumerate(story.orders)
    ]


def _lines(story: Story) -> list[tuple[object, ...]]:
    return [
        (slot, number, line.sku, line.quantity, line.cancelled, line.status, list(line.codes))
        for slot, order in enumerate(story.orders)
        for number, line in enumerate(order.lines)
    ]


def _parcels(story: Story) -> list[tuple[object, ...]]:
    exchanges = {one.exchanged_by for one in story.returns}
    return [
        (
            number,
            parcel.after,
            parcel.end,
            parcel.source,
            parcel.waybill,
            parcel.days,
            parcel.overdue,
            parcel.promised,
            parcel.attempts,
            parcel.voided,
            parcel.replaces,
            number in exchanges,
            list(parcel.codes),
        )
        for number, parcel in enumerate(story.parcels)
    ]


def _records(story: Story) -> list[tuple[object, ...]]:
    return [
        (
            number,
            packed.order,
            packed.line,
            packed.sku,
            packed.quantity,
            packed.spelt,
            place == 0,
            list(packed.codes),
        )
        for number, parcel in enumerate(story.parcels)
        for place, packed in enumerate(parcel.contents)
    ]
