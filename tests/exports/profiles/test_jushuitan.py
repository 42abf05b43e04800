from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.audit import Question, checked
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, held, read_export

FILE = "jushuitan/orders.csv"


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
