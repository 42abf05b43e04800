"""What the times of a file tell: which zone, day or month first, and the newest one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from ...tables import Kind
from ..cells.time_style import TimeStyle, sniff_times
from ..cells.times import parse_times

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .evidence import Looks
    from .sample import Sample
    from .settled import Settled

CHINA: Final = "Asia/Shanghai"

#: Records in which kana or hangul are looked for; Japanese headers may do without, names of goods do not.
_FIRST: Final = 200

_PAIR: Final = r"^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?:\D|$)"
_OFFSET: Final = r"(?:[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})$"
_HAN: Final = r"\p{Han}"
_OF_OTHERS: Final = r"[\p{Hiragana}\p{Katakana}\p{Hangul}]"
_TRADITIONAL: Final = "[訂單號間電話貨數價縣區國額]"


@dataclass(frozen=True, slots=True)
class Clock:
    """What the times of a file tell.

    Args:
        times: whether there are any.
        pairs: whether day and month stand before the year as numbers.
        day_first: whether the day stands first, where values prove it.
        offsets: whether every time has an offset.
        zone: the zone, where something tells it.
        why: what tells it.
        newest: the day of the newest event in that zone.
    """

    times: bool
    pairs: bool
    day_first: bool | None
    offsets: bool
    zone: str | None
    why: str
    newest: date | None


def clock_of(sample: Sample, settled: Settled, looks: dict[int, Looks]) -> Clock:
    """Look at every column that holds or may hold moments, to the end of the file.

    Args:
        sample: the file.
        settled: what its headers mean.
        looks: what its columns look like.
    """
    cells = {cell: column.event for cell, column in settled.possible if column.kind is Kind.MOMENT}
    cells = {cell: event for cell, event in cells.items() if not looks[cell].empty}
    zone, why = _zone(sample)
    style, pairs, offsets = TimeStyle(), False, True
    for frame in sample.read(list(cells)):
        for series in frame.iter_columns():
            values = series.drop_nulls().unique()
            style += sniff_times(values)
            pairs = pairs or bool(values.str.contains(_PAIR).any())
            offsets = offsets and bool(values.str.contains(_OFFSET).all())
    events = [cell for cell, event in cells.items() if event]
    newest = _newest(sample, events, zone or "UTC", style)
    return Clock(
        times=bool(cells),
        pairs=pairs,
        day_first=style.day_first,
        offsets=bool(cells) and offsets,
        zone=zone,
        why=why,
        newest=newest.date() if newest else None,
    )


def _newest(sample: Sample, events: Sequence[int], zone: str, style: TimeStyle) -> datetime | None:
    """The newest moment of some columns; one that day and month cannot be told apart in is left out."""
    newest: datetime | None = None
    for frame in sample.read(events):
        for series in frame.iter_columns():
            read = parse_times(series.drop_nulls(), zone, day_first=style.day_first, style=style)
            latest = read.moment.dt.convert_time_zone(zone).max()
            if isinstance(latest, datetime) and (newest is None or latest > newest):
                newest = latest
    return newest


def _zone(sample: Sample) -> tuple[str | None, str]:
    headers = pl.Series(list(sample.columns.values()), dtype=pl.String)
    if not headers.str.contains(_HAN).any():
        return None, ""
    values = pl.concat([headers, *(sample.cells[name].head(_FIRST) for name in sample.cells.columns)])
    if values.str.contains(_OF_OTHERS).any():
        return None, "Japanese or Korean stands in it"
    if headers.str.contains(_TRADITIONAL).any():
        return None, "its headers are in traditional Chinese"
    return CHINA, "its headers are in simplified Chinese"
