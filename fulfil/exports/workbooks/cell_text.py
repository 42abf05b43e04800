"""The cells of a sheet as text, a column at a time: as Excel shows them, where it shows all of them."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta

EXACT: Final = 10**15
"""From here on a spreadsheet has rounded a whole number, or may have: it keeps 15 digits."""

_TINY: Final = 1e-10
"""Numbers from here on are written out; nobody has written the smaller ones."""

_SURE_LENGTH: Final = 16
"""The shortest decimal of a float has at most 15 digits if it is no longer than this: one is the point."""

_ARTEFACT: Final = timedelta(milliseconds=2)
"""What is so near a whole second was one: a serial is a fraction of a day, cut after some digits."""

_MILLISECOND: Final = 1_000
_SECOND: Final = 1_000_000


_WHOLE: Final = (
    (pl.col("number").cast(pl.Int64, strict=False) == pl.col("number")) & (pl.col("number").abs() < EXACT)
).fill_null(value=False)
_FLOAT_TEXT: Final = (
    pl.when(_WHOLE)
    .then(pl.col("number").cast(pl.Int64, strict=False).cast(pl.String))
    .otherwise(pl.col("number").cast(pl.String))
)
_ODD: Final = (
    (pl.col("text").str.len_bytes() > _SURE_LENGTH)
    | pl.col("text").str.contains("e", literal=True)
    | ~pl.col("number").is_finite()
)
"""Which numbers Polars does not write as people do."""


def text_column(cells: Sequence[Cell]) -> pl.Series:
    """The cells of one column as text.

    Strings are left as they are. Whole numbers below 1e15 have no decimals; those above are written as
    `3.0010002E+18`, so that nobody takes a rounded number for an id (EXP002); other numbers have up to
    15 digits. Dates are `YYYY-MM-DD`, moments `YYYY-MM-DD HH:MM:SS`, durations `HH:MM:SS` with any
    number of hours; fractions of a second are kept, if they are no trace of a rounded serial.

    Args:
        cells: as calamine gives them; at least one.

    Returns:
        String; null where the cell is empty.
    """
    kinds = set(map(type, cells))
    if len(kinds) == 1:
        return _TEXTS[kinds.pop()](cells)
    columns = [_TEXTS[kind]([c if type(c) is kind else None for c in cells]) for kind in kinds]
    return pl.select(pl.coalesce(columns)).to_series()


def number_text(value: float) -> str:
    """One number, whole or not, as text; see `text_column`. What is none is `#NUM!`, as in Excel."""
    if not math.isfinite(value):
        return "#NUM!"
    if abs(value) >= EXACT:
        mantissa, exponent = f"{value:.14E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    text = f"{value:.15g}"
    if "e" in text and abs(value) >= _TINY:
        return f"{Decimal(text):f}"
    return text.upper()


def _strings(cells: Iterable[Cell | None]) -> pl.Series:
    texts = pl.Series("", cells, dtype=pl.String)
    return texts.to_frame().select(pl.when(pl.col("") != "").then(pl.col(""))).to_series()


def _floats(cells: Iterable[Cell | None]) -> pl.Series:
    numbers = pl.Series("number", cells, dtype=pl.Float64)
    # One query, and not one per step: a step costs as much as writing some thousand numbers.
    told = numbers.to_frame().select("number", _WHOLE.alias("whole"), _FLOAT_TEXT.alias("text"))
    if told["whole"].sum() + numbers.null_count() == len(numbers):
        return told["text"]
    odd = told.select(~pl.col("whole") & _ODD).to_series()
    return _rewritten(told["text"], odd, number_text, numbers)


def _integers(cells: Iterable[Cell | None]) -> pl.Series:
    numbers = pl.Series(cells, dtype=pl.Int64)
    return _rewritten(numbers.cast(pl.String), (numbers.abs() >= EXACT), number_text, numbers)


def _booleans(cells: Iterable[Cell | None]) -> pl.Series:
    return pl.Series(cells, dtype=pl.Boolean).cast(pl.String).str.to_uppercase()


def _dates(cells: Iterable[Cell | None]) -> pl.Series:
    return pl.Series(cells, dtype=pl.Date).dt.strftime("%Y-%m-%d")


def _moments(cells: Iterable[Cell | None]) -> pl.Series:
    moments = pl.Series(cells, dtype=pl.Datetime("us"))
    if not (moments.to_physical() % _SECOND).max():
        return moments.dt.strftime("%Y-%m-%d %H:%M:%S")
    moments = _to_whole_seconds(moments)
    texts = moments.dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
    return texts.str.strip_chars_end("0").str.strip_suffix(".")


def _to_whole_seconds(moments: pl.Series) -> pl.Series:
    near = moments.dt.round("1s")
    artefact = (moments - near).dt.total_microseconds().abs() <= _ARTEFACT // timedelta(microseconds=1)
    return pl.select(pl.when(artefact).then(near).otherwise(moments)).to_series()


def _clock_times(cells: Iterable[Cell | None]) -> pl.Series:
    return pl.Series([None if c is None else _clock_time(c) for c in cells], dtype=pl.String)


def _clock_time(cell: Cell) -> str:
    assert isinstance(cell, time)  # noqa: S101 - narrows the type; the caller chose by it
    since = timedelta(
        hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond
    )
    return duration_text(since)


def _durations(cells: Iterable[Cell | None]) -> pl.Series:
    return pl.Series([duration_text(c) if isinstance(c, timedelta) else None for c in cells], dtype=pl.String)


def duration_text(span: timedelta) -> str:
    """A span as `HH:MM:SS`, whatever its hours; a time of day is one since midnight."""
    micros = span // timedelta(microseconds=1)
    near = (abs(micros) + _SECOND // 2) // _SECOND * _SECOND
    size = near if abs(abs(micros) - near) <= 2 * _MILLISECOND else abs(micros)
    seconds, rest = divmod(size, _SECOND)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    fraction = f".{rest:06}".rstrip("0") if rest else ""
    return f"{'-' if micros < 0 and size else ''}{clock}{fraction}"


def _rewritten(
    texts: pl.Series, where: pl.Series, write: Callable[[float], str], values: pl.Series
) -> pl.Series:
    """The texts, with those of some values written one by one."""
    places = where.fill_null(value=False).arg_true()
    if places.is_empty():
        return texts
    return texts.scatter(
        places, pl.Series([write(value) for value in values.gather(places)], dtype=pl.String)
    )


_TEXTS: Final[Mapping[type, Callable[[Iterable[Cell | None]], pl.Series]]] = {
    str: _strings,
    float: _floats,
    int: _integers,
    bool: _booleans,
    date: _dates,
    datetime: _moments,
    time: _clock_times,
    timedelta: _durations,
}
"""Every type of cell that calamine knows."""
