"""Days on which people work: Monday to Friday, and what countries add to them or take away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl
from dateutil.easter import easter
from dateutil.rrule import MO, TH, YEARLY, rrule, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..policy.span import Calendar

_SATURDAY: Final = 6  # Polars counts Monday as 1
_CHRISTMAS: Final = (12, 25)

#: The years whose days are known. US: since Martin Luther King's birthday is one (Public Law 98-144). GB: as
#: far back as the days below are complete.
_KNOWN: Final[dict[str, tuple[int, int]]] = {
    "weekdays": (2, 9998),
    "US": (1986, 9998),
    "GB": (2000, 9998),
}

#: Federal holidays on a Monday or Thursday, by month, and on a date (5 U.S.C. 6103). Left out: days that a
#: president gave federal offices once, and Inauguration Day, which is one in and around Washington only.
_US_WEEKDAYS: Final = ((1, MO(3)), (2, MO(3)), (5, MO(-1)), (9, MO(1)), (10, MO(2)), (11, TH(4)))
_US_DATES: Final = ((1, 1), (7, 4), (11, 11), _CHRISTMAS)
_JUNETEENTH: Final = (6, 19)
_JUNETEENTH_SINCE: Final = 2021  # Public Law 117-17

#: Bank holidays on a Monday, by month (Banking and Financial Dealings Act 1971, and the proclamations of the
#: first Monday of May), the years in which a proclamation moved one, and the days it gave once.
_GB_WEEKDAYS: Final = ((5, MO(1)), (5, MO(-1)), (8, MO(-1)))
_GB_MOVED: Final = {
    date(2002, 5, 27): date(2002, 6, 4),
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
_GB_ONCE: Final = (
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)


def known_years(calendar: Calendar) -> tuple[int, int]:
    """The first and the last year whose working days are known.

    China's State Council sets each year's holidays late in the year before: what the package does not have
    yet, nobody can compute.
    """
    if calendar != "CN":
        return _KNOWN[calendar]
    # Few runs ask for Chinese working days.
    from chinese_calendar import holidays  # type: ignore[import-untyped]  # noqa: PLC0415

    return min(holidays).year, max(holidays).year


@lru_cache(maxsize=64)
def working_days(calendar: Calendar, first: int, last: int) -> pl.Series:
    """The working days of some years.

    Args:
        calendar: `weekdays`: Monday to Friday; `US`: without federal holidays, on the days on which they are
            observed; `GB`: without the bank holidays of England and Wales and their substitute days; `CN`:
            those of mainland China, weekends that make up for holidays included (`chinesecalendar`).
        first: the first year.
        last: the last year.

    Returns:
        Dates, ascending; of years that are not known, none.
    """
    since, until = known_years(calendar)
    first, last = max(first, since), min(last, until)
    if first > last:
        return pl.Series("day", [], pl.Date)
    days = pl.date_range(date(first, 1, 1), date(last, 12, 31), eager=True).alias("day")
    off, extra = _exceptions(calendar, first, last)
    weekdays = (days.dt.weekday() < _SATURDAY) & ~days.is_in(_dates(off).implode())
    return days.filter(weekdays | days.is_in(_dates(extra).implode()))


def _dates(days: set[date]) -> pl.Series:
    return pl.Series(sorted(days), dtype=pl.Date)


def _exceptions(calendar: Calendar, first: int, last: int) -> tuple[set[date], set[date]]:
    """Days off, and days of a weekend on which people work."""
    if calendar == "CN":
        from chinese_calendar import holidays, workdays  # noqa: PLC0415  (see `known_years`)

        return set(holidays), set(workdays)
    if calendar == "US":
        return set(_us_holidays(first, last)), set()
    if calendar == "GB":
        return set(_gb_holidays(first, last)), set()
    return set(), set()


def _us_holidays(first: int, last: int) -> Iterator[date]:
    """Federal holidays on the days on which they are observed: Friday for Saturday, Monday for Sunday."""
    for month, nth in _US_WEEKDAYS:
        yield from _each_year(first, last, month, nth)
    # New Year's Day on a Saturday is observed in the year before.
    dated = [_each_year(first, last + 1, month, day) for month, day in _US_DATES]
    dated.append(_each_year(max(first, _JUNETEENTH_SINCE), last, *_JUNETEENTH))
    for days in dated:
        for day in days:
            yield day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _gb_holidays(first: int, last: int) -> Iterator[date]:
    """Bank holidays of England and Wales; one on a weekend has its substitute on the next free weekday."""
    for month, nth in _GB_WEEKDAYS:
        yield from (_GB_MOVED.get(found, found) for found in _each_year(first, last, month, nth))
    for new_year in _each_year(first, last, 1, 1):
        yield _next_weekday(new_year)
    for christmas in _each_year(first, last, *_CHRISTMAS):
        boxing = christmas + timedelta(days=1)
        day, other = _next_weekday(christmas), _next_weekday(boxing)
        # Of two on one weekend the second comes after the first; Boxing Day on a Monday stays where it is.
        yield from (day, other) if day != other else (other, _next_weekday(other + timedelta(days=1)))
    for year in range(first, last + 1):
        yield from (easter(year) - timedelta(days=2), easter(year) + timedelta(days=1))
    yield from _GB_ONCE


def _each_year(first: int, last: int, month: int, day: int | weekday) -> list[date]:
    """A day of each year by date, or by weekday of the month."""
    if first > last:
        return []
    found = rrule(
        YEARLY,
        dtstart=datetime(first, 1, 1),  # noqa: DTZ001  (a calendar has no zone)
        until=datetime(last, 12, 31),  # noqa: DTZ001
        bymonth=month,
        bymonthday=day if isinstance(day, int) else None,
        byweekday=None if isinstance(day, int) else day,
    )
    return [moment.date() for moment in found]


def _next_weekday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
