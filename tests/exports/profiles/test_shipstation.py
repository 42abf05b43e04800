from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

PARCELS, ORDERS = "shipstation/shipments.csv", "shipstation/orders.csv"
PROFILES = {profile.name: profile for profile in profiles()}


def test_labels_are_recognised():
    read = read_export(PARCELS)
    assert read.kind == ("shipstation_shipments", "utf-8", ",", 1)
    assert read.records == 8
    assert {s: t.height for s, t in read.tables.items()} == {Subject.SHIPMENTS: 6, Subject.RETURNS: 1}
    assert read.unread == []


def test_two_columns_are_enough():
    read = read_export("shipstation/shipments_few_columns.csv")
    assert read.kind[0] == "shipstation_shipments"
    # Without the column that tells them, no record is a return.
    assert list(read.tables) == [Subject.SHIPMENTS]
    assert read.records == 3


def test_labels_per_order():
    columns = ("order_id", "tracking_number", "carrier", "voided_state")
    assert read_export(PARCELS).rows(Subject.SHIPMENTS, *columns) == [
        ("1001", "1Z0000000000000001", "UPS", "no"),
        ("1001", "1Z0000000000000002", "UPS", "yes"),
        ("1001", "1Z0000000000000003", "UPS", "no"),
        ("0042", "9400000000000000000001", "Stamps.com", "no"),
        # Marked as shipped without a label.
        ("1002", None, None, "no"),
        ("1003", "1Z0000000000000006", "UPS", "no"),
    ]


def test_times_are_pacific():
    read = read_export(PARCELS)
    assert read.column("label_created_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 15, 15, tzinfo=UTC)
    assert read.column("delivered_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 18, 21, 30, tzinfo=UTC)
    # The clocks have gone back by then; the month stands first.
    assert read.column("shipped_at", Subject.SHIPMENTS)[3] == datetime(2026, 10, 2, 7, tzinfo=UTC)
    assert read.column("shipped_at", Subject.SHIPMENTS)[5] == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert any("Pacific time" in note for note in PROFILES["shipstation_shipments"].notes)


def test_labels_for_returns_are_returns_unless_voided():
    read = read_export(PARCELS)
    assert read.rows(Subject.RETURNS, "return_id", "order_id", "return_tracking_number", "received_at") == [
        ("RMA-0007", "1001", "1Z0000000000000004", datetime(2026, 9, 25, 22, tzinfo=UTC))
    ]
    assert read.aside == [(7, "other_line")]


def test_orders_are_recognised():
    read = read_export(ORDERS)
    assert read.kind == ("shipstation_orders", "utf-8", ",", 1)
    assert (read.records, read.aside, read.unread) == (8, [], [])
    assert list(read.tables) == [Subject.ORDERS]


def test_values_of_orders():
    read = read_export(ORDERS)
    assert read.column("order_id")[7] == "0042"
    assert read.column("sku")[1] == "007"
    assert read.column("quantity")[:2] == [2, 1]
    assert read.column("order_paid")[0] == Decimal(40)
    assert read.column("buyer_note")[0] == "Leave at door,\nplease"
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 16, 5, 10, tzinfo=UTC)
    assert read.column("promised_ship_at")[0] == datetime(2026, 9, 17, 6, 59, 59, tzinfo=UTC)
    # A spreadsheet took the zero; nothing here can tell whose it was.
    assert read.column("postcode")[1:3] == ["02108", "2108"]


def test_states_and_due():
    assert read_export(ORDERS).column("status_state") == [
        *("shipped", "shipped", "to_ship", "unpaid", "locked", "cancelled", "to_ship", "to_ship")
    ]
    assert due_reasons(fates_of(ORDERS)) == [
        *("already shipped", "already shipped", "due", "unpaid", "locked", "cancelled", "due", "due")
    ]
    assert held(fates_of(ORDERS)) == {}


def test_tracking_numbers_beside_items_are_parcels_as_well():
    read = read_export("shipstation/orders_with_tracking.csv")
    assert read.kind[0] == "shipstation_orders"
    assert read.records == 3
    assert read.rows(Subject.SHIPMENTS, "order_id", "sku", "quantity", "tracking_number") == [
        ("1001", "MUG-BLU", 2, "1Z0000000000000001"),
        ("1001", "007", 1, "1Z0000000000000001"),
    ]
    assert read.column("order_id", Subject.ORDERS) == ["1001", "1001", "1002"]


def test_weights_are_in_ounces(tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text("Order - Number,Shipment - Tracking Number,Shipment - Weight (Oz)\n1,1Z1,16\n", "utf-8")
    assert read_export(path).column("weight_kg", Subject.SHIPMENTS) == [Decimal("0.454")]
    header = "Order - Number,Item - SKU,Item - Qty,Weight - TotalOz"
    path.write_text(f"{header}\n1,A,1,35.274\n2,A,1,2 lb\n", "utf-8")
    assert read_export(path).column("weight_kg") == [Decimal("1.000"), Decimal("0.907")]
