"""Canonical text columns to typed ones; what cannot be read is told, never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..tables import COLUMNS_OF, Kind, Subject
from .cells.amounts import parse_amount, parse_quantity, unreadable
from .cells.time_style import TimeStyle
from .cells.times import parse_times
from .cells.weights import parse_weight
from .words import to_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..tables import Column
    from .cells.amounts import Point
    from .profile import Profile

#: Cells that hold something and cannot be read: the row, the column, the text, and why.
UNREAD = pl.Schema({"row": pl.UInt32, "field": pl.String, "value": pl.String, "reason": pl.String})

_NUMBERS: Final = {
    Kind.MONEY: "it is no number",
    Kind.QUANTITY: "it is no number",
    Kind.WEIGHT: "it is no weight",
}
"""The kinds that are numbers, and what is said of a cell that is none."""


class Typing:
    """Reads the text columns of one export, block after block.

    Args:
        profile: the kind of file: zone, decimal mark, vocabularies.
        statuses: the user's own status words (`--status`).
        subject: what the records are read for.
    """

    def __init__(
        self, profile: Profile, statuses: Mapping[str, str], subject: Subject = Subject.ORDERS
    ) -> None:
        self._profile = profile
        self._columns = COLUMNS_OF[subject]
        self._point: Point = "," if profile.decimal == "," else "."
        self._statuses = statuses
        self._styles: dict[str, TimeStyle] = {}

    def read(self, text: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Read one block.

        Args:
            text: `row` and canonical text columns.

        Returns:
            The typed frame: moments as `Datetime("us", "UTC")`, money, quantities and weights as Decimal, and
            beside every column with a vocabulary its `<column>_state`; and the cells that could not be
            read, with the columns of `UNREAD`.
        """
        columns = [self._columns[name] for name in text.columns if name in self._columns]
        moments = [column.name for column in columns if column.kind is Kind.MOMENT]
        numbers = {column.name: self._number(column) for column in columns if column.kind in _NUMBERS}
        states = [
            to_states(column.name, column.vocabulary, self._profile, self._statuses)
            for column in columns
            if column.vocabulary
        ]
        typed = text.lazy().with_columns(*states, **numbers).collect()
        unread = [_unread_numbers(text, typed, self._columns[name]) for name in numbers]
        for name in moments:
            moment, bad = self._moments(text, name)
            typed = typed.with_columns(moment)
            unread.append(bad)
        empty = pl.DataFrame(schema=UNREAD)
        return typed, pl.concat([empty, *unread])

    def _number(self, column: Column) -> pl.Expr:
        cell = pl.col(column.name)
        if column.kind is Kind.QUANTITY:
            return parse_quantity(cell)
        if column.kind is Kind.WEIGHT:
            return parse_weight(cell, self._profile.weight_unit or "kg", self._point)
        return parse_amount(cell, self._point)

    def _moments(self, text: pl.DataFrame, name: str) -> tuple[pl.Series, pl.DataFrame]:
        values = text[name]
        style = self._styles.get(name, TimeStyle())
        times = parse_times(values, self._profile.zone, day_first=self._profile.day_first, style=style)
        self._styles[name] = times.style
        odd = times.bad | times.ambiguous | times.twice
        if not odd.any():
            return times.moment.alias(name), pl.DataFrame(schema=UNREAD)
        frame = pl.DataFrame(
            {"row": text["row"], "value": values, "bad": times.bad, "ambiguous": times.ambiguous}
        )
        reason = (
            pl.when("bad")
            .then(pl.lit("it is no time that can be read"))
            .when("ambiguous")
            .then(pl.lit("day and month cannot be told apart"))
            .otherwise(pl.lit("the clocks showed this time twice"))
        )
        told = frame.filter(odd).select("row", pl.lit(name).alias("field"), "value", reason.alias("reason"))
        return times.moment.alias(name), told


def _unread_numbers(text: pl.DataFrame, typed: pl.DataFrame, column: Column) -> pl.DataFrame:
    name = column.name
    if text[name].null_count() == typed[name].null_count():
        return pl.DataFrame(schema=UNREAD)
    bad = unreadable(pl.col("value"), pl.col("read"))
    frame = pl.DataFrame({"row": text["row"], "value": text[name], "read": typed[name]})
    return frame.filter(bad).select(
        "row", pl.lit(name).alias("field"), "value", pl.lit(_NUMBERS[column.kind]).alias("reason")
    )
