from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FILE = "shopify/orders_export.csv"


@pytest.fixture(scope="module")
def read():
    return read_export(FILE)


def test_recognised(read):
    assert read.kind == ("shopify_orders", "utf-8", ",", 1)
    assert (read.aside, read.unread, read.table.height) == ([], [], 11)


def test_lines_of_records_with_line_breaks_inside(read):
    assert read.column("line") == [2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]
    assert read.column("buyer_note")[0] == 'Leave at door,\nring "twice"'


def test_blank_cells_are_filled_within_the_order(read):
    assert read.column("recipient")[:2] == ["Alex Sample", "Alex Sample"]
    assert read.column("payment_status_state")[:2] == ["partly_refunded", "partly_refunded"]
    assert read.column("postcode")[:3] == ["02108", "02108", "75008"]
    # What the order's first record leaves empty stays empty: it belongs to no other order.
    assert read.column("buyer_note")[2] is None
    assert read.column("line_status_state")[:2] == ["shipped", "to_ship"]


def test_typed_values(read):
    assert read.column("order_id")[0] == "#1001"
    assert read.column("sku")[1] == "007"
    assert read.column("unit_price")[:2] == [Decimal("20.00"), Decimal("30.00")]
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 13, 5, 10, tzinfo=UTC)
    # The clocks of New York went back on that night.
    assert read.column("created_at")[3] == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert read.column("street")[:1] == ["1 Test St Apt 2"]


def test_due():
    assert due_reasons(fates_of(FILE)) == [
        *("already shipped", "due", "already shipped", "cancelled", "due", "due", "due", "unpaid"),
        *("due", "needs no shipping", "locked"),
    ]
    assert held(fates_of(FILE)) == {"#1005": "ADR006"}
