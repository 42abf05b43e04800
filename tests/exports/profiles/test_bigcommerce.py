from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

ORDERS, PARCELS = "bigcommerce/orders.csv", "bigcommerce/shift_shipments.csv"
PROFILES = {profile.name: profile for profile in profiles()}


def test_recognised():
    read = read_export(ORDERS)
    assert read.kind == ("bigcommerce_orders", "utf-8", ",", 1)
    assert (read.records, read.aside, read.unread) == (12, [], [])
    assert list(read.tables) == [Subject.ORDERS]


def test_the_day_stands_first_and_the_time_in_a_column_of_its_own():
    read = read_export(ORDERS)
    assert read.column("created_at")[0] == datetime(2026, 9, 3, 9, 15, tzinfo=UTC)
    assert read.column("created_at")[11] == datetime(2026, 10, 2, 23, 59, 59, tzinfo=UTC)
    assert read.column("shipped_at")[:3] == [
        datetime(2026, 9, 5, tzinfo=UTC),
        datetime(2026, 9, 14, tzinfo=UTC),
        None,
    ]


def test_all_products_stand_in_one_cell():
    read = read_export(ORDERS)
    assert "Product Name: Sample Lid, glass: 20cm," in str(read.column("product_name")[1])
    assert "sku" not in read.feeds
    assert read.column("quantity")[:3] == [2, 3, 1]


def test_what_is_left_to_ship():
    read = read_export(ORDERS)
    # Two, one of three, none of one; the last order has no figure yet.
    assert read.column("quantity_to_ship")[:3] == [0, 2, 1]
    assert read.column("quantity_to_ship")[11] == 1
    assert any("Total Shipped is less than" in note for note in PROFILES["bigcommerce_orders"].notes)


def test_states_and_due():
    assert read_export(ORDERS).column("status_state") == [
        *("shipped", "partly_shipped", "refunded", "to_ship", "to_ship", "unpaid", "delivered"),
        *("cancelled", "locked", "in_review", "locked", "to_ship"),
    ]
    assert due_reasons(fates_of(ORDERS)) == [
        *("already shipped", "due", "refunded", "due", "picked up by the buyer", "unpaid"),
        *("already shipped", "cancelled", "locked", "in review", "locked", "due"),
    ]
    assert held(fates_of(ORDERS)) == {}


def test_typed_values():
    read = read_export(ORDERS)
    assert read.column("refund_amount")[2] == Decimal(20)
    assert read.column("postcode")[0] == "02108"
    assert read.column("street")[:2] == ["5 Test Blvd", "5 Test Blvd Apt 1"]


def test_shipments_by_the_shift_app():
    read = read_export(PARCELS)
    assert read.kind == ("bigcommerce_shift_shipments", "utf-8", ",", 1)
    assert (read.records, read.aside, read.unread) == (6, [], [])
    assert read.rows(Subject.SHIPMENTS, "shipment_id", "order_id", "carrier", "shipped_at") == [
        ("1", "101", "ups", datetime(2026, 9, 5, 8, tzinfo=UTC)),
        ("2", "102", "ups", datetime(2026, 9, 14, 9, tzinfo=UTC)),
        ("3", "102", "Sample Carrier", datetime(2026, 9, 16, 16, tzinfo=UTC)),
        ("4", "107", "custom", datetime(2026, 10, 3, tzinfo=UTC)),
        ("5", "111", "dhl", datetime(2026, 10, 3, 0, 30, tzinfo=UTC)),
        ("6", "111", "dhl", datetime(2026, 10, 3, 0, 30, tzinfo=UTC)),
    ]
    assert read.column("tracking_number")[3:5] == [None, "0034000000001"]
