from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest

from fulfil.exports.profile import profiles
from fulfil.exports.typed import UNREAD, Typing

CANONICAL = next(p for p in profiles() if p.name == "canonical")


def _typed(profile=CANONICAL, statuses=None, **columns):
    rows = len(next(iter(columns.values())))
    text = pl.DataFrame(
        {"row": range(rows), **columns}, {"row": pl.UInt32, **dict.fromkeys(columns, pl.String)}
    )
    return Typing(profile, statuses or {}).read(text)


def test_types_by_column():
    typed, unread = _typed(
        order_id=["0001"],
        paid_at=["2026-09-15 08:00:30"],
        quantity=["3"],
        unit_price=["￥1,234.50"],
        status=["to_ship"],
    )
    assert typed["paid_at"].dtype == pl.Datetime("us", "UTC")
    assert typed["paid_at"][0] == datetime(2026, 9, 15, 0, 0, 30, tzinfo=UTC)
    assert (typed["order_id"][0], typed["quantity"][0], typed["unit_price"][0]) == (
        "0001",
        3,
        Decimal("1234.50"),
    )
    assert typed["status_state"][0] == "to_ship"
    assert unread.is_empty()
    assert dict(unread.schema) == UNREAD


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("paid_at", "soon", "it is no time that can be read"),
        ("paid_at", "2026-13-45", "it is no time that can be read"),
        ("quantity", "three", "it is no number"),
        ("unit_price", "9,90 or so", "it is no number"),
    ],
)
def test_what_cannot_be_read_is_told_and_never_lost(column, value, why):
    typed, unread = _typed(**{column: [None, value]})
    assert typed[column].to_list() == [None, None]
    assert unread.rows() == [(1, column, value, why)]


@pytest.mark.parametrize("empty", [None, "-", "null"])
def test_nothing_is_no_finding(empty):
    typed, unread = _typed(paid_at=[empty], quantity=[empty], unit_price=[empty])
    assert typed.select("paid_at", "quantity", "unit_price").null_count().row(0) == (1, 1, 1)
    assert unread.is_empty()


def test_day_and_month_that_cannot_be_told_apart_are_said():
    typed, unread = _typed(CANONICAL.model_copy(update={"day_first": None}), created_at=["03/04/2026"])
    assert typed["created_at"].to_list() == [None]
    assert unread["reason"].to_list() == ["day and month cannot be told apart"]


def test_one_telling_date_settles_the_others_of_its_column():
    typed, unread = _typed(created_at=["03/04/2026", "25/04/2026"])
    assert unread.is_empty()
    assert typed["created_at"].dt.convert_time_zone("Asia/Shanghai").dt.month().to_list() == [4, 4]


def test_an_hour_that_the_clocks_showed_twice_is_told():
    york = CANONICAL.model_copy(update={"zone": "America/New_York"})
    _, unread = _typed(york, created_at=["2026-11-01 01:30:00"])
    assert unread["reason"].to_list() == ["the clocks showed this time twice"]


def test_the_decimal_mark_is_the_profile_s():
    comma = CANONICAL.model_copy(update={"decimal": ","})
    assert _typed(comma, unit_price=["1.234,50"])[0]["unit_price"][0] == Decimal("1234.50")
    assert _typed(unit_price=["1,234.50"])[0]["unit_price"][0] == Decimal("1234.50")


def test_the_user_s_words_reach_the_states():
    typed, _ = _typed(statuses={"待配货": "to_ship"}, status=["待配货", "别的"])
    assert typed["status_state"].to_list() == ["to_ship", "unknown"]


def test_a_weight_is_kilograms_and_a_bad_one_is_told():
    typed, unread = _typed(weight_kg=["2.1", "500 g", "-1", "heavy", "-"])
    assert typed["weight_kg"].to_list() == [Decimal("2.1"), Decimal("0.5"), None, None, None]
    assert unread.rows() == [
        (2, "weight_kg", "-1", "it is no weight"),
        (3, "weight_kg", "heavy", "it is no weight"),
    ]


def test_the_unit_of_weights_is_the_profile_s():
    grams = CANONICAL.model_copy(update={"weight_unit": "g"})
    assert _typed(grams, weight_kg=["500", "2 kg"])[0]["weight_kg"].to_list() == [Decimal("0.5"), Decimal(2)]
