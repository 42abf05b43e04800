from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest

from fulfil.exports.export import Reading
from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, read_export

ORDERS, TRANSFERS = "odoo/sale_order.csv", "odoo/stock_picking.csv"
PROFILES = {profile.name: profile for profile in profiles()}


@pytest.mark.parametrize(
    ("file", "kind", "records"),
    [
        (ORDERS, "odoo_sale_order", 10),
        ("odoo/sale_order_technical.csv", "odoo_sale_order_technical", 4),
        (TRANSFERS, "odoo_stock_picking", 13),
        ("odoo/stock_picking_technical.csv", "odoo_stock_picking_technical", 6),
    ],
)
def test_recognised(file, kind, records):
    read = read_export(file)
    assert read.kind == (kind, "utf-8", ",", 1)
    assert (read.records, read.unread) == (records, [])


def test_quotations_are_no_orders_nor_are_their_further_lines():
    read = read_export(ORDERS)
    assert read.aside == [(6, "other_line"), (7, "other_line"), (9, "other_line")]
    assert read.column("order_id") == [*["S00021"] * 3, "S00022", "S00024", "S00026", "S00026"]


def test_blank_cells_are_filled_within_the_order():
    read = read_export(ORDERS)
    assert read.rows(Subject.ORDERS, "order_id", "buyer_id", "sku", "status_state")[:3] == [
        ("S00021", "Uma Sample", "DESK-1", "to_ship"),
        ("S00021", "Uma Sample", "LAMP-2", "to_ship"),
        ("S00021", "Uma Sample", "007", "to_ship"),
    ]
    assert read.column("created_at")[2] == datetime(2026, 9, 14, 13, 5, 10, tzinfo=UTC)
    # The order's own cell, a placeholder, is not filled from the one above it.
    assert read.column("promised_ship_at")[3] is None


def test_the_guard_before_a_sign_is_taken_off():
    assert read_export(ORDERS).column("product_name")[5] == "-15% Sample Lamp"


def test_what_was_delivered_is_not_due():
    read = read_export(ORDERS)
    assert read.column("quantity") == [2, 1, 3, 1, 1, 1, 1]
    # The last line was delivered twice over.
    assert read.column("quantity_to_ship") == [1, 0, 3, 1, 0, 1, 0]
    assert due_reasons(fates_of(ORDERS)) == [
        *("due", "already shipped", "due", "cancelled", "already shipped", "due", "already shipped")
    ]
    assert read.column("unit_price")[:2] == [Decimal(120), Decimal(30)]


@pytest.mark.parametrize(
    ("file", "technical"),
    [
        (ORDERS, "odoo/sale_order_technical.csv"),
        (TRANSFERS, "odoo/stock_picking_technical.csv"),
    ],
)
def test_technical_names_tell_the_same(file, technical):
    for subject, table in read_export(technical).tables.items():
        same = read_export(file).tables[subject].head(table.height)
        columns = [name for name in table.columns if name not in {"row", "offset", "length"}]
        assert same.select(columns).equals(table.select(columns))


def test_transfers_are_shipments_and_returns():
    read = read_export(TRANSFERS)
    assert read.aside == []
    columns = ("shipment_id", "order_id", "sku", "quantity", "delivery_status_state")
    assert read.rows(Subject.SHIPMENTS, *columns) == [
        ("WH/OUT/00051", "S00021", "DESK-1", 1, "shipped"),
        ("WH/OUT/00051", "S00021", "LAMP-2", 1, "shipped"),
        # The rest of the first one.
        ("WH/OUT/00052", "S00021", "DESK-1", 0, "not_shipped"),
        ("WH/OUT/00052", "S00021", "007", 0, "not_shipped"),
        ("WH/OUT/00053", "S00022", "DESK-1", 0, "cancelled"),
        ("WH/OUT/00054", "S00026", "LAMP-2", 1, "shipped"),
        # Made by hand, for no order.
        ("WH/OUT/00055", None, "LAMP-2", 0, "not_shipped"),
        ("WH/OUT/00056", "S00024", "DESK-1", 0, "not_shipped"),
        ("WH/OUT/00056", "S00024", "LAMP-2", 0, "not_shipped"),
    ]


def test_a_further_line_is_of_the_side_of_its_transfer():
    columns = ("return_id", "order_id", "sku", "quantity", "quantity_received", "status_state")
    assert read_export(TRANSFERS).rows(Subject.RETURNS, *columns) == [
        # Its source is the transfer that it returns, which is no order.
        ("WH/IN/00031", None, "LAMP-2", 1, 1, "received"),
        ("WH/IN/00031", None, "DESK-1", 1, 0, "received"),
        ("WH/IN/00032", "S00026", "LAMP-2", 1, 0, "approved"),
        ("WH/IN/00033", "S00024", "LAMP-2", 1, 0, "withdrawn"),
    ]


def test_cells_are_filled_across_transfers_only_within_each():
    read = read_export(TRANSFERS)
    assert read.column("tracking_number", Subject.SHIPMENTS)[:4] == ["SC000051", "SC000051", None, None]
    # `-` and `N/A` are no carrier and no number.
    assert read.rows(Subject.SHIPMENTS, "carrier", "tracking_number")[7:] == [(None, None)] * 2
    assert read.column("shipped_at", Subject.SHIPMENTS)[1] == datetime(2026, 9, 17, 14, tzinfo=UTC)
    assert read.column("received_at", Subject.RETURNS)[:3] == [
        datetime(2026, 9, 25, 9, tzinfo=UTC),
        datetime(2026, 9, 25, 9, tzinfo=UTC),
        None,
    ]
    assert read.column("return_tracking_number", Subject.RETURNS)[2] == "SC000099"


@pytest.mark.parametrize("size", [300, 500, 900])
def test_transfers_are_read_the_same_wherever_blocks_are_cut(size):
    whole = read_export(TRANSFERS)
    cut = read_export(FIXTURES / TRANSFERS, Reading(block_bytes=size))
    assert cut.rows(Subject.SHIPMENTS, "shipment_id", "order_id", "sku") == whole.rows(
        Subject.SHIPMENTS, "shipment_id", "order_id", "sku"
    )
    assert cut.rows(Subject.RETURNS, "return_id", "sku") == whole.rows(Subject.RETURNS, "return_id", "sku")


def test_what_is_not_proved_is_told():
    for name in ("odoo_sale_order", "odoo_stock_picking"):
        assert any("UTC, which is not proved" in note for note in PROFILES[name].notes)
    assert PROFILES["odoo_stock_picking"].evidence.grade == "C"


@pytest.mark.parametrize("file", [TRANSFERS, "odoo/stock_picking_technical.csv"])
def test_a_return_names_the_transfer_that_it_returns(file):
    named = read_export(file).rows(Subject.RETURNS, "return_id", "original_shipment_id")
    assert named[:2] == [("WH/IN/00031", "WH/OUT/00051")] * 2
    assert None not in [shipment for _, shipment in named]


def test_what_waits_for_stock_has_not_left():
    read = read_export(TRANSFERS)
    waiting = read.tables[Subject.SHIPMENTS].filter(pl.col("delivery_status_state") == "not_shipped")
    assert waiting.height == 5
    assert set(waiting["quantity"]) == {0}
    assert waiting["shipped_at"].null_count() == waiting.height
