from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.lock.columns import compare_columns
from fulfil.lock.lock import Feed, MappedColumn

NAMES = {"order_id": "单号", "county": "地区", "street": "门牌", "recipient": "收件"}
FEED = Feed(
    name="orders",
    profile="generic",
    columns=("单号", "x1", "地区", "门牌", "收件", "x2"),
    mapped={f"orders.{name}": MappedColumn(headers=(header,)) for name, header in NAMES.items()},
)


def told(*header, feed=FEED):
    lost, new = compare_columns(feed, header)
    return [(gone.header, gone.field, gone.now, gone.why) for gone in lost], new


@given(st.permutations([*FEED.columns, "", "fulfil_rules"]))
def test_another_order_blank_headers_and_our_own_columns_are_nothing(header):
    assert compare_columns(FEED, header) == ([], [])


def test_another_width_or_case_is_nothing():
    feed = Feed(name="x", profile="generic", columns=("Order ID", "Ａ"))
    assert compare_columns(feed, (" order_id", "a")) == ([], [])


def test_what_fed_nothing_may_go():
    assert told("单号", "地区", "门牌", "收件") == ([], [])


@pytest.mark.parametrize(
    ("header", "now", "why"),
    [
        ("单号 x1 区县 门牌 收件 x2", "区县", "both mean the same"),
        ("地区名 单号 x1 门牌 收件 x2", "地区名", "it is spelt alike"),
        ("单号 x1 qqq 门牌 收件 x2", "qqq", "it stands in its place"),
        ("qqq 单号 x1 门牌 收件 x2", None, ""),
    ],
)
def test_a_renamed_column_is_told_with_its_likely_name(header, now, why):
    lost, new = told(*header.split())
    assert lost == [("地区", "county", now, why)]
    assert new == ([] if now else ["qqq"])


def test_two_that_were_renamed_side_by_side_keep_their_places():
    lost, new = told("单号", "x1", "qqq", "www", "收件", "x2")
    assert [gone[2] for gone in lost] == ["qqq", "www"]
    assert new == []


def test_one_new_column_stands_for_one_lost_only():
    lost, new = told("单号", "x1", "区县", "收件", "x2")
    assert [gone[:3] for gone in lost] == [("地区", "county", "区县"), ("门牌", "street", None)]
    assert new == []


def test_the_last_column_of_all_and_new_ones():
    lost, new = told("单号", "x1", "地区", "门牌", "收件", "x2", "新", "更新")
    assert (lost, new) == ([], ["新", "更新"])


def test_a_header_that_fed_several_columns_is_told_once():
    feed = Feed(
        name="x",
        profile="generic",
        columns=("A", "B"),
        mapped={
            "orders.order_id": MappedColumn(headers=("A",)),
            "shipment_lines.order_id": MappedColumn(headers=("A",)),
            "orders.erp_order_id": MappedColumn(headers=("A",)),
        },
    )
    assert told("B", feed=feed)[0] == [("A", "order_id, erp_order_id", None, "")]


def test_of_columns_that_only_some_files_have_one_must_be_there():
    feed = Feed(
        name="x",
        profile="generic",
        columns=("A",),
        sometimes=("B1", "B2", "C"),
        mapped={
            "orders.order_id": MappedColumn(headers=("A",)),
            "orders.county": MappedColumn(headers=("B1", "B2")),
            "orders.street": MappedColumn(headers=("C",), optional=True),
        },
    )
    assert told("A", "B2", feed=feed) == ([], [])
    assert told("A", feed=feed)[0] == [("B1 / B2", "county", None, "")]


def test_thousands_of_new_columns_are_no_burden():
    new = [f"column number {n}" for n in range(5000)]
    lost, told_new = told("单号", "x1", "门牌", "收件", "x2", *new)
    assert lost == [("地区", "county", None, "")]
    assert told_new == new
