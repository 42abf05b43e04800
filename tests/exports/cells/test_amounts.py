from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.amounts import AMOUNT, QUANTITY, is_whole, parse_amount, parse_quantity, unreadable
from fulfil.exports.cells.unprotect import unprotect


def read(parse, *cells):
    """Value and badness of each cell."""
    frame = pl.DataFrame({"raw": cells}, schema={"raw": pl.String}).with_columns(value=parse(pl.col("raw")))
    frame = frame.with_columns(bad=unreadable(pl.col("raw"), pl.col("value")))
    return list(frame.select("value", "bad").iter_rows())


def point(cell):
    return parse_amount(cell)


def comma(cell):
    return parse_amount(cell, ",")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("59.00", "59"),
        ("59.00元", "59"),
        ("59元整", "59"),
        ("¥-5", "-5"),
        ("￥59元", "59"),
        ("¥1,234.5", "1234.5"),
        ("￥118.00", "118"),
        ("５９．００", "59"),
        ("$1,234.00", "1234"),
        ("AU $3,000.00", "3000"),
        ("US$5.10", "5.1"),
        ("C $12.00", "12"),
        ("£12.00", "12"),
        ("12.00 USD", "12"),
        ("-29.00", "-29"),
        ("−29.00", "-29"),
        ("-$5", "-5"),
        ("$-5", "-5"),
        ("(12.00)", "-12"),
        ("($1,012.00)", "-1012"),
        ("（12.00）", "-12"),
        ("৳2,999", "2999"),
        ("₹1,23,456.00", "123456"),
        ("1\u202f234.50", "1234.5"),
        ("1\u00a0234.50", "1234.5"),
        ("1'234.50", "1234.5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0", "0"),
        ("99999999999999.9999", "99999999999999.9999"),
        ("19.989999999999998", "19.99"),
    ],
)
def test_money(cell, amount):
    assert read(point, cell) == [(Decimal(amount), False)]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("EUR 90,00", "90"),
        ("1 234,50 €", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1.234", "1234"),
        ("-1,5", "-1.5"),
        ("90", "90"),
    ],
)
def test_money_with_a_decimal_comma(cell, amount):
    assert read(comma, cell) == [(Decimal(amount), False)]


@pytest.mark.parametrize(
    "cell",
    ["12,50", "1e3", "1.5E+05", "1.2万", "abc", "12abc", "1.2.3", "--5", "100000000000000", "5 6", "٥", "("],
)
def test_unreadable_money_is_bad(cell):
    assert read(point, cell) == [(None, True)]


@pytest.mark.parametrize("cell", ["12.50", "1.23", "1,2,3"])
def test_the_other_separator_is_never_taken_for_a_decimal_one(cell):
    assert read(comma, cell) == [(None, True)]


@pytest.mark.parametrize("cell", ["", " ", "\t", "-", "--", "null", "无退款申请", None])
def test_empty_is_not_bad(cell):
    assert read(point, cell) == read(parse_quantity, cell) == [(None, False)]


@pytest.mark.parametrize(
    ("cell", "quantity", "whole"),
    [
        ("3", "3", True),
        ("3.0", "3", True),
        ("3.0000", "3", True),
        ("３", "3", True),
        ("3件", "3", True),
        ("3 pcs", "3", True),
        ("×3", "3", True),
        ("x3", "3", True),
        ("1,000", "1000", True),
        ("0", "0", True),
        ("-1", "-1", True),
        ("1.5", "1.5", False),
        ("0.125kg", "0.125", False),
    ],
)
def test_quantities(cell, quantity, whole):
    assert read(parse_quantity, cell) == [(Decimal(quantity), False)]
    frame = pl.DataFrame({"raw": [cell]}).select(is_whole(parse_quantity(pl.col("raw"))))
    assert frame.item() is whole


@pytest.mark.parametrize(
    "cell", ["1.0000001", "2.9999999999999996", "1e3", "three", "1/2", "3¥", "¥3", "3元"]
)
def test_unreadable_quantities_are_bad_and_nothing_is_rounded_to_whole(cell):
    assert read(parse_quantity, cell) == [(None, True)]


STYLES = {
    "plain": "{0}".format,
    "yuan": "{0}元".format,
    "sign": "¥{0}".format,
    "code": "EUR {0}".format,
    "dollar of a country": "AU ${0}".format,
    "suffix": "{0} €".format,
    "spaces": "\t {0}\u00a0".format,
    "guarded": "'{0}".format,
    "formula": '="{0}"'.format,
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
}


def render(amount, group, decimal):
    text = f"{amount:,}"
    return text.translate(str.maketrans({",": group, ".": decimal}))


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(-9_999_999, 9_999_999, places=2),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from([("", "."), (",", "."), (" ", "."), ("\u202f", ","), (".", ","), ("", ",")]),
)
@example(Decimal("-0.50"), "sign", (",", "."))
def test_money_comes_back_from_every_style(amount, style, separators):
    text = STYLES[style](render(amount, *separators))
    parse = point if separators[1] == "." else comma
    assert read(lambda cell: parse(unprotect(cell)), text) == [(amount, False)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.none() | st.text("0123456789.,-$¥元 e()'x件", max_size=8) | st.text(max_size=5), max_size=8)
)
@pytest.mark.parametrize("parse", [point, comma, parse_quantity])
def test_each_cell_is_read_by_itself_and_nothing_raises(parse, cells):
    assert read(parse, *cells) == [pair for cell in cells for pair in read(parse, cell)]


def test_types():
    frame = pl.DataFrame({"x": ["1"]}).select(a=parse_amount(pl.col("x")), q=parse_quantity(pl.col("x")))
    assert frame.schema == {"a": AMOUNT, "q": QUANTITY}


def test_sums_are_exact():
    frame = pl.DataFrame({"x": ["0.10"] * 30}).select(parse_amount(pl.col("x")).sum())
    assert frame.item() == Decimal(3)
