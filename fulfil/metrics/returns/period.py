"""The time that is looked at: what is under way in it enters late, and what goes on after it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import polars as pl

from ..dimensions import ZONE
from ..sheet import hours_between

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..inputs import Inputs

MOMENT: Final = pl.Datetime("us", "UTC")

#: Days from the first to the last, both included.
Days = tuple["date", "date"]


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is looked at, by the `file` of a row: its days begin at midnight in the file's zone.

    Args:
        begin: its first moment; None where everything before `until` is looked at.
        until: its last moment: the end of the period, at most the moment that ages are counted to; null
            where no file has an event.
    """

    begin: pl.Expr | None
    until: pl.Expr


def window_of(inputs: Inputs, period: Days | None) -> Window:
    """The time that the user asked for, else all time.

    Args:
        inputs: the facts of the run.
        period: first and last day.
    """
    if period is None:
        return Window(None, inputs.moment)
    first, last = period
    begins = {zone: midnight(first, zone) for zone in inputs.files_by_zone}
    ends = {zone: midnight(last + timedelta(days=1), zone) for zone in inputs.files_by_zone}
    # What happens at the midnight after the last day belongs to the next period.
    last_moment = {zone: end - timedelta(microseconds=1) for zone, end in ends.items()}
    until = pl.min_horizontal(_by_zone(inputs, last_moment), inputs.moment)
    return Window(_by_zone(inputs, begins), pl.when(inputs.moment.is_not_null()).then(until))


def midnight(day: date, zone: str) -> datetime:
    """The first moment of a day in a zone, UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _by_zone(inputs: Inputs, moments: Mapping[str, datetime]) -> pl.Expr:
    told = pl.lit(moments.get(ZONE, next(iter(moments.values()), None)), MOMENT)
    for zone, files in inputs.files_by_zone.items():
        told = pl.when(pl.col("file").is_in(files)).then(pl.lit(moments[zone], MOMENT)).otherwise(told)
    return told


def under_way(window: Window, start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Whether something begins by the end of the window, and goes on or ends in it; an open end goes on."""
    begun = start <= window.until
    if window.begin is None:
        return begun
    # Nothing is under way in a period that has not begun.
    begun &= window.begin <= window.until
    return begun & ((start >= window.begin) | end.is_null() | (end >= window.begin))


def lasting(window: Window, start: pl.Expr, end: pl.Expr) -> dict[str, pl.Expr]:
    """`hours ended` of what is under way in a window (see `survival.risk_table`), and `entry` in a period.

    Args:
        window: the time that is looked at.
        start: when it began.
        end: when it ended; null while it goes on.
    """
    ended = (end <= window.until).fill_null(value=False)
    told = {
        "hours": hours_between(start, pl.when(ended).then(end).otherwise(window.until)),
        "ended": ended,
    }
    if window.begin is None:
        return told
    return told | {"entry": pl.max_horizontal(hours_between(start, window.begin), 0.0)}
