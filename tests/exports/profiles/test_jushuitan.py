from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.audit import Question, checked
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, held, read_export

FILE, SALES, AFTERSALE = "jushuitan/orders.csv", "jushuitan/sales_detail.csv", "jushuitan/aftersale.csv"


@pytest.fixture(scope="module")
def read():
    return read_export(FILE)


def test_recognised_and_the_total_is_no_order(read):
    assert read.kind == ("jst_orders", "gb18030", ",", 1)
    assert (read.aside, read.unread, read.table.height) == ([(16, "total")], [], 14)


def test_formulas_around_ids_are_taken_off(read):
    assert read.column("order_id")[:3] == [
        *("3001000200030004001", "3001000200030004002", "3001000200030004002-1")
    ]
    assert read.column("erp_order_id")[0] == "1200001"
    assert read.column("tracking_number")[0] == "YT0000000000001"
    assert read.column("original_order_id")[2] == "3001000200030004002"


def test_an_order_made_by_hand_has_the_erp_s_number(read):
    assert read.column("order_id")[12] == "1200017"


def test_typed_values(read):
    assert read.feeds["order_paid"] == ["已付金额"]
    assert read.feeds["goods_amount"] == ["应付金额"]
    assert read.feeds["seller_note"] == ["订单备注"]
    assert read.column("line_paid")[2] == Decimal("29.50")
    assert read.column("sku")[2] == "0071"
    assert read.column("shipped_at")[0] == datetime(2026, 9, 15, 9, 20, tzinfo=UTC)


def test_due():
    assert due_reasons(fates_of(FILE)) == [
        *("already shipped", "already shipped", "already shipped", "already shipped", "cancelled"),
        *("due", "due", "due", "due", "locked", "replaced by other orders", "in review", "due", "cancelled"),
    ]
    assert held(fates_of(FILE)) == {"3001000200030004113": "ADR003"}


def test_records_that_repeat_are_told_and_not_held():
    with checked([str(FIXTURES / FILE)], Question(only_due=True)) as run:
        told = next(found for found in run.findings if found.rule.code == "DUP001")
        assert told.rows["row"].to_list() == [7]
    assert [r.fate for r in fates_of(FILE) if r.order_id.endswith("4112")] == ["ready", "ready"]


def test_ship_outs_are_parcels_and_identical_ones_stay(read):
    assert read.records == 15
    assert read.rows(Subject.SHIPMENTS, "order_id", "original_order_id", "tracking_number", "quantity") == [
        ("3001000200030004001", "3001000200030004001", "YT0000000000001", Decimal(1)),
        ("3001000200030004002", "3001000200030004002", "SF0000000000002", Decimal(1)),
        *[("3001000200030004002-1", "3001000200030004002", "YT0000000000003", Decimal(1))] * 2,
    ]
    assert read.column("erp_order_id", Subject.SHIPMENTS)[0] == "1200001"


_HEADER = "订单号,线上订单号,原始线上订单号,颜色及规格,状态,快递单号"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ('="9",="A-1",="A"', "A-1"),
        ('="9",,="A"', "A"),
        ('="9",-,null', "9"),
    ],
)
def test_the_original_number_stands_in_for_the_online_one(tmp_path, cells, order):
    path = tmp_path / "jst.csv"
    path.write_text(f"{_HEADER}\n{cells},x,已发货,YT1\n", "gb18030")
    read = read_export(path)
    assert read.column("order_id") == [order]
    assert read.column("order_id", Subject.SHIPMENTS) == [order]
    assert read.column("erp_order_id") == ["9"]


@pytest.fixture(scope="module")
def sales():
    return read_export(SALES)


def test_recognises_sales_details_and_their_total(sales):
    assert sales.kind == ("jst_sales_detail", "gb18030", ",", 1)
    assert (sales.aside, sales.unread, sales.records) == ([(12, "total")], [], 11)


def test_one_record_may_be_sold_shipped_and_returned(sales):
    assert {subject.value: table["line"].to_list() for subject, table in sales.tables.items()} == {
        # Line 11 is an after-sale only: nothing was sold or shipped by it.
        "orders": [2, 3, 4, 5, 6, 7, 8, 9, 10],
        "shipments": [2, 3, 4, 5, 7, 10],
        "returns": [5, 6, 7, 10, 11],
    }


def test_numbers_of_split_and_made_orders(sales):
    assert sales.rows(Subject.ORDERS, "order_id", "original_order_id", "erp_order_id")[1:3] == [
        ("3001000200030006002", "3001000200030006002", "1300002"),
        ("3001000200030006002-1", "3001000200030006002", "1300003"),
    ]
    # Without an online number: the ERP's own, or the original one.
    assert sales.column("order_id")[6:8] == ["1300007", "3001000200030006008"]


def test_typed_values_of_sales_details(sales):
    assert sales.column("sku")[3] == "0071"
    assert sales.column("quantity")[1] == Decimal(2)
    assert sales.column("quantity", Subject.SHIPMENTS)[1] == Decimal(1)
    assert sales.column("created_at")[0] == datetime(2026, 9, 14, 15, 58, 41, tzinfo=UTC)
    assert sales.column("delivered_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 17, 16, 0, tzinfo=UTC)
    assert sales.column("status_state") == [
        *("shipped", "shipped", "shipped", "shipped", "cancelled", "shipped", "to_ship", "locked", "shipped")
    ]


def test_returns_of_sales_details(sales):
    names = ("return_id", "order_id", "return_type_state", "quantity", "quantity_received", "refund_amount")
    assert sales.rows(Subject.RETURNS, *names)[:3] == [
        ("8800001", "3001000200030006004", "return_and_refund", Decimal(1), Decimal(1), Decimal("59.00")),
        ("8800002", "3001000200030006005", "refund_only", Decimal(1), Decimal(0), Decimal("59.00")),
        ("8800003", "3001000200030006006", "refused_delivery", Decimal(1), Decimal(0), Decimal("0.00")),
    ]
    assert sales.column("return_type_state", Subject.RETURNS)[3:] == ["exchange", "reship"]
    assert sales.column("received_at", Subject.RETURNS)[0] == datetime(2026, 9, 18, 16, 0, tzinfo=UTC)
    assert sales.column("original_tracking_number", Subject.RETURNS)[1] is None


def test_due_of_sales_details():
    assert due_reasons(fates_of(SALES)) == [
        *("already shipped", "already shipped", "already shipped", "already shipped", "cancelled"),
        *("already shipped", "due", "locked", "already shipped"),
    ]


def test_after_sale_list():
    read = read_export(AFTERSALE)
    assert read.kind == ("jst_aftersale", "gb18030", ",", 1)
    assert (read.aside, read.unread, read.records) == ([], [], 9)
    assert list(read.tables) == [Subject.RETURNS]
    assert read.unrecognised == []
    assert read.column("sku")[0] == "0071"
    assert read.column("order_id")[5] == "1300007"
    assert read.column("status_state") == [
        *(
            "refunded",
            "refunded",
            "sent_back",
            "approved",
            "approved",
            None,
            "requested",
            "rejected",
            "closed",
        )
    ]
    assert read.column("goods_status")[7:] == [None, None]


def test_two_lines_of_one_after_sale_stay_two():
    read = read_export(AFTERSALE)
    assert read.rows(Subject.RETURNS, "return_id", "line_id", "sku")[3:5] == [
        ("8800004", "3001000200030007009", "TS-WHT-L"),
        ("8800004", "3001000200030007010", "SH-BLU-41"),
    ]


_SHIP_OUTS = "线上订单号,原始线上订单号,颜色及规格,状态,发货日期,快递单号,商品编码,数量,是否赠品,订单类型"


def _orders(tmp_path, *records):
    path = tmp_path / "jst.csv"
    path.write_text("\n".join((_SHIP_OUTS, *records)) + "\n", "utf-8")
    return read_export(path)


def test_a_printed_waybill_is_no_parcel_before_the_goods_leave(tmp_path):
    read = _orders(
        tmp_path,
        "1,1,白,发货中,,YT1,K1,1,否,普通订单",
        "2,2,白,已发货,2026-09-15 10:00:00,YT2,K1,2,否,普通订单",
        "3,3,白,取消,,YT3,K1,1,否,普通订单",
        "4,4,白,取消,2026-09-15 11:00:00,YT4,K1,1,否,普通订单",
    )
    assert read.rows(Subject.SHIPMENTS, "order_id", "sku", "quantity") == [("2", "K1", 2), ("4", "K1", 1)]
    assert read.table.height == 4


def test_gifts_and_replacements_are_told(tmp_path):
    read = _orders(
        tmp_path,
        "1,1,白,已发货,2026-09-15 10:00:00,YT1,K1,1,否,普通订单",
        "1,1,白,已发货,2026-09-15 10:00:00,YT1,G1,1,是,普通订单",
        "2,2,白,已发货,2026-09-15 10:00:00,YT2,K1,1,,补发订单",
        "3,3,白,已发货,2026-09-15 10:00:00,YT3,K1,1,,换货订单",
        "4,4,白,已发货,2026-09-15 10:00:00,YT4,K1,1,,天猫分销",
    )
    for subject in (Subject.ORDERS, Subject.SHIPMENTS):
        assert read.column("gift_state", subject) == ["no", "yes", None, None, None]
        assert read.column("replacement_state", subject) == ["no", "no", "yes", "yes", None]


@pytest.mark.parametrize(
    ("gifts", "state"),
    [("", None), ("0", None), ("0.00", None), ("1", "yes"), ("2.0", "yes"), ("10", "yes")],
)
def test_sales_details_tell_of_kits_gifts_and_the_weight_of_the_parcel(tmp_path, gifts, state):
    header = (
        "内部订单号,售后登记日期,售后进仓单号,线上订单号,商品编码,组合装商品编码,销售数量,实发数量,赠品数量"
    )
    path = tmp_path / "sales.csv"
    record = f"13,,,3,PART-1,KIT-1,2,2,{gifts},YT1,2026-09-15,1.25,补发订单"
    path.write_text(f"{header},快递单号,发货日期,订单重量,订单类型\n{record}\n", "utf-8")
    read = read_export(path)
    columns = ("sku", "kit_sku", "quantity", "gift_state", "replacement_state")
    for subject in (Subject.ORDERS, Subject.SHIPMENTS):
        assert read.rows(subject, *columns) == [("PART-1", "KIT-1", 2, state, "yes")]
    assert read.column("weight_kg", Subject.SHIPMENTS) == [Decimal("1.25")]


def test_sales_details_without_a_shipping_date_ship_nothing(sales):
    shipped = sales.rows(Subject.SHIPMENTS, "order_id", "shipped_at")
    assert len(shipped) == 6
    assert all(moment is not None for _, moment in shipped)
