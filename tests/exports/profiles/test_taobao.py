from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.audit import Question
from fulfil.exports.export import Reading
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

LIST, DETAIL = "taobao/orders.csv", "taobao/order_detail.csv"


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
