from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.cells.plainness import plainness
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FILE = "jd/orders.csv"


@pytest.fixture(scope="module")
def read():
    return read_export(FILE)


def test_recognised(read):
    assert read.kind == ("jd_orders", "gb18030", ",", 1)
    assert (read.aside, read.unread, read.table.height) == ([], [], 12)


def test_what_the_buyer_paid_is_yingfu(read):
    assert read.feeds["order_paid"] == ["应付金额"]
    assert read.feeds["buyer_note"] == ["订单备注"]
    assert read.feeds["seller_note"] == ["商家备注"]
    assert read.column("order_paid")[:3] == [Decimal("89.00"), Decimal("118.00"), Decimal("118.00")]


def test_typed_values(read):
    assert read.column("order_id")[0] == "300100000001"
    assert read.column("sku")[7] == "0044"
    assert read.column("quantity")[7] == Decimal(2)
    assert read.column("paid_at")[0] == datetime(2026, 9, 14, 2, 0, 30, tzinfo=UTC)
    assert read.column("paid_at")[5] is None
    # A stray tab stands behind this title in the file.
    assert read.column("product_name")[4] == "样本杯刷"


def test_states(read):
    assert read.column("status_state") == [
        *("delivered", "deleted", "deleted", "shipped", "locked", "unpaid", "to_ship", "to_ship", "to_ship"),
        *("to_ship", "locked", "to_ship"),
    ]
    assert read.column("payment_method_state")[9] == "cod"


def test_a_split_order_s_parent_is_not_due_and_locked_ones_wait():
    assert due_reasons(fates_of(FILE)) == [
        *("already shipped", "deleted", "deleted", "already shipped", "locked", "unpaid"),
        *("due", "due", "due", "due", "locked", "due"),
    ]


def test_masked_phones_hold_nothing(read):
    assert set(read.table.select(plainness(read.table["phone"])).to_series()) == {"masked"}
    assert held(fates_of(FILE)) == {"300100000007": "ADR003", "300100000010": "ORD005"}
