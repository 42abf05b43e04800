from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.calendars.deadlines import deadlines
from fulfil.calendars.working_days import working_days
from fulfil.policy.span import Span

ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "America/Sao_Paulo", "UTC")
CALENDARS = ("weekdays", "CN", "US", "GB")
#: Changes of the clocks, and the weeks of Chinese holidays with their make-up days.
NEAR = (
    datetime(2024, 3, 10, tzinfo=UTC),
    datetime(2024, 11, 3, tzinfo=UTC),
    datetime(2024, 3, 31, tzinfo=UTC),
    datetime(2024, 10, 27, tzinfo=UTC),
    datetime(2018, 11, 4, tzinfo=UTC),
    datetime(2024, 2, 8, tzinfo=UTC),
    datetime(2024, 4, 27, tzinfo=UTC),
    datetime(2024, 9, 28, tzinfo=UTC),
    datetime(2024, 12, 24, tzinfo=UTC),
)

moments = st.one_of(
    st.timedeltas(timedelta(), timedelta(days=6_000)).map(
        lambda later: datetime(2010, 7, 29, tzinfo=UTC) + later
    ),
    st.builds(
        lambda near, hours: near + hours,
        st.sampled_from(NEAR),
        st.timedeltas(timedelta(days=-4), timedelta(days=4)),
    ),
)


def _series(*values):
    return pl.Series("start", values, pl.Datetime("us", "UTC"))


def _works(calendar, day):
    """Whether people work on a day; None where nobody knows."""
    if calendar == "weekdays":
        return day.weekday() < 5
    if calendar == "CN":
        try:
            return chinese_calendar.is_workday(day)
        except NotImplementedError:
            return None
    return day in set(working_days(calendar, day.year, day.year))


def _midnight_after(day, zone):
    """The first moment of the next day, looked for by the half-hour of real time."""
    wanted = day + timedelta(days=1)
    moment = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC) + timedelta(hours=10)
    # Where a day has 25 hours and midnight comes twice, the first counts.
    while moment.astimezone(ZoneInfo(zone)).date() < wanted:
        moment += timedelta(minutes=30)
    return moment


def _by_hand(start, span, zone):
    if span.hours is not None:
        return start + timedelta(hours=span.hours)
    day = start.astimezone(ZoneInfo(zone)).date()
    left = span.days or span.business_days
    while left:
        day += timedelta(days=1)
        works = True if span.days else _works(span.calendar, day)
        if works is None:
            return None
        left -= works
    return _midnight_after(day, zone)


spans = st.one_of(
    st.builds(lambda hours: Span(hours=hours), st.sampled_from([0.5, 24, 36, 48])),
    st.builds(lambda days: Span(days=days), st.integers(1, 40)),
    st.builds(
        lambda days, calendar: Span(business_days=days, calendar=calendar),
        st.integers(1, 30),
        st.sampled_from(CALENDARS),
    ),
)


@settings(deadline=None)
@given(starts=st.lists(moments, min_size=1, max_size=5), span=spans, zone=st.sampled_from(ZONES))
def test_limits_are_those_counted_day_by_day(starts, span, zone):
    told = deadlines(_series(*starts), span, zone).to_list()
    assert told == [_by_hand(start, span, zone) for start in starts]


def _at(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "span", "zone", "end"),
    [
        # Seven days without a reason: signed for on the 1st, the 2nd is the first, the 8th the last.
        ("2026-11-01T00:00", Span(days=7), "Asia/Shanghai", "2026-11-09T00:00"),
        ("2026-11-01T23:59", Span(days=7), "Asia/Shanghai", "2026-11-09T00:00"),
        # The week of National Day 2026 is off to the 7th; the 20th of September and the 10th of October, a
        # Sunday and a Saturday, make up for it.
        ("2026-09-30T10:00", Span(business_days=2, calendar="CN"), "Asia/Shanghai", "2026-10-10T00:00"),
        ("2026-10-08T10:00", Span(business_days=2, calendar="CN"), "Asia/Shanghai", "2026-10-11T00:00"),
        ("2026-10-08T10:00", Span(business_days=2), "Asia/Shanghai", "2026-10-13T00:00"),
        # Thanksgiving is no day, and so is the 3rd of July 2026, which stands for Saturday the 4th.
        ("2026-11-25T10:00", Span(business_days=2, calendar="US"), "America/New_York", "2026-12-01T00:00"),
        ("2026-07-02T10:00", Span(business_days=1, calendar="US"), "America/New_York", "2026-07-07T00:00"),
        # Boxing Day 2026 is a Saturday, and Monday stands for it.
        ("2026-12-24T10:00", Span(business_days=1, calendar="GB"), "Europe/London", "2026-12-30T00:00"),
        # Days keep their midnights when the clocks change; hours are hours.
        ("2026-10-24T10:00", Span(days=1), "Europe/London", "2026-10-26T00:00"),
        ("2026-10-24T10:00", Span(hours=24), "Europe/London", "2026-10-25T09:00"),
        # Midnight of 4 November 2018 never was: the day began at one.
        ("2018-11-02T10:00", Span(days=1), "America/Sao_Paulo", "2018-11-04T01:00"),
    ],
)
def test_the_first_day_is_the_one_after_and_the_limit_ends_the_last(start, span, zone, end):
    (told,) = deadlines(_series(_at(start, zone)), span, zone)
    assert told == _at(end, zone)


def test_nothing_is_guessed():
    late = datetime(2030, 3, 1, tzinfo=UTC)
    chinese = Span(business_days=2, calendar="CN")
    assert deadlines(_series(None, late), chinese, "Asia/Shanghai").to_list() == [None, None]
    assert deadlines(_series(None, late), Span(business_days=2), "Asia/Shanghai")[1] is not None
    assert deadlines(_series(), chinese, "UTC").to_list() == []
    last = working_days("CN", 2026, 2026).to_list()[-1]
    edge = datetime.combine(last - timedelta(days=1), time(12), UTC)
    told = deadlines(_series(edge), Span(business_days=1, calendar="CN"), "UTC").to_list()
    assert told == [datetime.combine(last + timedelta(days=1), time(0), UTC)]
    assert deadlines(_series(edge), Span(business_days=2, calendar="CN"), "UTC").to_list() == [None]


def test_the_first_known_year_is_reached_from_the_day_before_it():
    old = datetime(2003, 12, 31, 12, tzinfo=UTC)
    chinese = Span(business_days=1, calendar="CN")
    told = deadlines(_series(old, old - timedelta(days=1)), chinese, "UTC").to_list()
    assert told == [datetime.combine(date(2004, 1, 3), time(0), UTC), None]
