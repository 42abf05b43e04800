from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.amounts import unreadable
from fulfil.exports.cells.weights import WEIGHT, parse_weight, unit_of


def read(*cells, unit="kg", decimal="."):
    """Value and badness of each cell."""
    frame = pl.DataFrame({"raw": cells}, schema={"raw": pl.String})
    frame = frame.with_columns(value=parse_weight(pl.col("raw"), unit, decimal))
    return frame.select("value", unreadable(pl.col("raw"), pl.col("value")).alias("bad")).rows()


@pytest.mark.parametrize(
    ("cell", "kilograms"),
    [
        ("2.1", "2.1"),
        ("2", "2"),
        ("0", "0"),
        (".5", "0.5"),
        ("2.1kg", "2.1"),
        ("2.1 KG", "2.1"),
        ("2.1Kgs.", "2.1"),
        ("２．１ｋｇ", "2.1"),
        ("2㎏", "2"),
        ("500 g", "0.5"),
        ("500克", "0.5"),
        ("1,200克", "1.2"),
        ("1,234,567.8 g", "1234.568"),
        ("2公斤", "2"),
        ("2千克", "2"),
        ("1.5 斤", "0.75"),
        ("3两", "0.15"),
        ("3 lb", "1.361"),
        ("3 lbs", "1.361"),
        ("12 oz", "0.34"),
        ("2 lb 3 oz", "0.992"),
        ("2lbs, 3.5oz", "1.006"),
        ("0.0004", "0"),
        ("\u00a0 1.5\u3000kg\t", "1.5"),
    ],
)
def test_weights(cell, kilograms):
    assert read(cell) == [(Decimal(kilograms), False)]


@pytest.mark.parametrize(
    "cell",
    ["heavy", "-1", "-1 kg", "−1", "(2)", "2,1", "1.2.3", "1e3", "3 stone", "2 oz 3 lb", "kg", "1/2 kg", "٣"],
)
def test_unreadable_weights_are_bad(cell):
    assert read(cell) == [(None, True)]


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "null", "无", None])
def test_empty_is_not_bad(cell):
    assert read(cell) == [(None, False)]


def test_a_number_without_a_unit_counts_the_column_s():
    assert read("500", "1 kg", unit="g") == [(Decimal("0.5"), False), (Decimal(1), False)]
    assert read("16", "1 lb", unit="oz") == [(Decimal("0.454"), False)] * 2


def test_a_decimal_comma():
    assert read("2,1 kg", "1.200 g", "1.200,4 g", decimal=",") == [
        *((Decimal(text), False) for text in ("2.1", "1.2", "1.2"))
    ]
    assert read("2.1 kg", decimal=",") == [(None, True)]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("weight_kg", "kg"),
        ("Weight (kg)", "kg"),
        ("Shipment - Weight (Oz)", "oz"),
        ("重量(克)", "g"),
        ("重量（KG）", "kg"),
        ("weight [lbs]", "lb"),
        ("Weight in grams", "g"),
        ("Weight", None),
        ("重量", None),
        ("重量(斤)", None),
        ("tracking", None),
        ("backlog", None),
        ("", None),
    ],
)
def test_the_unit_that_a_header_states(header, unit):
    assert unit_of(header) == unit


UNITS = {"kg": 1000, "公斤": 1000, "g": 1, "克": 1, "斤": 500}


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 99_999_999),
    st.sampled_from(sorted(UNITS)),
    st.booleans(),
    st.sampled_from(["{0}{1}", "{0} {1}", " {0}\u00a0{1} "]),
    st.booleans(),
)
def test_whole_grams_come_back_exactly_from_every_style(grams, unit, grouped, style, upper):
    amount = Decimal(grams) / UNITS[unit]
    text = style.format(f"{amount:,f}" if grouped else f"{amount:f}", unit)
    assert read(text.upper() if upper else text) == [(Decimal(grams) / 1000, False)]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 500), st.integers(0, 15))
def test_pounds_and_ounces_are_the_sum_of_both(pounds, ounces):
    exact = Decimal(pounds) * Decimal("0.45359237") + Decimal(ounces) * Decimal("0.028349523125")
    ((value, bad),) = read(f"{pounds} lb {ounces} oz")
    assert not bad
    assert abs(value - exact) <= Decimal("0.0005")


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.none() | st.text("0123456789.,- kgolbz克斤", max_size=9) | st.text(max_size=5), max_size=8)
)
def test_each_cell_is_read_by_itself_is_never_negative_and_nothing_raises(cells):
    found = read(*cells)
    assert found == [pair for cell in cells for pair in read(cell)]
    assert all(value is None or value >= 0 for value, _ in found)


def test_types():
    frame = pl.DataFrame({"x": ["1"]}).select(w=parse_weight(pl.col("x")))
    assert frame.schema == {"w": WEIGHT}
