from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

ADVANCED, QUANTITY = "woocommerce/orders.csv", "woocommerce/orders_quantity.csv"
WEBTOFFEE, PARCELS = "woocommerce/webtoffee_orders.csv", "woocommerce/ast_shipments.csv"
ANALYTICS, ANALYTICS_DE = "woocommerce/analytics_orders.csv", "woocommerce/analytics_orders_de.csv"
PROFILES = {profile.name: profile for profile in profiles()}


@pytest.mark.parametrize(
    ("file", "kind", "records"),
    [
        (ADVANCED, "woo_advanced", 10),
        (QUANTITY, "woo_advanced", 3),
        (WEBTOFFEE, "woo_webtoffee", 8),
        (ANALYTICS, "woo_analytics", 6),
        (ANALYTICS_DE, "woo_analytics", 6),
        (PARCELS, "woo_ast_shipments", 7),
    ],
)
def test_recognised(file, kind, records):
    read = read_export(file)
    assert read.kind == (kind, "utf-8", ",", 1)
    assert (read.records, read.aside, read.unread) == (records, [], [])


def test_the_guard_before_signs_is_taken_off():
    read = read_export(ADVANCED)
    assert read.column("phone")[0] == "+4930000001"
    assert read.column("buyer_note")[2] == "=please call first"
    # A refund is a refund, whatever its sign.
    assert read.column("refund_amount")[2] == Decimal(29)
    assert read.column("refund_amount")[7] == Decimal(10)


def test_quantities_net_of_refunds_are_told_in_a_note():
    assert read_export(ADVANCED).feeds["quantity"] == ["Quantity (- Refund)"]
    assert read_export(ADVANCED).column("quantity")[:3] == [1, 3, 0]
    assert any("net of refunds" in note for note in PROFILES["woo_advanced"].notes)


def test_quantities_as_ordered_and_order_columns_on_the_first_line_only():
    read = read_export(QUANTITY)
    assert read.feeds["quantity"] == ["Quantity"]
    assert read.rows(Subject.ORDERS, "order_id", "sku", "quantity", "recipient", "status_state") == [
        ("18403", "WO-1", 1, "Eli Sample", "refunded"),
        ("18402", "WO-1", 1, "Dana Sample", "shipped"),
        ("18402", "007", 3, "Dana Sample", "shipped"),
    ]


def test_typed_values():
    read = read_export(ADVANCED)
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 9, 5, tzinfo=UTC)
    assert read.column("unit_price")[:2] == [Decimal(29), Decimal(10)]
    assert read.column("line_id")[:2] == ["1", "2"]
    assert read.column("postcode")[3] == "LS1 1AA"


def test_states_and_due():
    assert read_export(ADVANCED).column("status_state") == [
        *("shipped", "shipped", "refunded", "to_ship", "unpaid", "unpaid", "cancelled"),
        *("partly_shipped", "partly_shipped", "unpaid"),
    ]
    assert due_reasons(fates_of(ADVANCED)) == [
        *("already shipped", "already shipped", "refunded", "due", "unpaid", "unpaid", "cancelled"),
        *("due", "due", "unpaid"),
    ]
    # Nothing in the file says which of the lines have left.
    assert held(fates_of(ADVANCED)) == {"18408": "EXP005"}


def test_webtoffee_lines_stand_in_numbered_columns():
    read = read_export(WEBTOFFEE)
    assert read.rows(Subject.ORDERS, "order_id", "erp_order_id", "sku", "quantity")[:4] == [
        ("00451", "18402", "WO-1 007", 4),
        ("00452", "18403", "WO-1", 1),
        # Twelve lines of two each, in the order of their numbers.
        ("00453", "18404", " ".join(f"P-{i}" for i in range(1, 13)), 24),
        ("00454", "18405", "WO-1", 1),
    ]
    assert read.column("quantity")[7] is None


def test_webtoffee_refunds_are_no_amount():
    assert "refund_items" in read_export(WEBTOFFEE).unrecognised
    assert "refund_amount" not in read_export(WEBTOFFEE).feeds


def test_webtoffee_values_and_states():
    read = read_export(WEBTOFFEE)
    assert read.column("paid_at")[0] == datetime(2026, 9, 14, 9, 6, tzinfo=UTC)
    assert read.column("phone")[0] == "+4930000001"
    assert read.column("postcode")[0] == "01067"
    assert read.column("street")[:2] == ["Teststr. 1 Hof", "Teststr. 1"]
    assert due_reasons(fates_of(WEBTOFFEE)) == [
        *("already shipped", "refunded", "due", "unpaid", "unpaid", "cancelled", "unpaid", "due")
    ]


def test_analytics_revenue_as_a_number_or_as_money_text():
    read, german = read_export(ANALYTICS), read_export(ANALYTICS_DE)
    amounts = [Decimal(text) for text in ("1059", "0", "29.5", "-5", "29", "29")]
    assert read.feeds["goods_amount"] == ["Net Sales"]
    assert read.column("goods_amount") == amounts
    assert german.feeds["goods_amount"] == ["N. Revenue (formatted)"]
    assert german.column("goods_amount") == amounts
    # It is not what the buyer paid.
    assert "order_paid" not in read.feeds


def test_analytics_values_and_states():
    read = read_export(ANALYTICS)
    assert read.column("product_name")[0] == "1× Sample Lamp, 3× Sample Bulb, E27"
    assert read.column("product_name")[2] == "=SUM lamp"
    assert read.column("quantity")[:2] == [4, 0]
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 9, 5, 10, tzinfo=UTC)
    assert read.column("status_state") == [
        *("shipped", "refunded", "to_ship", "unpaid", "unpaid", "cancelled")
    ]


def test_parcels_keep_the_order_id_as_written():
    assert read_export(PARCELS).column("order_id")[:2] == ["#18402", "18402"]
    assert any("#18402" in note for note in PROFILES["woo_ast_shipments"].notes)


def test_parcels_have_the_day_first():
    read = read_export(PARCELS)
    assert list(read.tables) == [Subject.SHIPMENTS]
    assert read.column("shipped_at")[:2] == [
        datetime(2026, 9, 15, tzinfo=UTC),
        datetime(2026, 10, 2, tzinfo=UTC),
    ]
    assert read.column("tracking_number")[0] == "00340000000000000001"
    assert read.column("tracking_number")[6] is None


def test_parcels_are_sent_whatever_becomes_of_the_order():
    # A word, 1 or 2; 0 leaves the order as it is; the last cell is a placeholder.
    assert read_export(PARCELS).column("delivery_status_state") == ["shipped"] * 6 + [None]
