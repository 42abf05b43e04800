from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.fold import fold_header, fold_key


def fold(*cells):
    return pl.DataFrame({"k": cells}, schema={"k": pl.String}).select(fold_key(pl.col("k")))["k"].to_list()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("应付金额（元）", "应付金额(元)"),
        ("Order_ID", "order id"),
        ("order-id", "Order ID "),
        ("\ufeff订单编号", "订单编号"),
        ("收货地址 ", "收货地址"),
        ("联系电话\u3000", "联系电话"),
        ("ＳＫＵ", "sku"),
        ("Ship\u200bTo", "ShipTo"),
        ("Buyer\nname", "buyer name"),
        ("街道／镇", "街道/镇"),
    ],
)
def test_the_same_header(one, other):
    assert fold_header(one) == fold_header(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("应付金额", "应付金额(元)"), ("实付金额", "应付金额"), ("订单号", "订单编号"), ("Id", "I d")],
)
def test_headers_that_differ_stay_apart(one, other):
    assert fold_header(one) != fold_header(other)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_folding_a_header_twice_changes_nothing(text):
    assert fold_header(fold_header(text)) == fold_header(text)


def test_keys():
    assert fold("Ａ１００１", " A1001\t", "a1001", "３００１", "订单１", None) == [
        "A1001",
        "A1001",
        "a1001",
        "3001",
        "订单1",
        None,
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.text(max_size=12), max_size=6))
def test_each_key_is_folded_by_itself_and_once(cells):
    assert fold(*cells) == [value for cell in cells for value in fold(cell)]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=12))
def test_full_width_meets_ascii(text):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert fold(wide) == fold(text) == [text]
