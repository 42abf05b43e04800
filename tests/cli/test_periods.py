from __future__ import annotations

from datetime import date

import pytest

from cli.periods import parse_period
from fulfil.errors import UsageError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-W44", date(2026, 10, 26), date(2026, 11, 1)),
        ("2026w01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-10-05", date(2026, 10, 5), date(2026, 10, 5)),
        ("2026-10-01..2026-10-31", date(2026, 10, 1), date(2026, 10, 31)),
        (" 2026-09 .. 2026-W44 ", date(2026, 9, 1), date(2026, 11, 1)),
    ],
)
def test_periods(text, first, last):
    assert parse_period(text, "--period") == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "2026",
        "2026-13",
        "2026-W54",
        "2026-02-30",
        "2026-10..",
        "..2026-10",
        "october",
        "0000-01",
        "1..2..3",
    ],
)
def test_what_is_no_period_is_refused_with_those_that_are(text):
    with pytest.raises(UsageError) as refused:
        parse_period(text, "--period")
    assert "--period" in str(refused.value)
    assert "2026-W44" in refused.value.hint


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(UsageError, match="ends before it begins"):
        parse_period("2026-10..2026-09", "--period")
