from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.audit import Question
from fulfil.exports.export import Reading
from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

LIST, DETAIL = "taobao/orders.csv", "taobao/order_detail.csv"
SALES, REFUNDS, REFUNDS_2017 = "taobao/sales_detail.csv", "taobao/refunds.csv", "taobao/refunds_2017.csv"


@pytest.fixture(scope="module")
def sales():
    return read_export(SALES)


@pytest.fixture(scope="module")
def refunds():
    return read_export(REFUNDS)


@pytest.fixture(scope="module")
def orders():
    return read_export(LIST)


@pytest.fixture(scope="module")
def lines():
    return read_export(DETAIL)


def test_recognises_both_files(orders, lines):
    assert orders.kind == ("taobao_order_list", "gb18030", ",", 1)
    assert lines.kind == ("taobao_order_detail", "gb18030", ",", 1)
    assert (orders.aside, orders.unread, lines.aside, lines.unread) == ([], [], [], [])


def test_headers_with_a_space_at_the_end_are_mapped(orders):
    assert orders.feeds["paid_at"] == ["订单付款时间 "]
    assert orders.feeds["phone"] == ["联系手机", "联系电话 "]
    assert orders.feeds["tracking_number"] == ["物流单号 "]
    assert orders.feeds["product_name"] == ["宝贝标题 "]


def test_the_corrected_address_wins(orders):
    assert orders.feeds["address"] == ["修改后的收货地址", "收货地址 "]
    addresses = orders.column("address")
    assert addresses[4] == "四川省 成都市 锦江区 样本巷6号(610020)"
    assert addresses[0] == "浙江省 杭州市 余杭区 示例街道样本路1号2幢301室(311100)"


def test_protected_cells_are_freed(orders):
    assert orders.column("order_id")[0] == "3001000200030004001"
    assert orders.column("phone")[:2] == ["13800001111", "13800002222"]
    assert orders.column("tracking_number")[:3] == ["YT0000000000001", "SF0000000000002", None]


def test_moments_are_in_utc_and_money_is_exact(orders):
    assert orders.column("created_at")[0] == datetime(2026, 9, 14, 15, 58, 41, tzinfo=UTC)
    assert orders.column("paid_at")[3] is None
    assert orders.column("delivered_at")[1] == datetime(2026, 9, 18, 12, 0, 5, tzinfo=UTC)
    assert orders.column("order_paid")[:2] == [Decimal("59.00"), Decimal("183.00")]
    assert orders.column("quantity")[5] == Decimal(3)


def test_status_words_of_orders_and_lines(orders, lines):
    assert orders.column("status_state") == [
        *("shipped", "delivered", "closed", "unpaid", "to_ship", "to_ship", "to_ship"),
        *("unknown", "deposit", "to_ship"),
    ]
    assert lines.column("line_status_state")[:3] == ["shipped", "delivered", "closed"]
    assert "status" not in lines.feeds


def test_the_detail_file_keeps_leading_zeros_and_skips_the_word_null(lines):
    assert lines.column("sku")[2] == "0071"
    assert lines.column("unit_price")[2] == Decimal("29.50")
    assert lines.column("quantity")[2] == Decimal(2)


def test_due_of_the_order_list():
    assert due_reasons(fates_of(LIST)) == [
        *("already shipped", "already shipped", "closed", "unpaid", "due", "due", "due", "due"),
        *("deposit", "due"),
    ]


def test_an_order_held_in_the_list_holds_its_detail_lines():
    records = fates_of(LIST, DETAIL)
    assert held([r for r in records if r.file == 0]) == {
        "3001000200030004007": "ADR003",
        "3001000200030004009": "EXP005",
        "3001000200030004011": "CON001",
    }
    assert held([r for r in records if r.file == 1]) == {
        "3001000200030004007": "ADR003",
        "3001000200030004008": "ORD001",
        "3001000200030004009": "EXP005",
        "3001000200030004011": "CON001",
    }


def test_other_lines_of_a_partly_due_order_are_not_due():
    six = [r for r in fates_of(LIST, DETAIL) if r.order_id.endswith("4006")]
    assert [(r.file, r.due, r.fate) for r in six] == [
        (0, "due", "ready"),
        (1, "due", "ready"),
        (1, "closed", "not_due"),
    ]


def test_detail_lines_follow_an_order_that_is_not_due():
    ten = [r for r in fates_of(LIST, DETAIL) if r.order_id.endswith("4010")]
    assert [(r.file, r.due) for r in ten] == [(0, "deposit"), (1, "deposit")]


def test_details_alone_say_nowhere_to_go():
    records = fates_of(DETAIL)
    assert {r.rules for r in records if r.due == "due"} == {"ORD001"}


def test_the_order_of_the_files_does_not_matter():
    assert held(fates_of(LIST, DETAIL)) == held(fates_of(DETAIL, LIST))


def test_the_user_says_what_a_word_means():
    question = Question(only_due=True, reading=Reading(statuses={"待配货": "to_ship"}))
    assert "3001000200030004009" not in held(fates_of(LIST, question=question))


def test_parcels_of_the_order_list_are_the_orders_with_a_tracking_number(orders):
    assert orders.records == 10
    assert orders.rows(Subject.SHIPMENTS, "order_id", "carrier", "tracking_number") == [
        ("3001000200030004001", "圆通速递", "YT0000000000001"),
        ("3001000200030004002", "顺丰速运", "SF0000000000002"),
    ]
    assert orders.column("delivered_at", Subject.SHIPMENTS) == [
        None,
        datetime(2026, 9, 18, 12, 0, 5, tzinfo=UTC),
    ]
    # The order's total is no parcel's quantity.
    assert "quantity" not in orders.feeds_of[Subject.SHIPMENTS]


def test_the_detail_file_tells_of_orders_only(lines):
    assert (list(lines.tables), lines.records) == ([Subject.ORDERS], 14)


def test_recognises_sales_details(sales):
    assert sales.kind == ("qianniu_sales_detail", "gb18030", ",", 1)
    assert (sales.aside, sales.unread, sales.records) == ([], [], 9)
    assert sales.table.height == 9


def test_sub_orders_are_lines_with_a_status_of_their_own(sales):
    assert "status" not in sales.feeds
    two = sales.rows(Subject.ORDERS, "order_id", "line_id", "line_status_state")[1:3]
    assert two == [
        ("3001000200030005002", "3001000200030005003", "shipped"),
        ("3001000200030005002", "3001000200030005004", "closed"),
    ]
    assert sales.column("line_status_state") == [
        *("delivered", "shipped", "closed", "unpaid", "to_ship", "to_ship", "deposit", "deposit", "shipped")
    ]


def test_no_refund_asked_for_is_no_amount(sales):
    assert sales.column("refund_amount") == [
        *(None, None, Decimal("59.00"), None, Decimal("59.00"), None, None, None, Decimal("20.00"))
    ]
    assert sales.column("aftersale_status_state") == [
        *("none", "none", "refunded", "none", "open", "none", "none", "none", "open")
    ]


def test_typed_values_of_sales_details(sales):
    assert sales.column("sku")[2] == "0071"
    # A service stands among the goods; its code is the word null.
    assert (sales.column("product_name")[7], sales.column("sku")[7]) == ("送货入户", "5000000000099")
    assert sales.column("created_at")[0] == datetime(2026, 9, 10, 15, 58, 41, tzinfo=UTC)
    assert sales.column("created_at")[5] == datetime(2026, 9, 15, 4, 0, tzinfo=UTC)
    assert sales.column("paid_at")[5] == datetime(2026, 9, 15, 4, 0, 30, tzinfo=UTC)
    # Nothing, a dash and the word null.
    assert sales.column("paid_at")[3::3] == [None, None]
    assert sales.column("paid_at")[7] is None
    assert sales.column("seller_note")[5] == "赠品一份"


def test_lines_with_a_tracking_number_are_shipped(sales):
    assert sales.rows(Subject.SHIPMENTS, "line_id", "quantity", "tracking_number", "carrier") == [
        ("3001000200030005001", Decimal(1), "YT0000000005001", "圆通速递"),
        ("3001000200030005003", Decimal(1), "SF0000000005003", "顺丰速运"),
        ("3001000200030005011", Decimal(1), "YT0000000005011", "圆通速递"),
    ]
    # A date alone is the start of its day.
    assert sales.column("shipped_at", Subject.SHIPMENTS)[2] == datetime(2026, 9, 15, 16, 0, tzinfo=UTC)


def test_due_of_sales_details():
    records = fates_of(SALES)
    assert due_reasons(records) == [
        *("already shipped", "already shipped", "closed", "unpaid", "due", "due", "deposit", "deposit"),
        "already shipped",
    ]
    assert held(records)["3001000200030005006"] == "RFD008"


@pytest.mark.parametrize(("file", "records"), [(REFUNDS, 8), (REFUNDS_2017, 3)])
def test_recognises_refunds(file, records):
    read = read_export(file)
    assert read.kind == ("taobao_refund", "gb18030", ",", 1)
    assert list(read.tables) == [Subject.RETURNS]
    assert (read.aside, read.unread, read.records, read.table.height) == ([], [], records, records)


def test_a_refund_has_five_times(refunds):
    names = ("requested_at", "deadline_at", "sent_back_at", "refunded_at", "closed_at")
    assert {name: refunds.feeds[name] for name in names} == {
        "requested_at": ["退款的申请时间"],
        "deadline_at": ["超时时间"],
        "sent_back_at": ["买家退货时间"],
        "refunded_at": ["退款完结时间"],
        "closed_at": ["完结时间"],
    }
    assert refunds.rows(Subject.RETURNS, *names)[0] == (
        datetime(2026, 9, 16, 4, 0, tzinfo=UTC),
        datetime(2026, 9, 26, 4, 0, tzinfo=UTC),
        datetime(2026, 9, 17, 1, 0, tzinfo=UTC),
        datetime(2026, 9, 21, 3, 0, tzinfo=UTC),
        datetime(2026, 9, 21, 3, 0, tzinfo=UTC),
    )
    # Closed without a refund.
    assert refunds.rows(Subject.RETURNS, "refunded_at", "closed_at")[6] == (
        None,
        datetime(2026, 9, 12, 2, 0, tzinfo=UTC),
    )


def test_states_and_types_of_refunds(refunds):
    assert refunds.column("status_state") == [
        *("refunded", "refunded", "requested", "approved", "sent_back", "rejected", "closed", "refunded")
    ]
    assert refunds.column("return_type_state") == [
        *("return_and_refund", "refund_only", "refund_only", "return_and_refund", "return_and_refund"),
        *("refund_only", "refund_only", "refund_only"),
    ]


def test_part_and_whole_during_and_after_the_sale_are_told_by_amounts_and_times(refunds):
    assert refunds.column("refund_amount")[2] == Decimal("20.00")
    assert {"部分退款/全部退款", "售中或售后"} <= set(refunds.unrecognised)
    # Two refunds of one order, the second after the sale and of a part.
    assert refunds.rows(Subject.RETURNS, "return_id", "sku", "refund_amount")[::7] == [
        ("9001000200030004002", "0071", Decimal("59.00")),
        ("9001000200030004025", "SH-BLU-41", Decimal("18.00")),
    ]


def test_texts_of_refunds(refunds):
    assert refunds.column("comment")[2] == "外包装破损,\n要求补偿"
    assert refunds.column("sku")[4] is None
    assert refunds.column("return_tracking_number")[4] == "ZT0000000000092"


def test_the_layout_of_2017_has_another_header_for_codes():
    read = read_export(REFUNDS_2017)
    assert read.feeds["sku"] == ["商家编码"]
    assert read.column("sku") == ["0071", "TS-WHT-L", "TS-WHT-L"]
    assert read.column("requested_at")[0] == datetime(2017, 9, 16, 4, 0, tzinfo=UTC)


def test_a_reason_for_closing_names_a_side_or_nobody(orders):
    assert set(orders.column("cancelled_by")) >= {"订单未关闭", "退款"}
    assert set(orders.column("cancelled_by_state")) == {None}
