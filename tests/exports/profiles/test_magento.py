from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, read_export

ORDERS, PARCELS, REFUNDS = "magento/orders.csv", "magento/shipments.csv", "magento/creditmemos.csv"


@pytest.mark.parametrize(
    ("file", "kind", "records", "subject"),
    [
        (ORDERS, "magento_orders", 9, Subject.ORDERS),
        (PARCELS, "magento_shipments", 6, Subject.SHIPMENTS),
        ("magento/shipments_label.csv", "magento_shipments", 2, Subject.SHIPMENTS),
        (REFUNDS, "magento_creditmemos", 6, Subject.RETURNS),
    ],
)
def test_recognised(file, kind, records, subject):
    read = read_export(file)
    assert read.kind == (kind, "utf-8", ",", 1)
    assert (read.records, read.aside, read.unread) == (records, [], [])
    assert list(read.tables) == [subject]


def test_numbers_keep_leading_zeros_and_suffixes():
    assert read_export(ORDERS).column("order_id")[:3] == ["000000123", "000000124", "000000124-1"]
    assert read_export(PARCELS).rows(Subject.SHIPMENTS, "shipment_id", "order_id")[3] == (
        "000000091",
        "000000124-1",
    )
    assert read_export(REFUNDS).rows(Subject.RETURNS, "refund_id", "order_id")[0] == (
        "000000012",
        "000000124-1",
    )


def test_line_breaks_in_the_purchase_point():
    read = read_export(ORDERS)
    assert read.column("shop")[0] == "Main Website\nMain Website Store\nDefault Store View"
    assert read.column("line")[:3] == [2, 5, 8]


def test_times_in_both_spellings():
    assert read_export(ORDERS).column("created_at")[:4] == [
        datetime(2026, 9, 14, 13, 5, 10, tzinfo=UTC),
        datetime(2026, 9, 15, 9, 5, 10, tzinfo=UTC),
        datetime(2026, 9, 15, 12, 30, tzinfo=UTC),
        datetime(2026, 9, 16, 0, 5, 10, tzinfo=UTC),
    ]


def test_money_with_four_places():
    read = read_export(ORDERS)
    assert read.column("order_paid")[:4] == [
        Decimal(59),
        Decimal(100),
        Decimal(90),
        Decimal("1234.5"),
    ]
    assert read.column("refund_amount")[:3] == [Decimal(15), None, Decimal(90)]
    assert "quantity" not in read.feeds


def test_states_and_due():
    assert read_export(ORDERS).column("status_state") == [
        *("shipped", "cancelled", "refunded", "to_ship", "unpaid", "locked", "in_review", "unpaid"),
        "in_review",
    ]
    assert due_reasons(fates_of(ORDERS)) == [
        *("already shipped", "cancelled", "refunded", "due", "unpaid", "locked", "in review"),
        # Cash on delivery is paid at the door.
        *("due", "in review"),
    ]


def test_shipments_have_a_total_and_no_lines():
    read = read_export(PARCELS)
    assert read.rows(Subject.SHIPMENTS, "order_id", "quantity", "shipped_at") == [
        ("000000123", 1, datetime(2026, 9, 15, 14, 0, 1, tzinfo=UTC)),
        ("000000124", 2, datetime(2026, 9, 16, 8, tzinfo=UTC)),
        ("000000124", 1, datetime(2026, 9, 17, 8, tzinfo=UTC)),
        ("000000124-1", 1, datetime(2026, 9, 18, tzinfo=UTC)),
        ("000000125", None, None),
        ("000000125", 10, datetime(2026, 9, 19, 12, tzinfo=UTC)),
    ]
    assert not {"sku", "tracking_number"} & set(read.feeds)


def test_the_number_column_of_shipments_may_lack_its_sign():
    read = read_export("magento/shipments_label.csv")
    assert read.feeds["shipment_id"] == ["Shipment"]
    assert read.column("shipment_id") == ["000000088", "000000089"]


def test_credit_memos_are_refunds():
    columns = ("return_id", "order_id", "refund_amount", "status_state")
    assert read_export(REFUNDS).rows(Subject.RETURNS, *columns) == [
        ("000000012", "000000124-1", Decimal(90), "refunded"),
        # One order, two refunds.
        ("000000013", "000000123", Decimal(10), "refunded"),
        ("000000014", "000000123", Decimal(1005), "refunded"),
        ("000000015", "000000125", Decimal(5), "requested"),
        ("000000016", "000000126", Decimal(5), "withdrawn"),
        ("000000017", "000000127", None, "refunded"),
    ]
    assert read_export(REFUNDS).column("refunded_at")[2] == datetime(2026, 9, 22, 22, tzinfo=UTC)


def test_a_memo_that_paid_nothing_has_no_time_of_a_refund():
    told = read_export(REFUNDS).rows(Subject.RETURNS, "status_state", "refunded_at")
    assert [status for status, moment in told if moment is None] == ["requested", "withdrawn"]


def test_without_a_status_every_memo_is_a_refund(tmp_path):
    path = tmp_path / "memos.csv"
    path.write_text(
        'Credit Memo #,Created,Order #,Bill-to Name,Refunded\n1,"Sep 20, 2026 10:00:00 AM",2,Gil,$9\n',
        "utf-8",
    )
    assert read_export(path).column("refunded_at") == [datetime(2026, 9, 20, 10, tzinfo=UTC)]
