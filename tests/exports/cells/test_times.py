from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.time_style import TimeStyle
from fulfil.exports.cells.times import parse_times, sniff_times

CHINA = "Asia/Shanghai"


def series(*values):
    return pl.Series("paid_at", values, dtype=pl.String)


def verdicts(result):
    """One word or moment per cell."""
    columns = zip(result.moment, result.bad, result.ambiguous, strict=True)
    return ["bad" if bad else "ambiguous" if ambiguous else moment for moment, bad, ambiguous in columns]


def read(*values, zone="UTC", **options):
    return verdicts(parse_times(series(*values), zone, **options))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-09-14 23:58:41", utc(2026, 9, 14, 23, 58, 41)),
        ("2026-09-14 23:58:41.250", utc(2026, 9, 14, 23, 58, 41, 250_000)),
        ("2016/5/23 22:02", utc(2016, 5, 23, 22, 2)),
        ("2026/6/6 13:41", utc(2026, 6, 6, 13, 41)),
        ("2026.09.14 10:00", utc(2026, 9, 14, 10)),
        ("2026-9-4", utc(2026, 9, 4)),
        ("2026年9月14日 23:58", utc(2026, 9, 14, 23, 58)),
        ("2026年09月14日", utc(2026, 9, 14)),
        ("2026年9月14日23时58分41秒", utc(2026, 9, 14, 23, 58, 41)),
        ("2026/9/14 下午 3:05:06", utc(2026, 9, 14, 15, 5, 6)),
        ("2026/9/14 上午3:05", utc(2026, 9, 14, 3, 5)),
        ("２０２６－０９－１４　１０：００", utc(2026, 9, 14, 10)),
        ("2026-09-14 09:05:10 -0400", utc(2026, 9, 14, 13, 5, 10)),
        ("2026-09-14T16:05:10-07:00", utc(2026, 9, 14, 23, 5, 10)),
        ("2026-09-14T16:05:10Z", utc(2026, 9, 14, 16, 5, 10)),
        ("2026-09-14T16:05:10.123456+08:00", utc(2026, 9, 14, 8, 5, 10, 123_456)),
        ("2026-09-14 16:05:10 UTC", utc(2026, 9, 14, 16, 5, 10)),
        ("9/14/2026 9:05:10 AM", utc(2026, 9, 14, 9, 5, 10)),
        ("9/14/2026 12:05:10 AM", utc(2026, 9, 14, 0, 5, 10)),
        ("9/14/2026 12:05 p.m.", utc(2026, 9, 14, 12, 5)),
        ("Sep 15, 2026 2:00:01 PM", utc(2026, 9, 15, 14, 0, 1)),
        ("Sep-14-26", utc(2026, 9, 14)),
        ("14-Sep-26", utc(2026, 9, 14)),
        ("09-Sep-2026", utc(2026, 9, 9)),
        ("10-Dez-25", utc(2025, 12, 10)),
        ("05-oct.-26", utc(2026, 10, 5)),
        ("1-févr.-26", utc(2026, 2, 1)),
        ("14. März 2026 10:00", utc(2026, 3, 14, 10)),
        ("Mon, 14 Sep 2026 09:05:10 +0200", utc(2026, 9, 14, 7, 5, 10)),
        ("September 14th 2026 at 9:05am", utc(2026, 9, 14, 9, 5)),
        ("14/09/2026", utc(2026, 9, 14)),
        ("05/05/2026", utc(2026, 5, 5)),
        ("09/14/26", utc(2026, 9, 14)),
        ("45992.5416", utc(2025, 12, 1, 12, 59, 54)),
        ("45992.54166666667", utc(2025, 12, 1, 13)),
        ("45992", utc(2025, 12, 1)),
        ("1789000000", utc(2026, 9, 10, 0, 26, 40)),
        ("1789000000123", utc(2026, 9, 10, 0, 26, 40, 123_000)),
        ("20260914", utc(2026, 9, 14)),
        ("20260914235841", utc(2026, 9, 14, 23, 58, 41)),
        ("\t2026-09-14 23:58:41\t", utc(2026, 9, 14, 23, 58, 41)),
    ],
)
def test_styles(text, moment):
    assert read(text) == [moment]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\t",
        " ",
        None,
        "-",
        "--",
        "null",
        "任意时间",
        "0000-00-00 00:00:00",
        "0",
        "1970-01-01 08:00:00",
        "0001-01-01",
    ],
)
def test_placeholders_are_empty_not_bad(text):
    assert read(text, "2026-09-14 23:58:41", "45992") == [
        None,
        utc(2026, 9, 14, 23, 58, 41),
        utc(2025, 12, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01 10:00:00",
        "2026-09-14 24:00:00",
        "2026-09-14 23:60",
        "2026-09-14 23:58:60",
        "2026-1-123:00:00",
        "0026-09-14 10:00:00",
        "2126-09-14 10:00:00",
        "13/9/2026 13:05 PM",
        "30/30/2026",
        "September 2026",
        "14 Sep",
        "Sep 14 2026 9",
        "Monday",
        "10:00",
        "14 September 2026 10:00 CST",
        "下单时间",
        "300100000001",
        "2609142358",
        "123",
        "1e9",
        "x" * 5000,
    ],
)
def test_unreadable_is_bad_and_nothing_is_invented(text):
    assert read(text) == ["bad"]


class TestDayAndMonth:
    def test_nothing_is_guessed(self):
        assert read("02/06/2026", "02-06-2026 10:00") == ["ambiguous", "ambiguous"]

    def test_the_profile_decides(self):
        assert read("02-06-2026", day_first=True) == [utc(2026, 6, 2)]
        assert read("02-06-2026", day_first=False) == [utc(2026, 2, 6)]
        assert read("14-09-26", day_first=True) == [utc(2026, 9, 14)]

    def test_the_profile_holds_against_a_value_that_does_not_fit(self):
        assert read("9/14/2026", day_first=True) == ["bad"]

    def test_the_column_decides(self):
        assert read("02/06/2026", "14/06/2026") == [utc(2026, 6, 2), utc(2026, 6, 14)]
        assert read("02/06/2026 9:05", "06/14/2026 9:05") == [utc(2026, 2, 6, 9, 5), utc(2026, 6, 14, 9, 5)]

    def test_another_block_of_the_column_decides(self):
        style = sniff_times(series("14/06/2026"))
        assert read("02/06/2026", style=style) == [utc(2026, 6, 2)]

    def test_proofs_of_both_decide_only_themselves(self):
        assert read("14/06/2026", "06/14/2026", "02/06/2026") == [
            utc(2026, 6, 14),
            utc(2026, 6, 14),
            "ambiguous",
        ]

    def test_a_short_year_may_stand_in_front(self):
        assert read("26-09-14", "14.09.26") == ["ambiguous", "ambiguous"]


class TestZones:
    def test_the_zone_is_that_of_values_without_an_offset(self):
        assert read("2026-09-14 08:00:00", zone=CHINA) == [utc(2026, 9, 14)]
        assert read("Sep-14-26", zone="Europe/Berlin") == [utc(2026, 9, 13, 22)]
        assert read("45992.5", zone=CHINA) == [utc(2025, 12, 1, 4)]
        assert read("1789000000", zone=CHINA) == [utc(2026, 9, 10, 0, 26, 40)]

    def test_whether_the_zone_was_needed(self):
        assert parse_times(series("2026-09-14T16:05:10Z", None), CHINA).assumed_zone is False
        assert parse_times(series("2026-09-14T16:05:10-07:00", "1789000000"), CHINA).assumed_zone is False
        assert parse_times(series("2026-09-14T16:05:10Z", "2026-09-14 10:00:00"), CHINA).assumed_zone is True
        assert parse_times(series("Sep-14-26"), CHINA).assumed_zone is True
        assert parse_times(series(None, "x"), CHINA).assumed_zone is False

    def test_skipped_times_are_bad(self):
        assert read("2026-03-08 02:30:00", "8 Mar 2026 02:30", zone="America/New_York") == ["bad", "bad"]

    def test_times_that_came_twice_are_marked(self):
        values = series("2026-11-01 01:30:00", "Nov 1, 2026 1:30:00 AM", "2026-11-01 01:30:00 -0500")
        result = parse_times(values, "America/New_York")
        assert result.twice.to_list() == [True, True, False]
        early = utc(2026, 11, 1, 5, 30)
        assert verdicts(result) == [early, early, early + timedelta(hours=1)]

    def test_an_unknown_zone_is_an_error(self):
        with pytest.raises(ZoneInfoNotFoundError):
            parse_times(series("2026-09-14"), "China/Beijing")


def test_empty_columns():
    for values in (series(), series(None, None), pl.Series("paid_at", [None, None])):
        result = parse_times(values, CHINA)
        assert result.moment.null_count() == len(values)
        assert not result.bad.any()
        assert result.moment.name == result.bad.name == "paid_at"


def test_a_big_mixed_column_is_read_by_several_formats():
    moments = [utc(2026, 1, 1) + timedelta(minutes=minute) for minute in range(12_000)]
    forms = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%SZ")
    texts = [moment.strftime(forms[place % len(forms)]) for place, moment in enumerate(moments)]
    assert read(*texts, style=TimeStyle(day_first_proofs=1)) == moments


FORMS = {
    "%Y-%m-%d %H:%M:%S": "second",
    "%Y/%m/%d %H:%M": "minute",
    "%Y-%m-%d": "day",
    "%Y年%m月%d日 %H:%M": "minute",
    "%Y.%m.%d %H:%M:%S": "second",
    "%Y-%m-%d %H:%M:%S.%f": "microsecond",
    "%d/%m/%Y %H:%M:%S": "second",
    "%d-%b-%y": "day",
    "%b-%d-%y": "day",
    "%b %d, %Y %I:%M:%S %p": "second",
    "%A, %d %B %Y %H:%M": "minute",
    "%Y%m%d%H%M%S": "second",
}
ZONES = ("UTC", CHINA, "America/New_York", "Europe/London", "Australia/Sydney", "Asia/Kolkata")


def cut(moment, precision):
    kept = {"day": {"hour": 0, "minute": 0, "second": 0}, "minute": {"second": 0}}.get(precision, {})
    return moment if precision == "microsecond" else moment.replace(microsecond=0, **kept)


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2059, 12, 31)),  # noqa: DTZ001 - wall-clock times
    st.sampled_from(sorted(FORMS)),
    st.sampled_from(ZONES),
)
def test_a_written_time_comes_back(wall, form, zone):
    expected = cut(wall, FORMS[form]).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    back = expected.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    result = parse_times(series(wall.strftime(form)), zone, day_first=True)
    skipped = back != cut(wall, FORMS[form])
    assert verdicts(result) == (["bad"] if skipped else [expected])


@settings(max_examples=30, deadline=None)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2059, 12, 31)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_an_offset_comes_back(wall, minutes):
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    text = f"{wall:%Y-%m-%dT%H:%M:%S}{sign}{hours:02d}:{rest:02d}"
    assert read(text, zone=CHINA) == [datetime.fromisoformat(text).astimezone(UTC)]


@settings(max_examples=30, deadline=None)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2059, 12, 31)))  # noqa: DTZ001
def test_an_excel_serial_comes_back(wall):
    wall = wall.replace(microsecond=0)
    serial = (wall - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    assert read(repr(serial)) == [wall.replace(tzinfo=UTC)]


odd_times = st.none() | st.text(max_size=8) | st.text("0123456789-/:. TZ+年月日", max_size=20)
good_times = st.sampled_from(["2026-09-14 10:00:00", "Sep-14-26", "1/2/2026", "14/09/2026", "--", "45992"])


@settings(max_examples=40, deadline=None)
@given(st.lists(odd_times | good_times, max_size=6))
def test_each_cell_is_read_by_itself_once_the_style_is_known(values):
    style = sniff_times(series(*values))
    together = read(*values, zone=CHINA, style=style)
    assert together == [verdict for value in values for verdict in read(value, zone=CHINA, style=style)]


@settings(max_examples=50, deadline=None)
@given(
    st.from_regex(
        r"(19[89]|20[02])[0-9]-[01]?[0-9]-[0-3]?[0-9] [0-2]?[0-9]:[0-6]?[0-9]:[0-6]?[0-9]", fullmatch=True
    )
)
def test_what_python_reads_is_read_alike(text):
    try:
        expected = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        expected = None
    readable = expected is not None and expected.year >= 1990
    assert read(text) == ([expected] if readable else ["bad"])
