"""Dates in prose, read by python-dateutil, which must never fill in what a text does not say."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

import polars as pl

from .months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

DISTINCT_LIMIT: Final = 2_000
"""Most distinct texts that are read this way: about 0.2 s. What lies beyond counts as unreadable."""

_LONGEST: Final = 48
_WORD: Final = re.compile(r"[a-z]+")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# Two defaults that share no part: what the text leaves out comes back different.
_ONE: Final = datetime(2001, 2, 3, 4, 5)  # noqa: DTZ001 - a default for wall-clock times
_OTHER: Final = datetime(2004, 6, 7, 8, 9)  # noqa: DTZ001 - a default for wall-clock times


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Only UTC and numeric offsets are sure: CST is used in China and in Chicago."""
    from dateutil.tz import UTC, tzoffset  # noqa: PLC0415 - most files never need it

    if not name:
        return None if offset is None else tzoffset(None, offset)
    if name in {"UTC", "GMT", "Z"}:
        return UTC
    raise ValueError(name)


def _read(text: str) -> datetime | None:
    from dateutil.parser import parse  # noqa: PLC0415 - most files never need it

    words = _WORD.findall(text.casefold())
    if len(text) > _LONGEST or not _YEAR.search(text) or not any(word in MONTHS for word in words):
        return None
    try:
        one, other = (parse(text, default=default, tzinfos=_zone) for default in (_ONE, _OTHER))
    except (ValueError, OverflowError, TypeError):
        return None
    if one.date() != other.date():
        return None
    if one.time() == other.time():
        return one
    if (one.hour, one.minute) == (_ONE.hour, _ONE.minute) and (other.hour, other.minute) == (
        _OTHER.hour,
        _OTHER.minute,
    ):
        return one.replace(hour=0, minute=0)
    return None


def read_loose(texts: pl.Series) -> pl.DataFrame:
    """Read distinct texts that name a year and a month in English, and that no other format reads.

    Args:
        texts: distinct texts.

    Returns:
        Columns `t`, `wall` (Datetime("us")) and `offset` (Int32, minutes) of the texts that could be read.
    """
    return _frame(
        (text, moment) for text in texts.head(DISTINCT_LIMIT) if (moment := _read(text)) is not None
    )


def _frame(found: Iterable[tuple[str, datetime]]) -> pl.DataFrame:
    rows = [
        (
            text,
            moment.replace(tzinfo=None),
            None if (away := moment.utcoffset()) is None else away // timedelta(minutes=1),
        )
        for text, moment in found
    ]
    return pl.DataFrame(
        rows, schema={"t": pl.String, "wall": pl.Datetime("us"), "offset": pl.Int32}, orient="row"
    )
