"""Fill the order columns that an export leaves blank after an order's first record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..tables import COLUMNS, LINE_FIELDS, ORDER_LINES, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Order columns that some exports repeat on every record though they leave the others blank.
_MAY_REPEAT = frozenset(
    {
        "order_id",
        "buyer_id",
        "created_at",
        "paid_at",
        "currency",
        "shop",
        "erp_order_id",
        "tracking_number",
        "status",
    }
)

#: What names the line of a record; a summary has none of it.
_LINE_NAMES = ("line_id", "sku", "product_name")

#: What a summary sums up, if it tells of it at all.
_LINE_SUMS = frozenset(
    column.name
    for column in COLUMNS.values()
    if column.table == ORDER_LINES and column.name not in _LINE_NAMES
)


class Continuation:
    """Carries the first record of an order, parcel or return over its further ones, across blocks.

    A record continues the order above it when it has the same order id, or none, and every order column
    except the few that may repeat is blank while a line column is not. Below a summary, which names no
    line, every line of its order does, whatever else it repeats.
    """

    def __init__(self, subject: Subject = Subject.ORDERS, *, summary: bool = False) -> None:
        """Carry what is read for one subject; with `summary`, orders of several lines have such a record."""
        self._of_orders = subject is Subject.ORDERS
        self._summary = summary
        self._head: pl.DataFrame | None = None

    def fill(self, text: pl.DataFrame, also: Sequence[str] = ()) -> pl.DataFrame:
        """Give every continuing record the order columns of its order's first one.

        Args:
            text: canonical text columns of one block, in the order of the file.
            also: columns that are no canonical ones, to fill as those of the order.
        """
        lines = [name for name in text.columns if name not in also and self._tells_of_a_line(name)]
        columns = [name for name in text.columns if name not in lines]
        proper = [name for name in columns if name not in _MAY_REPEAT and name not in also]
        if not proper or not lines or text.is_empty():
            return text
        head = self._head
        frame = text if head is None else pl.concat([head, text], how="vertical")
        blank = pl.all_horizontal(pl.col(proper).is_null()) & pl.any_horizontal(pl.col(lines).is_not_null())
        above = pl.col("order_id").forward_fill()
        same = pl.col("order_id").is_null() | (pl.col("order_id") == above.shift(1)).fill_null(value=False)
        continues = frame.select((blank & same) | self._below_a_summary(text.columns, same)).to_series()
        if not continues.any():
            self._head = text.tail(1)
            return text
        marked = frame.with_columns(_first=(~continues | (pl.int_range(pl.len()) == 0)).cum_sum())
        filled = marked.with_columns(
            pl.when(pl.col(name).is_null())
            .then(pl.col(name).first().over("_first"))
            .otherwise(pl.col(name))
            .alias(name)
            for name in columns
        )
        self._head = filled.filter(pl.col("_first") == pl.col("_first").max()).head(1).drop("_first")
        filled = filled.drop("_first")
        return filled if head is None else filled.slice(1)

    def _below_a_summary(self, columns: Sequence[str], same: pl.Expr) -> pl.Expr:
        names = [name for name in _LINE_NAMES if name in columns]
        if not self._summary or not names:
            return pl.lit(value=False)
        nameless = pl.all_horizontal(pl.col(names).is_null())
        heads = nameless | ~same
        return ~heads & nameless.first().over(heads.cum_sum())

    def _tells_of_a_line(self, name: str) -> bool:
        if not self._of_orders:
            return name in LINE_FIELDS
        return name in COLUMNS and COLUMNS[name].table == ORDER_LINES


#: What the records of an order share though they tell of different things.
_SHARED_BY_ALL = ("erp_order_id", "original_order_id", "shop", "currency")


class OrderCells:
    """Carries what an order's first record says of the order over its further ones, across blocks.

    For files in which each record is of its own kind: what another record says of its parcel or its refund
    is not carried.
    """

    def __init__(self, subject: Subject) -> None:
        """Carry what is read for one subject."""
        self._of_orders = subject is Subject.ORDERS
        self._head: pl.DataFrame | None = None

    def fill(self, text: pl.DataFrame, also: Sequence[str] = ()) -> pl.DataFrame:
        """Give every record what its order's first one says of the order, where it says nothing itself.

        Args:
            text: canonical text columns of one block, in the order of the file.
            also: columns that are no canonical ones: each record has its own.
        """
        del also
        names = [name for name in text.columns if self._is_shared(name)]
        if not names or text.is_empty() or "order_id" not in text.columns:
            return text
        frame = text if self._head is None else pl.concat([self._head, text], how="vertical")
        order = pl.col("order_id")
        marked = frame.with_columns(_order=(order.is_null() | order.ne_missing(order.shift(1))).cum_sum())
        self._head = marked.filter(pl.col("_order") == pl.col("_order").max()).head(1).drop("_order")
        filled = marked.with_columns(
            pl.coalesce(name, pl.col(name).first().over("_order")).alias(name) for name in names
        ).drop("_order")
        return filled.slice(frame.height - text.height)

    def _is_shared(self, name: str) -> bool:
        if not self._of_orders:
            return name in _SHARED_BY_ALL
        return name in COLUMNS and COLUMNS[name].table != ORDER_LINES and name != "order_id"


def without_sums(text: pl.DataFrame) -> pl.DataFrame:
    """Take the sums of an order's lines off the record that only sums them up.

    eBay writes such a record above the items of an order with several; adding all records would count every
    unit and every amount twice.

    Args:
        text: canonical text columns of orders, or of shipments, of which it may hold a tracking number.
    """
    names = [name for name in _LINE_NAMES if name in text.columns]
    if not names:
        return text
    sums = [name for name in text.columns if name in _LINE_SUMS]
    summary = pl.all_horizontal(pl.col(names).is_null())
    return text.with_columns(pl.when(~summary).then(name).alias(name) for name in sums)
