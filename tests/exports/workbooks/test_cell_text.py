from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.times import parse_times
from fulfil.exports.workbooks.cell_text import duration_text, number_text, text_column


def one(cell):
    return text_column([cell]).to_list()[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  as it is ", "  as it is "),
        ("", None),
        (1.0, "1"),
        (-0.0, "0"),
        (13800138000.0, "13800138000"),
        (999999999999999.0, "999999999999999"),
        (0.1 + 0.2, "0.3"),
        (99.9, "99.9"),
        (-12.5, "-12.5"),
        (1e-7, "0.0000001"),
        (0.00005, "0.00005"),
        (1e-12, "1E-12"),
        (1234567890.123456, "1234567890.12346"),
        (3001000200030004000.0, "3.00100020003E+18"),
        (3.0010002e18, "3.0010002E+18"),
        (1e15, "1E+15"),
        (float("inf"), "#NUM!"),
        (float("nan"), "#NUM!"),
        (7, "7"),
        (3001000200030004000, "3.00100020003E+18"),
        (-(10**15), "-1E+15"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, 5), "2026-01-02 03:04:05"),
        (datetime(2026, 1, 2), "2026-01-02 00:00:00"),
        (datetime(2026, 1, 2, 3, 4, 5, 250000), "2026-01-02 03:04:05.25"),
        (datetime(2026, 1, 2, 23, 59, 59, 999000), "2026-01-03 00:00:00"),
        (datetime(2026, 1, 2, 3, 4, 5, 1000), "2026-01-02 03:04:05"),
        (time(3, 4, 5), "03:04:05"),
        (time(3, 4, 5, 500000), "03:04:05.5"),
        (timedelta(hours=30, minutes=1), "30:01:00"),
        (timedelta(seconds=-90), "-00:01:30"),
    ],
)
def test_a_cell_as_text(cell, text):
    assert one(cell) == text
    assert text_column([cell, "x"]).to_list() == [text, "x"], "and in a column of several types"


def test_every_type_in_one_column():
    cells = ["order", "", 1.0, 2.5, 3, True, date(2026, 1, 2), datetime(2026, 1, 2, 3), time(4), timedelta(1)]
    assert text_column(cells).to_list() == [
        *("order", None, "1", "2.5", "3", "TRUE", "2026-01-02", "2026-01-02 03:00:00", "04:00:00", "24:00:00")
    ]


@settings(deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_numbers_in_bulk_are_written_as_one_by_one(numbers):
    expected = [number_text(number) if number else "0" for number in numbers]
    assert text_column(numbers).to_list() == expected


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_fifteen_digits_are_kept(number):
    told = float(one(number))
    assert told == pytest.approx(number, rel=1e-14) or math.isinf(told)
    digits = Decimal(one(number)).as_tuple().digits
    assert len("".join(map(str, digits)).strip("0")) <= 15


@settings(deadline=None)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_below_1e15_are_exact(number):
    assert one(float(number)) == one(number) == str(number)


@settings(deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(microsecond=0)))
def test_moments_can_be_read_again(moment):
    texts = text_column([moment])
    assert parse_times(texts, "UTC").moment.dt.replace_time_zone(None).to_list() == [moment]


@settings(deadline=None)
@given(st.timedeltas(timedelta(0), timedelta(days=1000)))
def test_a_duration_says_its_seconds(span):
    hours, minutes, seconds = duration_text(span).split(":")
    told = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    assert told == pytest.approx(span.total_seconds(), abs=0.0021)


def test_a_serial_that_is_a_plain_number_is_read_downstream():
    moments = parse_times(text_column([46000.5, 46001.0]), "UTC").moment
    assert moments.dt.replace_time_zone(None).to_list() == [datetime(2025, 12, 9, 12), datetime(2025, 12, 10)]


def test_the_dtype_is_text_even_where_all_is_empty():
    assert text_column(["", ""]).dtype == pl.String
