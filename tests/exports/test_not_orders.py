from __future__ import annotations

import pytest

from fulfil.exports.not_orders import aside_reason
from fulfil.exports.profile import profiles
from tests.fixtures.reading import read_export

HEADER = "订单号,商品编码,数量,应付金额\n"
JD = next(p for p in profiles() if p.name == "jd_orders")


def _read(tmp_path, *records):
    path = tmp_path / "x.csv"
    path.write_text(HEADER + "".join(f"{record}\n" for record in records), "utf-8")
    return read_export(path)


@pytest.mark.parametrize(
    "record",
    [
        *("合计,,3,29.70", "总计：,,3,29.70", "小 计,,3,29.70", "Total,,3,29.70", "GRAND TOTAL:,,3,29.70"),
        *(",合计,3,29.70", ",,3,29.70"),
    ],
)
def test_totals_are_no_orders(tmp_path, record):
    read = _read(tmp_path, "1001,A-1,1,9.90", "1002,A-2,2,19.80", record)
    assert read.aside == [(4, "total")]
    assert read.column("order_id") == ["1001", "1002"]


@pytest.mark.parametrize("record", ["合计1001,A-1,1,9.90", "Totalitas,A-1,1,9.90", "1001,合计,1,9.90"])
def test_words_that_only_start_like_a_total_are_orders(tmp_path, record):
    assert _read(tmp_path, record).aside == []


def test_a_line_without_order_id_is_no_total_where_it_names_goods(tmp_path):
    read = _read(tmp_path, "1001,A-1,1,9.90", ",A-2,1,9.90")
    assert read.aside == []
    assert read.table.height == 2


def test_repeated_headers_are_no_orders(tmp_path):
    read = _read(tmp_path, "1001,A-1,1,9.90", HEADER.strip(), "1002,A-2,1,9.90", HEADER.strip())
    assert read.aside == [(3, "repeated_header"), (5, "repeated_header")]
    assert read.column("record") == [1, 3]


def test_a_record_with_one_header_word_is_an_order(tmp_path):
    assert _read(tmp_path, "订单号,A-1,1,9.90").aside == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3,record(s) downloaded,from Sep-14-26", "footer"),
        ("Seller ID : sample", "footer"),
        ("导出时间：2026-09-16", "footer"),
        ("合计,3", "total"),
        ("1003,A-3", "too_few_cells"),
    ],
)
def test_short_records_that_are_no_orders(text, told):
    assert aside_reason("too_few_cells", text, JD) == told


def test_other_unreadable_records_stay_unreadable():
    assert aside_reason("too_many_cells", "合计,1,2,3,4,5", JD) == "too_many_cells"
    assert aside_reason("undecodable", "合计", JD) == "undecodable"


def test_a_profile_may_know_a_footer_of_its_own():
    assert (
        aside_reason("too_few_cells", "== end ==", JD.model_copy(update={"footer": ("^== end",)})) == "footer"
    )


def test_fixtures_hold_them_all():
    assert read_export("generic/shop_system.csv").aside == [
        (1, "title"),
        (2, "title"),
        (3, "blank"),
        (8, "total"),
    ]
    assert [reason for _, reason in read_export("ebay/orders.csv").aside] == [
        *("blank", "blank", "blank", "footer", "footer")
    ]
    assert read_export("messy/bom_nul_dup_header.csv").aside[0] == (2, "repeated_header")
