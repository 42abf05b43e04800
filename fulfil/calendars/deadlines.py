"""The moments at which limits of time end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from .working_days import known_years, working_days

if TYPE_CHECKING:
    from ..policy.span import Span

_UTC: Final = pl.Datetime("us", "UTC")
#: Fewer working days than any calendar has in a year; China's have about 250.
_A_YEAR: Final = 200


def deadlines(start: pl.Series, span: Span, zone: str) -> pl.Series:
    """When a limit that starts at each moment ends: what happens after it is late.

    Hours count from the moment itself. Of days and business days the first is the day after the start, in the
    zone; the limit is the midnight there that ends the last. Where a change of the clocks leaves midnight
    out, the day ends at the change.

    Args:
        start: moments, UTC.
        span: the limit.
        zone: an IANA name, such as `Asia/Shanghai`.

    Returns:
        Moments, UTC; null where the start is null, or where the calendar does not know a year in between.
    """
    if span.hours is not None:
        return start.cast(_UTC) + timedelta(hours=span.hours)
    local = start.cast(_UTC).dt.convert_time_zone(zone).dt.date().alias("day")
    # Many moments lie on few days.
    days = local.unique().drop_nulls().sort()
    last = _last_business_day(days, span) if span.days is None else days.dt.offset_by(f"{span.days}d")
    ends = pl.DataFrame({"day": days, "end": _midnight_after(last, zone)})
    return local.to_frame().join(ends, on="day", how="left", maintain_order="left")["end"].alias(start.name)


def _last_business_day(days: pl.Series, span: Span) -> pl.Series:
    """The nth working day after each day, ascending."""
    number = span.business_days or 0
    if days.is_empty():
        return days
    years = days.dt.year()
    working = working_days(span.calendar, years[0], years[-1] + 1 + number // _A_YEAR)
    at = working.search_sorted(days, side="right").cast(pl.Int64) + number - 1
    since = date(known_years(span.calendar)[0], 1, 1) - timedelta(days=1)
    known = (days >= since) & (at < working.len())
    places = pl.select(pl.when(known).then(at)).to_series()
    return working.gather(places)


def _midnight_after(days: pl.Series, zone: str) -> pl.Series:
    """The first moment of the day after each, in UTC."""
    midnight = days.cast(pl.Datetime("us")).dt.offset_by("1d")
    noon = midnight.dt.offset_by("-12h")
    # Where the clocks skip midnight: twelve hours after noon, by the sun, is the moment at which they do.
    return pl.select(
        pl.coalesce(
            _in_zone(midnight, zone),
            _in_zone(noon, zone) + timedelta(hours=12),
        ).alias("end")
    ).to_series()


def _in_zone(moments: pl.Series, zone: str) -> pl.Series:
    told = moments.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return told.dt.convert_time_zone("UTC")
