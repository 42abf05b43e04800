"""What each shipment record holds, and which line of which order it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

from .joined import joined
from .matching import matched_orders, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export
    from .balance import Balance


_LINE_OF_ORDER: Final = pl.struct("order", "line_id").hash()


@dataclass(frozen=True)
class OrderBook:
    """All that orders are found by.

    Args:
        orders: one row per order.
        lines: `row order file record line_id` of the lines of orders.
        records: `file record order` of all records of orders.
        others: `order other`: orders that count as another one.
        exports: all inputs, by index.
    """

    orders: pl.DataFrame
    lines: pl.DataFrame
    records: pl.DataFrame
    others: pl.DataFrame
    exports: Sequence[Export]

    @cached_property
    def numbers(self) -> dict[str, pl.DataFrame]:
        """See `matching.numbers_of`."""
        return numbers_of(self.orders)

    @cached_property
    def named(self) -> pl.DataFrame:
        """The lines that their order and line id tell apart: `_id _named`."""
        told = self.lines.filter(pl.col("line_id").is_not_null()).select(_id=_LINE_OF_ORDER, _named="row")
        return told.filter(~pl.col("_id").is_duplicated())


def with_orders_and_lines(rows: pl.DataFrame, book: OrderBook) -> pl.DataFrame:
    """Add `order`, `line`, `matched_by` and `doubtful` to shipment or return records.

    A record that tells of an order line as well is that line; else the line id says it; lines that are found
    by SKU are told later, as quantities are allotted. `doubtful`: several orders have the number;
    `beside`: the record tells of the order, too.

    Args:
        rows: with `row file record` and the numbers of orders, and `line_id`.
        book: all that orders are found by.
    """
    others = book.others
    same = rows.select("row", "file", "record").join(
        book.records.select("file", "record", "order"), on=["file", "record"], how="inner"
    )
    elsewhere = rows.filter(~pl.col("row").is_in(same["row"].implode())) if same.height else rows
    matched = matched_orders(elsewhere, book.numbers, book.exports)
    order = pl.concat([same.select("row", "order"), matched])
    if others.height:
        order = order.join(others, on="order", how="left").select("row", order=pl.coalesce("other", "order"))
    doubtful = order.filter(pl.col("order").is_null())["row"].implode()
    told = joined(rows, order, "row").with_columns(
        doubtful=pl.col("row").is_in(doubtful), beside=pl.col("row").is_in(same["row"].implode())
    )
    # A record without a line id has none of this name; a hash of both is joined in half the time.
    told = told.with_columns(_id=pl.when(pl.col("line_id").is_not_null()).then(_LINE_OF_ORDER))
    told = joined(told, book.named, "_id").drop("_id")
    if same.height:
        own = book.lines.select("file", "record", "order", _own="row")
        told = joined(told, own, "file", "record", "order")
    else:
        told = told.with_columns(_own=pl.lit(None, pl.UInt32))
    return told.with_columns(
        line=pl.coalesce("_own", "_named"),
        matched_by=pl.when(pl.col("_own").is_not_null())
        .then(pl.lit("record"))
        .when(pl.col("_named").is_not_null())
        .then(pl.lit("line id")),
    ).drop("_own", "_named")


def without_own_reshipments(contents: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Records of a reshipment that is an order of its own replace nothing: it asks for its own lines.

    Args:
        contents: shipment records with `order replacement`.
        orders: one row per order, with `replacing`.
    """
    replacing = orders.filter("replacing")["order"].implode()
    own = pl.col("order").is_in(replacing).fill_null(value=False)
    return contents.with_columns(replacement=pl.col("replacement") & ~own)


def with_found_lines(contents: pl.DataFrame, left: pl.DataFrame, balance: Balance) -> pl.DataFrame:
    """Add `ordered`, and the lines that records were allotted to by their SKU.

    A record may name a line and hold something else: then it is not of that line.

    Args:
        contents: shipment records with `line matched_by`.
        left: those of them that were held against what was due.
        balance: how demands were met.
    """
    naming = left.filter(pl.col("line").is_not_null())["row"]
    elsewhere = naming.filter(~naming.is_in(balance.direct.implode())).implode()
    told = joined(joined(contents, balance.counted, "row"), balance.by_sku.rename({"line": "_line"}), "row")
    told = told.with_columns(
        ordered=pl.col("own").is_not_null(), line=pl.when(~pl.col("row").is_in(elsewhere)).then("line")
    )
    return told.with_columns(
        matched_by=pl.when(pl.col("line").is_not_null())
        .then("matched_by")
        .when(pl.col("_line").is_not_null())
        .then(pl.lit("SKU")),
        line=pl.coalesce("line", "_line"),
    ).drop("own", "_line")


def told_once(records: pl.DataFrame) -> pl.Series:
    """Whether each record's contents count: of kinds of file that tell the same parcel, only one does.

    A shop's file and that of its shipping program both tell what is in a parcel. The kind that names more of
    its lines counts, then the earlier one. Several files of one kind complete each other.

    Args:
        records: `row kind order parcel line item quantity`.
    """
    if records["kind"].n_unique() == 1:
        return pl.repeat(value=True, n=records.height, eager=True)
    known = (pl.col("line").is_not_null() | pl.col("item").is_not_null()) & pl.col("quantity").is_not_null()
    by_kind = (
        records.filter(pl.col("order").is_not_null())
        .group_by("order", "parcel", "kind")
        .agg(_known=known.sum(), _row=pl.col("row").min())
        .filter(pl.len().over("order", "parcel") > 1)
        .sort("_known", "_row", descending=[True, False])
    )
    if not by_kind.height:
        return pl.repeat(value=True, n=records.height, eager=True)
    chosen = by_kind.group_by("order", "parcel", maintain_order=True).agg(_kind=pl.col("kind").first())
    told = records.select("order", "parcel", "kind").join(
        chosen, on=["order", "parcel"], how="left", maintain_order="left"
    )
    return told.select(pl.col("_kind").is_null() | (pl.col("_kind") == pl.col("kind"))).to_series()
