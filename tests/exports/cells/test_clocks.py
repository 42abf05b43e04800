from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from fulfil.exports.cells.clocks import FIXED_HOURS, MOMENT, to_moments


def walls(*texts):
    return pl.Series(texts, dtype=pl.String).str.to_datetime("%Y-%m-%d %H:%M", time_unit="us")


def test_there_are_fixed_zones():
    assert FIXED_HOURS["Asia/Shanghai"] == 8


@pytest.mark.parametrize("zone", sorted(FIXED_HOURS))
def test_a_fixed_zone_has_one_offset_from_1992_to_2037(zone):
    days = (datetime(1992, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(46 * 365 + 11))
    offsets = {day.astimezone(ZoneInfo(zone)).utcoffset() for day in days}
    assert offsets == {timedelta(hours=FIXED_HOURS[zone])}


def test_the_shortcut_agrees_with_the_zone_data():
    wall = walls("1992-01-01 00:00", "2026-09-14 23:58", "2037-12-31 23:59")
    slow = wall.dt.replace_time_zone("Asia/Shanghai").dt.convert_time_zone("UTC")
    moments, twice = to_moments(wall, "Asia/Shanghai")
    assert moments.to_list() == slow.to_list()
    assert moments.dtype == MOMENT
    assert not twice.any()


def test_old_summer_time_in_china_is_not_shortened_away():
    moments, _ = to_moments(walls("1990-07-01 12:00"), "Asia/Shanghai")
    assert moments.to_list() == [datetime(1990, 7, 1, 3, 0, tzinfo=UTC)]


def test_a_skipped_time_never_was():
    moments, twice = to_moments(walls("2026-03-08 02:30", "2026-03-08 03:30"), "America/New_York")
    assert moments.to_list() == [None, datetime(2026, 3, 8, 7, 30, tzinfo=UTC)]
    assert twice.to_list() == [False, False]


def test_a_time_that_came_twice_is_the_earlier_one_and_marked():
    moments, twice = to_moments(walls("2026-11-01 01:30", "2026-11-01 02:30"), "America/New_York")
    assert moments.to_list() == [
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        datetime(2026, 11, 1, 7, 30, tzinfo=UTC),
    ]
    assert twice.to_list() == [True, False]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin"])
def test_nothing_stays_nothing(zone):
    moments, twice = to_moments(pl.Series([None, None], dtype=pl.Datetime("us")), zone)
    assert moments.to_list() == [None, None]
    assert twice.to_list() == [False, False]
