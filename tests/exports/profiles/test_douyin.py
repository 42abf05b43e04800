from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.cells.plainness import plainness
from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FIRST, NEWER = "douyin/orders.csv", "douyin/orders_2026.csv"
AFTERSALE = "douyin/aftersale.csv"


def test_tells_the_layouts_apart():
    assert read_export(FIRST).kind == ("douyin_orders", "utf-8", ",", 1)
    assert read_export(NEWER).kind == ("douyin_orders_v2", "utf-8", ",", 1)


@pytest.mark.parametrize("file", [FIRST, NEWER])
def test_tabs_before_ids_are_taken_off_and_nineteen_digits_stay(file):
    read = read_export(file)
    assert read.unread == []
    assert all(len(str(cell)) == 19 and str(cell).isdigit() for cell in read.column("order_id"))
    assert all(len(str(cell)) == 19 for cell in read.column("line_id"))


def test_typed_values():
    read = read_export(NEWER)
    assert read.column("order_id")[0] == "6917000000000000001"
    assert read.column("sku")[3] == "0012"
    assert read.column("line_paid")[1] == Decimal("258.00")
    assert read.column("quantity")[1] == Decimal(2)
    assert read.column("paid_at")[0] == datetime(2026, 9, 14, 12, 10, 20, tzinfo=UTC)
    assert read_export(FIRST).column("unit_price")[0] == Decimal("129.00")


def test_a_dash_is_nothing():
    read = read_export(NEWER)
    assert read.column("delivered_at")[0] is None
    assert read.column("aftersale_status_state")[0] is None


def test_the_status_is_the_line_s():
    read = read_export(NEWER)
    assert "status" not in read.feeds
    assert read.column("line_status_state")[:4] == ["shipped", "delivered", "closed", "closed"]
    assert read.column("aftersale_status_state")[8] == "open"


def test_due():
    assert due_reasons(fates_of(FIRST)) == [
        *("due", "due", "closed", "due", "due", "due", "unpaid", "pre-sale, to ship later")
    ]
    assert due_reasons(fates_of(NEWER)) == [
        *("already shipped", "already shipped", "closed", "closed"),
        *("due", "due", "closed", "due", "due", "due", "unpaid"),
    ]


def test_encrypted_data_holds_nothing_and_the_county_is_judged_all_the_same():
    table = read_export(FIRST).table
    for name in ("recipient", "phone", "street"):
        assert table.select(plainness(table[name])).to_series()[0] == "encrypted"
    assert held(fates_of(FIRST)) == {"6917000000000000034": "ADR003", "6917000000000000035": "RFD008"}
    assert held(fates_of(NEWER)) == {"6917000000000000014": "ADR003", "6917000000000000015": "RFD008"}


def test_the_newer_layout_tells_of_parcels_and_the_first_does_not():
    assert list(read_export(FIRST).tables) == [Subject.ORDERS]
    read = read_export(NEWER)
    assert read.records == 11
    assert read.rows(Subject.SHIPMENTS, "line_id", "quantity", "carrier", "tracking_number") == [
        ("6917000000000000001", Decimal(1), "顺丰速运", "SF1000000000001"),
        ("6917000000000000002", Decimal(2), "圆通速递", "YT1000000000002"),
    ]
    assert read.column("warehouse", Subject.SHIPMENTS) == ["默认仓", "默认仓"]
    assert read.column("shipped_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 15, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "number", "carrier"),
    [
        ("SF123-顺丰速运", "SF123", "顺丰速运"),
        ("\tSF123-EMS", "SF123", "EMS"),
        ("JDVA123-1-1-京东快递", "JDVA123-1-1", "京东快递"),
        ("JDVA123-1-1", "JDVA123-1-1", None),
        ("SF123", "SF123", None),
        ("SF123-", "SF123", None),
        ("-", None, None),
        ("", None, None),
    ],
)
def test_a_number_and_its_carrier_stand_in_one_cell(tmp_path, cell, number, carrier):
    path = tmp_path / "douyin.csv"
    path.write_text(f"主订单编号,子订单编号,快递信息,商品金额\n1,1,{cell},9\n", "utf-8-sig")
    read = read_export(path)
    assert read.rows(Subject.ORDERS, "tracking_number", "carrier") == [(number, carrier)]
    shipped = read.rows(Subject.SHIPMENTS, "tracking_number", "carrier")
    assert shipped == ([(number, carrier)] if number else [])


@pytest.fixture(scope="module")
def aftersale():
    return read_export(AFTERSALE)


def test_recognises_after_sales(aftersale):
    assert aftersale.kind == ("douyin_aftersale", "utf-8", ",", 1)
    assert list(aftersale.tables) == [Subject.RETURNS]
    assert (aftersale.aside, aftersale.unread, aftersale.records) == ([], [], 10)
    assert aftersale.feeds["refund_amount"] == ["退商品金额（元）", "退运费金额（元）"]


def test_ids_of_after_sales(aftersale):
    assert aftersale.rows(Subject.RETURNS, "return_id", "order_id", "line_id", "sku")[1] == (
        *("147000000000000002", "6917000000000000004", "6917000000000000004", "0012"),
    )
    assert aftersale.rows(
        Subject.RETURNS, "return_tracking_number", "original_tracking_number", "exchange_tracking_number"
    )[:6:5] == [("ZT1000000000091", "YT1000000000002", None), (None, None, "SF1000000000093")]


def test_types_and_states_of_after_sales(aftersale):
    assert aftersale.rows(Subject.RETURNS, "return_type_state", "status_state") == [
        ("return_and_refund", "completed"),
        ("refund_before_shipment", "completed"),
        ("return_and_refund", "approved"),
        ("refund_only", "requested"),
        ("exchange", "sent_back"),
        ("exchange", "replaced"),
        ("price_protection", "completed"),
        ("reship", "received"),
        ("refund_only", "rejected"),
        ("return_and_refund", "closed"),
    ]


def test_goods_and_freight_are_paid_back(aftersale):
    assert aftersale.column("refund_amount")[:3] == [Decimal(137), Decimal(199), Decimal(129)]
    assert aftersale.column("refund_amount")[6] == Decimal("15.5")


def test_moments_of_after_sales(aftersale):
    names = ("requested_at", "approved_at", "sent_back_at", "refunded_at", "buyer_credited_at", "closed_at")
    assert aftersale.rows(Subject.RETURNS, *names)[0] == (
        datetime(2026, 9, 11, 0, 0, tzinfo=UTC),
        datetime(2026, 9, 11, 1, 0, tzinfo=UTC),
        datetime(2026, 9, 11, 10, 0, tzinfo=UTC),
        datetime(2026, 9, 14, 2, 0, tzinfo=UTC),
        datetime(2026, 9, 14, 2, 5, tzinfo=UTC),
        datetime(2026, 9, 14, 2, 0, tzinfo=UTC),
    )
    # A dash is no time; a failed case has the time it was closed.
    assert aftersale.column("sent_back_at")[1] is None
    assert aftersale.column("closed_at")[9] == datetime(2026, 9, 16, 4, 0, tzinfo=UTC)
    assert aftersale.column("deadline_at")[2] == datetime(2026, 9, 23, 2, 0, tzinfo=UTC)
    assert aftersale.column("liable_party")[8] is None


def test_a_reason_of_the_buyer_s_says_who_cancelled():
    read = read_export("douyin/orders_2026.csv")
    words = dict(zip(read.column("cancelled_by"), read.column("cancelled_by_state"), strict=True))
    assert words["多拍/错拍/不想要"] == "buyer"
    # A gift goes with its article, whoever gave that back.
    assert words["主品订单售后完成"] is None
    assert read.unread == []
