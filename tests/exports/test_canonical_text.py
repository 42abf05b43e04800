from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.exports.export import Reading
from fulfil.exports.profile import load_profile
from fulfil.tables import Subject
from tests.fixtures.reading import read_export


def _read(tmp_path, header, *records):
    path = tmp_path / "x.csv"
    path.write_text("\n".join((header, *records)) + "\n", "utf-8")
    return read_export(path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('="0012345678901234567"', "0012345678901234567"),
        ('"=""0012"""', "0012"),
        ("'0012", "0012"),
        ("\t6917000000000000001", "6917000000000000001"),
        ("6917000000000000001\t", "6917000000000000001"),
        (" 0012 ", "0012"),
        ("Ａ００１", "A001"),
        ("#1001", "#1001"),
        ("0000", "0000"),
    ],
)
def test_ids_are_freed_and_keep_every_digit(tmp_path, written, read):
    assert _read(tmp_path, "order_id,sku", f"{written},x").column("order_id") == [read]


def test_tracking_numbers_and_phones(tmp_path):
    read = _read(tmp_path, "order_id,phone,tracking_number", "1,'13800001111,No:YT01", "2,'null,")
    assert read.column("tracking_number") == ["YT01", None]
    assert read.column("phone")[0] == "13800001111"


def test_an_empty_cell_is_null(tmp_path):
    read = _read(tmp_path, "order_id,city,street", '1,"",   ', "2,杭州市,文三路")
    assert read.column("city") == [None, "杭州市"]
    assert read.column("street") == [None, "文三路"]


def test_texts_keep_what_stands_inside(tmp_path):
    read = _read(tmp_path, "order_id,buyer_note", '1,"a  b\n[red]=cmd|x"')
    assert read.column("buyer_note") == ["a  b\n[red]=cmd|x"]


_TAOBAO = "订单编号,买家会员名,买家支付宝账号,宝贝总数量"


@pytest.mark.parametrize("empty", ["", "null", "-", "  "])
def test_the_first_column_that_holds_something_wins(tmp_path, empty):
    read = _read(
        tmp_path, f"{_TAOBAO},收货地址 ,修改后的收货地址", f"1,b,,1,甲地,{empty}", "2,b,,1,甲地,乙地"
    )
    assert read.column("address") == ["甲地", "乙地"]


def test_columns_are_joined_where_they_hold_something(tmp_path):
    header = "Order ID,Quantity,Address 1,Address 2"
    read = _read(tmp_path, header, "1,1,3 Test St,Apt 2", "2,1,3 Test St,", "3,1,,")
    assert read.column("street") == ["3 Test St Apt 2", "3 Test St", None]


def test_a_constant_of_the_profile_is_on_every_row():
    assert set(read_export("amazon/unshipped.txt").column("status")) == {"to_ship"}


def test_two_columns_of_one_name_must_agree(tmp_path):
    read = _read(
        tmp_path, f"{_TAOBAO},省,省", "1,b,,1,浙江省,浙江省", "2,b,,1,浙江省,江苏省", "3,b,,1, 江苏省,江苏省"
    )
    assert read.aside == [(3, "two_values")]
    assert read.column("order_id") == ["1", "3"]
    assert read.column("record") == [1, 3]


_WDT = "出库单编号,订单编号,原始子单号,货品成交总价"


@pytest.mark.parametrize(
    ("cell", "read"),
    [('"CK01\r\n02\n"', "CK0102"), ('"CK01 \n 02"', "CK0102"), ("CK 01", "CK 01"), ("", None)],
)
def test_line_breaks_inside_an_unbroken_cell_are_taken_out(tmp_path, cell, read):
    # A file with no slip at all has no shipments, so a second record always has one.
    found = _read(tmp_path, _WDT, f"{cell},JY1,1,1", "CK9,JY2,2,1").column("shipment_id", Subject.SHIPMENTS)
    assert found == [*([read] if read else []), "CK9"]


_PROFILE = """
name = "x"
platform = "x"
title = "x"
grain = "order"
[orders.columns]
order_id = "No"
quantity_to_ship = { difference = ["Ordered", "Shipped"] }
refund_amount = { unsigned = ["Refund"] }
quantity = { sum = ["Item {N} Qty"] }
[evidence]
grade = "C"
date = 2026-11-25
source = "a test"
"""


def _forced(tmp_path, *records):
    path = tmp_path / "x.csv"
    path.write_text("\n".join(("No,Ordered,Shipped,Refund,Item 1 Qty,Item 2 Qty", *records)) + "\n", "utf-8")
    return read_export(path, Reading(profile=load_profile(_PROFILE, "x.toml")))


def test_what_is_left_to_ship_is_never_less_than_nothing(tmp_path):
    read = _forced(tmp_path, "1,3,1,,,", "2,3.00,3.00,,,", "3,3,,,,", "4,,1,,,", "5,1,2,,,", "6,-,1,,,")
    assert read.column("quantity_to_ship") == [2, 0, 3, None, 0, None]
    assert read.unread == []


def test_a_number_that_cannot_be_read_is_told(tmp_path):
    assert [told[1:3] for told in _forced(tmp_path, "1,3,some,,,").unread] == [("quantity_to_ship", "some")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("-29.00", Decimal("29.00")),
        ("'-29.00", Decimal("29.00")),
        ("29.00", Decimal("29.00")),
        ("-$29.00", Decimal("29.00")),
        ("($29.00)", Decimal("29.00")),
        ("\u221229.00", Decimal("29.00")),
        ("0", Decimal(0)),
        ("-", None),
        ("", None),
    ],
)
def test_a_refund_written_as_a_negative_amount_is_a_refund(tmp_path, written, read):
    assert _forced(tmp_path, f"1,1,1,{written},,").column("refund_amount") == [read]


def test_numbered_columns_are_summed(tmp_path):
    assert _forced(tmp_path, "1,1,1,,2,3", "2,1,1,,2,", "3,1,1,,,").column("quantity") == [5, 2, None]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 2", "1 2"),
        ('"1, 2"', "1 2"),
        ("1   2\t3", "1 2 3"),
        ("１、２；3", "1 2 3"),
        ('="1"', "1"),
        (" ", None),
    ],
)
def test_several_ids_are_told_apart_by_one_space(tmp_path, written, read):
    assert _read(tmp_path, "order_id,sku,split_into", f"9,x,{written}").column("split_into") == [read]
