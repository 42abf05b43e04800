from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cli.moments import parse_moment
from fulfil.errors import UsageError

SIX = datetime(2026, 9, 15, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-15 18:00",
        "2026/9/15 18:00",
        "20260915T1800",
        "2026-09-15T10:00Z",
        "2026-09-15 12:00+02:00",
        "2026年9月15日 18:00",
        "2026年9月15日18时",
        "15 Sep 2026 6pm",
    ],
)
def test_one_moment_in_many_words(text):
    assert parse_moment(text, "--as-of") == SIX


def test_a_day_begins_at_midnight_in_china():
    assert parse_moment("2026-09-15", "--as-of") == datetime(2026, 9, 14, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2026-12-01 18:00", "2026/12/1 18:00", "2026年12月1日18时", "2026-12-01T10:00Z"]
)
def test_a_year_in_front_is_followed_by_its_month(text):
    assert parse_moment(text, "--as-of") == datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "09/10/2026",
        "01/02/03",
        "18:00",
        "Sep 2026",
        "15",
        "yesterday",
        "2026-13-01",
        "2026-09-15 18:00 CST",
        "",
    ],
)
def test_what_can_be_read_in_several_ways_is_refused(text):
    with pytest.raises(UsageError) as refused:
        parse_moment(text, "--as-of")
    assert refused.value.hint
