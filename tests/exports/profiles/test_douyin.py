from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.cells.plainness import plainness
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FIRST, NEWER = "douyin/orders.csv", "douyin/orders_2026.csv"


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
