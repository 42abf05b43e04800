from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.facts.as_of import MOMENTS, events_after, latest_believable, latest_events

START = datetime(2026, 11, 20, 10, tzinfo=UTC)


def _days(*days):
    rows = [(row, "created_at", START + timedelta(days=day)) for row, day in enumerate(days)]
    return pl.DataFrame(rows, schema=MOMENTS, orient="row")


@pytest.mark.parametrize(
    ("days", "latest"),
    [
        ((0,), 0),
        ((0, 0), 0),
        ((0, 1, 2), 2),
        ((0, 1, 30), 30),
        # One typing error beyond company is left out, several as well.
        ((0, 1, 400), 1),
        ((0, 1, 400, 4000), 1),
        # Without company nothing says which of two is wrong.
        ((0, 400), 400),
        # Errors that keep each other company are believed: a cluster is more than one slip.
        ((0, 1, 400, 401), 401),
    ],
)
def test_the_latest_moment_that_can_be_believed(days, latest):
    assert latest_believable(_days(*days), 31) == START + timedelta(days=latest)


def test_without_any_event_there_is_none():
    assert latest_believable(_days(), 31) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2000), min_size=1, max_size=12), st.randoms())
def test_it_is_one_of_the_moments_whatever_their_order(days, random):
    shuffled = random.sample(days, len(days))
    answer = latest_believable(_days(*days), 31)
    assert answer == latest_believable(_days(*shuffled), 31)
    assert answer in {START + timedelta(days=day) for day in days}


@pytest.fixture
def rows():
    columns = {
        "row": [7, 8],
        "paid_at": [START, None],
        "shipped_at": [None, START + timedelta(days=1)],
        "promised_ship_at": [START + timedelta(days=90)] * 2,
    }
    return pl.DataFrame(columns, schema_overrides={"row": pl.UInt32, "paid_at": pl.Datetime("us", "UTC")})


def test_promises_are_no_events(rows):
    found = latest_events(rows).sort("row")
    assert found["row"].to_list() == [7, 8]
    assert found["field"].to_list() == ["paid_at", "shipped_at"]


def test_events_after_a_moment(rows):
    assert events_after(rows, START)["row"].to_list() == [8]
    assert events_after(rows, START + timedelta(days=1)).is_empty()
