from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from fulfil.exports.typed import UNREAD
from fulfil.facts.due import Due
from fulfil.facts.spine import SPINE, SUBJECT, spine_of, with_orders, words_of
from fulfil.tables import Subject

NOTHING = pl.DataFrame(schema=UNREAD)


def _rows(**columns):
    height = len(columns["order_id"])
    place = {name: list(range(height)) for name in ("row", "record", "line", "offset", "length")}
    frame = pl.DataFrame({"file": [0] * height, **place, **columns})
    return frame.cast({name: SPINE[name] for name in ("file", *place)} | {"order_id": pl.String})


def test_it_has_its_columns_whatever_the_export_has():
    spine = spine_of(_rows(order_id=["A1"]), NOTHING)
    assert spine.schema == SPINE
    assert spine["shop"].to_list() == [None]


@pytest.mark.parametrize("written", ["", "-", "null", "无", None, " "])
def test_a_placeholder_is_no_order_id(written):
    assert spine_of(_rows(order_id=[written, "A1"]), NOTHING)["order_id"].to_list() == [None, "A1"]


def test_lines_are_told_apart_by_line_id_or_by_what_they_hold():
    by_id = spine_of(_rows(order_id=["A", "A", "B"], line_id=["1", "2", "1"], sku=["K", "K", "K"]), NOTHING)
    assert by_id["key"].n_unique() == 3
    by_sku = spine_of(_rows(order_id=["A", "A", "A"], sku=["K", "K", "L"]), NOTHING)
    assert by_sku["key"].n_unique() == 2


def test_a_payment_time_that_cannot_be_read_is_one():
    moment = pl.Series([None, None], dtype=pl.Datetime("us", "UTC"))
    rows = _rows(order_id=["A1", "A2"]).with_columns(paid_at=moment)
    unread = pl.DataFrame([(1, "paid_at", "昨天", "unreadable")], schema=UNREAD, orient="row")
    assert spine_of(rows, unread)["due"].to_list() == [Due.UNPAID, Due.DUE]


def _export(index=0, platform="jd", name="jd_orders", lines_of=None):
    return SimpleNamespace(
        index=index, profile=SimpleNamespace(platform=platform, name=name, lines_of=lines_of)
    )


def _spine(*lines):
    names = ("row", "file", "order_id", "shop")
    frame = pl.DataFrame(lines, schema={name: SPINE[name] for name in names}, orient="row")
    return frame.with_columns(subject=pl.lit(Subject.ORDERS.value, SUBJECT))


def test_lines_of_one_order_share_its_first_row():
    spine = _spine(
        (0, 0, "A", None), (1, 0, "B", None), (2, 0, "A", None), (3, 0, None, None), (4, 0, None, None)
    )
    assert with_orders(spine, [_export()])["order"].to_list() == [0, 1, 0, 3, 4]


def test_order_ids_repeat_across_shops_and_platforms():
    shops = _spine((0, 0, "A", "one"), (1, 0, "A", "two"), (2, 0, "A", "one"))
    assert with_orders(shops, [_export()])["order"].to_list() == [0, 1, 0]
    platforms = _spine((0, 0, "A", None), (1, 1, "A", None))
    assert with_orders(platforms, [_export(0, "jd"), _export(1, "pdd")])["order"].to_list() == [0, 1]
    assert with_orders(platforms, [_export(0, "jd"), _export(1, "jd")])["order"].to_list() == [0, 0]


def test_lines_of_a_detail_file_take_the_shop_of_their_order():
    exports = [_export(0, name="list"), _export(1, name="detail", lines_of="list")]
    spine = _spine((0, 0, "A", "one"), (1, 0, "B", "two"), (2, 1, "B", None), (3, 1, "C", None))
    found = with_orders(spine, exports)
    assert found["order"].to_list() == [0, 1, 1, 3]
    assert found["shop"].to_list() == ["one", "two", "two", None]


def test_words_that_nothing_explains_are_told_once_a_row():
    rows = _rows(order_id=["A1", "A2", "A3"]).with_columns(
        status=pl.Series(["strange", "待发货", None]),
        status_state=pl.Series(["unknown", "to_ship", None]),
        payment_status=pl.Series(["odd", "paid", "paid"]),
        payment_status_state=pl.Series(["unknown", "paid", "paid"]),
    )
    assert sorted(words_of(rows).rows()) == [(0, "status", "strange"), (2, "status", "")]
