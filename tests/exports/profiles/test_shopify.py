from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.export import Reading
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, held, read_export

FILE = "shopify/orders_export.csv"
MATRIXIFY = "shopify/matrixify_orders.csv"


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


def test_an_order_list_has_neither_parcels_nor_returns(read):
    assert list(read.tables) == [Subject.ORDERS]
    assert read.records == 11


def test_matrixify_is_recognised_and_every_record_counted_once():
    read = read_export(MATRIXIFY)
    assert read.kind == ("shopify_matrixify", "utf-8", ",", 1)
    assert read.records == 16
    # Two shipping lines, two transactions, a discount.
    assert [reason for _, reason in read.aside] == ["other_line"] * 5
    assert {s: t.height for s, t in read.tables.items()} == {
        Subject.ORDERS: 5,
        Subject.SHIPMENTS: 3,
        Subject.RETURNS: 3,
    }
    assert read.unread == []


def test_matrixify_line_items_take_the_order_s_columns_from_its_top_row():
    rows = read_export(MATRIXIFY).rows(Subject.ORDERS, "order_id", "sku", "recipient", "currency")
    assert rows == [
        ("#1001", "MUG-BLU", "Alex Sample", "USD"),
        ("#1001", "007", "Alex Sample", "USD"),
        # The top row of this one is a shipping line.
        ("#1002", "MUG-BLU", "Bo Sample", "CAD"),
        ("#1003", "MUG-RED", "Cy Sample", "EUR"),
        ("#1004", "GIFT", "Dee Sample", "USD"),
    ]


def test_matrixify_values_of_orders():
    read = read_export(MATRIXIFY)
    assert read.column("created_at", Subject.ORDERS)[1] == datetime(2026, 9, 14, 13, 5, 10, tzinfo=UTC)
    assert read.column("erp_order_id", Subject.ORDERS)[0] == "5500000000001"
    assert read.column("postcode", Subject.ORDERS)[0] == "02108"
    assert read.column("buyer_note", Subject.ORDERS)[1] == 'Leave at door,\nring "twice"'
    # As ordered: the mug that came back is not taken off.
    assert read.column("quantity", Subject.ORDERS) == [2, 2, 1, 1, 1]
    assert read.column("quantity_to_ship", Subject.ORDERS) == [0, 1, 1, 0, 0]
    assert read.column("refund_amount", Subject.ORDERS)[:3] == [Decimal(20), Decimal(20), None]


def test_matrixify_states():
    read = read_export(MATRIXIFY)
    states = read.rows(Subject.ORDERS, "status_state", "line_status_state", "payment_status_state")
    assert states == [
        ("partly_shipped", "shipped", "partly_refunded"),
        ("partly_shipped", "partly_shipped", "partly_refunded"),
        ("to_ship", None, "paid"),
        ("cancelled", "cancelled", "refunded"),
        ("shipped", "shipped", "paid"),
    ]


def test_matrixify_fulfilment_lines_are_parcels():
    read = read_export(MATRIXIFY)
    columns = ("order_id", "line_id", "quantity", "tracking_number", "delivery_status_state", "voided_state")
    assert read.rows(Subject.SHIPMENTS, *columns) == [
        ("#1001", "901", 2, "1Z0000000000000001", "delivered", "no"),
        ("#1001", "902", 1, "1Z0000000000000002", "in_transit", "no"),
        # A cancelled fulfilment sent nothing, and takes nothing from the parcel above it.
        ("#1002", "903", 1, "1Z0000000000000003", None, "yes"),
    ]
    assert read.column("shipped_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 15, 14, tzinfo=UTC)


def test_matrixify_refund_lines_have_no_minus():
    read = read_export(MATRIXIFY)
    columns = ("refund_id", "order_id", "line_id", "quantity", "refund_amount", "currency")
    assert read.rows(Subject.RETURNS, *columns) == [
        ("800001", "#1001", "901", 1, Decimal(20), "USD"),
        ("800002", "#1003", "904", 1, Decimal(20), "EUR"),
        ("800003", "#1004", "905", 1, Decimal(40), "USD"),
    ]


def test_matrixify_refunds_say_what_kind_they_were_as_far_as_that_is_sure():
    read = read_export(MATRIXIFY)
    assert read.rows(Subject.RETURNS, "status_state", "return_type_state", "reason") == [
        ("refunded", "return_and_refund", 'Chipped, "sorry"'),
        ("refunded", "refund_before_shipment", None),
        ("refunded", None, None),
    ]


@pytest.mark.parametrize(
    ("restock", "kind"),
    [
        ("return", "return_and_refund"),
        ("cancel", "refund_before_shipment"),
        # Nothing went back into stock: the goods may be broken, or kept by the buyer.
        ("no_restock", None),
        # Shopify's own word for what an old refund does not say.
        ("legacy_restock", None),
        ("", None),
    ],
)
def test_matrixify_restocking_says_whether_goods_came_back(tmp_path, restock, kind):
    path = tmp_path / "orders.csv"
    path.write_text(
        "Name,Line: Type,Line: Quantity,Line: Total,Refund: ID,Refund: Created At,Refund: Restock Type\n"
        f"#1,Refund Line,-1,-20.00,800,2026-09-20 12:00:00 -0400,{restock}\n",
        "utf-8",
    )
    read = read_export(path)
    assert read.rows(Subject.RETURNS, "return_type_state", "status_state") == [(kind, "refunded")]


@pytest.mark.parametrize("size", [900, 1500, 3000])
def test_matrixify_is_read_the_same_wherever_blocks_are_cut(size):
    whole = read_export(MATRIXIFY)
    cut = read_export(FIXTURES / MATRIXIFY, Reading(block_bytes=size))
    for subject, columns in (
        (Subject.ORDERS, ("order_id", "recipient", "sku")),
        (Subject.RETURNS, ("refund_id", "currency")),
    ):
        assert cut.rows(subject, *columns) == whole.rows(subject, *columns)


def test_matrixify_without_columns_of_fulfilments(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(
        "Name,Line: Type,Line: SKU,Line: Quantity\n"
        "#1,Line Item,A,2\n#1,Refund Line,A,-1\n#1,Shipping Line,,1\n#1,Fulfillment Line,A,1\n",
        "utf-8",
    )
    read = read_export(path)
    assert read.kind[0] == "shopify_matrixify"
    assert read.rows(Subject.ORDERS, "sku", "quantity") == [("A", 2)]
    assert read.rows(Subject.SHIPMENTS, "sku", "quantity") == [("A", 1)]
    assert read.rows(Subject.RETURNS, "sku", "quantity") == [("A", 1)]
    assert read.aside == [(4, "other_line")]


def test_matrixify_due():
    due = [reason for reason in due_reasons(fates_of(MATRIXIFY)) if reason]
    assert due == ["already shipped", "due", "due", "cancelled", "already shipped"]


@pytest.mark.parametrize(
    ("reason", "who"),
    [
        *(("customer", "buyer"), ("inventory", "seller"), ("staff", "seller")),
        *(("fraud", "platform"), ("declined", "platform"), ("other", None), ("", None)),
    ],
)
def test_matrixify_says_why_and_so_who_cancelled(tmp_path, reason, who):
    path = tmp_path / "matrixify.csv"
    header = "Name,Line: Type,Line: Quantity,Cancelled At,Cancel: Reason"
    path.write_text(f"{header}\n#1,Line Item,1,2026-09-14 09:05:10 -0400,{reason}\n", "utf-8")
    assert read_export(path).column("cancelled_by_state") == [who]
