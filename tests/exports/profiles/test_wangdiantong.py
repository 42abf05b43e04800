from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, read_export

FILE = "wangdiantong/stockout_detail.csv"


@pytest.fixture(scope="module")
def read():
    return read_export(FILE)


def test_recognised(read):
    assert read.kind == ("wdt_stockout_detail", "gb18030", ",", 1)
    assert list(read.tables) == [Subject.ORDERS, Subject.SHIPMENTS]
    assert (read.aside, read.unread, read.records) == ([], [], 8)
    assert [table.height for table in read.tables.values()] == [8, 8]


def test_line_breaks_inside_slip_numbers_are_taken_out(read):
    assert read.column("shipment_id", Subject.SHIPMENTS)[:3] == [
        *("CK2026091500001", "CK2026091500002", "CK2026091500002")
    ]
    assert read.column("line", Subject.SHIPMENTS)[:4] == [2, 3, 6, 9]


def test_the_platform_s_order_and_not_the_erp_s(read):
    assert read.rows(Subject.SHIPMENTS, "order_id", "erp_order_id", "line_id")[:5] == [
        ("3001000200030008001", "JY202609150001", "3001000200030008001"),
        # Two orders in one parcel: each line has its own.
        ("3001000200030008002", "JY202609150002", "3001000200030008102"),
        ("3001000200030008003", "JY202609150002", "3001000200030008103"),
        ("3001000200030008004", "JY202609150004", "3001000200030008004"),
        # Made by hand.
        ("JY202609150005", "JY202609150005", None),
    ]


def test_serial_numbers_and_texts_are_times(read):
    assert read.column("created_at")[:2] == [
        datetime(2026, 9, 14, 15, 58, 41, tzinfo=UTC),
        datetime(2026, 9, 15, 0, 0, tzinfo=UTC),
    ]
    assert read.column("shipped_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 15, 9, 20, tzinfo=UTC)
    assert read.column("shipped_at", Subject.SHIPMENTS)[4] == datetime(2026, 9, 15, 11, 0, tzinfo=UTC)


def test_any_time_is_no_time(read):
    assert read.column("shipped_at")[3] is None
    assert read.column("shipped_at", Subject.SHIPMENTS)[5] is None
    assert read.column("paid_at")[4] is None


def test_a_header_with_a_space_at_the_end_shifts_nothing(read):
    assert "子单应收金额 " in read.unrecognised
    assert read.column("buyer_id")[0] == "示例买家"
    assert read.column("address")[0] == "浙江省 杭州市 余杭区 示例路1号"


def test_typed_values(read):
    assert read.column("sku", Subject.SHIPMENTS)[1] == "0071"
    assert read.column("quantity", Subject.SHIPMENTS)[1] == Decimal(2)
    assert read.column("line_paid")[1] == Decimal("118.0000")


def test_a_finished_slip_is_shipped_and_no_more(read):
    assert read.column("delivery_status_state", Subject.SHIPMENTS) == [
        *("shipped", "shipped", "shipped", "not_shipped", "delivered", "cancelled", "shipped", "shipped")
    ]
    assert read.column("line_status_state")[:6] == [
        *("shipped", "shipped", "shipped", "to_ship", "delivered", "cancelled")
    ]
    assert due_reasons(fates_of(FILE))[3:6] == ["due", "already shipped", "cancelled"]


def test_one_line_in_two_parcels(read):
    two = read.rows(Subject.SHIPMENTS, "order_id", "shipment_id", "tracking_number")[6:]
    assert two == [
        ("3001000200030008007", "CK2026091500007", "YT0000000008007"),
        ("3001000200030008007", "CK2026091500008", "YT0000000008008"),
    ]


def test_without_tracking_numbers_there_are_parcels_all_the_same(tmp_path):
    path = tmp_path / "wdt.csv"
    path.write_text("出库单编号,订单编号,原始子单号,货品成交总价\nCK1,JY1,1,9\n,JY2,2,9\n", "gb18030")
    found = read_export(path)
    assert found.column("shipment_id", Subject.SHIPMENTS) == ["CK1"]
    assert found.column("order_id") == ["JY1", "JY2"]


def test_kits_gifts_and_replacements(tmp_path):
    path = tmp_path / "wdt.csv"
    header = (
        "出库单编号,原始子单号,货品成交总价,子单原始单号,订单类别,商家编码,货品数量,来源组合装编码,赠品方式"
    )
    records = (
        "CK1,1,9,A,网店销售,PART-1,2,KIT-1,非赠品",
        "CK1,2,0,A,网店销售,G-1,1,,自动赠送",
        "CK2,3,0,B,订单补发,PART-1,1,,",
        "CK3,4,0,C,售后换货,PART-1,1,,手工赠送",
        "CK4,5,0,D,自定义类型,PART-1,1,,",
    )
    path.write_text("\n".join((header, *records)) + "\n", "gb18030")
    read = read_export(path)
    for subject in (Subject.ORDERS, Subject.SHIPMENTS):
        assert read.column("kit_sku", subject) == ["KIT-1", None, None, None, None]
        assert read.column("gift_state", subject) == ["no", "yes", None, "yes", None]
        assert read.column("replacement_state", subject) == ["no", "no", "yes", "yes", None]


def test_a_merged_slip_without_the_line_s_order_keeps_the_whole_list(tmp_path):
    # Which of the orders the line belongs to is not in the file, and is never guessed.
    path = tmp_path / "wdt.csv"
    path.write_text('出库单编号,原始单号,原始子单号,货品成交总价\nCK1,"A,B",1,9\n', "gb18030")
    assert read_export(path).column("order_id", Subject.SHIPMENTS) == ["A,B"]
