from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.export import Reading
from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, read_export


def _days(*days):
    return [day and datetime(2026, 9, day, tzinfo=UTC) for day in days]


@pytest.mark.parametrize(
    ("file", "kind", "encoding", "records", "lines"),
    [
        ("unshipped.txt", "amazon_unshipped", "cp1252", 7, 7),
        ("unshipped_jp.txt", "amazon_unshipped", "cp932", 2, 2),
        ("unshipped_au.txt", "amazon_unshipped", "utf-8", 2, 2),
        ("orders.txt", "amazon_orders", "cp1252", 6, 5),
        ("orders_jp.txt", "amazon_orders", "cp932", 2, 2),
        ("all_orders.txt", "amazon_all_orders", "cp1252", 10, 9),
        ("fba_shipments.txt", "amazon_fba_shipments", "cp1252", 6, 5),
        ("fba_returns_no_status.txt", "amazon_fba_returns", "utf-8", 3, 2),
        ("mfn_returns.txt", "amazon_mfn_returns", "cp1252", 7, 6),
    ],
)
def test_recognised_in_the_encoding_of_the_marketplace(file, kind, encoding, records, lines):
    read = read_export(f"amazon/{file}")
    assert read.kind == (kind, encoding, "\t", 1)
    assert (read.records, read.table.height, read.unread) == (records, lines, [])


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("orders.txt", 6),
        ("all_orders.txt", 11),
        ("fba_shipments.txt", 7),
        ("fba_returns_no_status.txt", 4),
        ("mfn_returns.txt", 8),
    ],
)
def test_a_stray_tab_shifts_a_row_which_is_named_and_not_read(file, line):
    read = read_export(f"amazon/{file}")
    assert read.aside == [(line, "too_many_cells")]
    assert line not in read.column("line")


def test_text_is_decoded():
    assert read_export("amazon/unshipped.txt").column("recipient")[0] == "José Sample"
    assert read_export("amazon/unshipped_jp.txt").column("recipient")[0] == "サンプル 太郎"
    assert read_export("amazon/unshipped_au.txt").column("product_name")[1] == "Sample “mug”"
    assert read_export("amazon/orders.txt").column("city")[0] == "München"
    assert read_export("amazon/orders_jp.txt").column("product_name") == [
        "サンプル マグカップ",
        "サンプル 皿",
    ]
    assert read_export("amazon/fba_shipments.txt").column("product_name")[0] == "Sample Café Set"


@pytest.mark.parametrize(
    ("file", "at", "name"),
    [
        ("unshipped.txt", 1, 'Sample Frame 8" x 10"'),
        ("orders.txt", 1, 'Sample Frame 8" x 10"'),
        ("orders.txt", 2, '"Sample" Mug'),
        ("all_orders.txt", 2, 'Sample Frame 8" x 10"'),
        ("fba_shipments.txt", 2, 'Sample Frame 8" x 10"'),
        ("mfn_returns.txt", 1, 'Sample Frame 8" x 10"'),
    ],
)
def test_a_quote_is_an_ordinary_character(file, at, name):
    assert read_export(f"amazon/{file}").column("product_name")[at] == name


def test_typed_values_of_unshipped_orders():
    read = read_export("amazon/unshipped.txt")
    assert read.column("line_id")[0] == "00000000000001"
    assert read.column("postcode")[2] == "02108"
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 23, 5, 10, tzinfo=UTC)
    assert read.column("quantity")[0] == Decimal(3)
    assert read.column("quantity_to_ship")[0] == Decimal(2)
    assert set(read.column("status_state")) == {"to_ship"}


def test_lines_with_nothing_left_to_ship_are_not_due():
    assert due_reasons(fates_of("amazon/unshipped.txt")) == [
        *("due", "due", "due", "already shipped", "due", "already shipped", "due")
    ]
    assert due_reasons(fates_of("amazon/unshipped_jp.txt")) == ["due", "already shipped"]


def test_the_price_in_the_order_report_is_that_of_all_units():
    read = read_export("amazon/orders.txt")
    assert read.column("quantity") == [Decimal(q) for q in (3, 1, 2, 1, 1)]
    assert read.column("line_paid") == [Decimal(m) for m in (60, 20, 30, 15, 15)]
    # Each line has its own shipping price, so none of them is the order's.
    assert {"unit_price", "freight_paid"}.isdisjoint(read.feeds)


def test_the_order_report_knows_payments_and_no_status():
    read = read_export("amazon/orders.txt")
    assert read.column("line_id")[:2] == ["00000000000201", "00000000000202"]
    assert read.column("sku")[1] == "0007"
    assert read.column("postcode")[2] == "02108"
    assert read.column("street")[2] == "8 Test Way Apt 2"
    assert read.column("phone")[2] == "+1 202-555-0100"
    assert read.column("paid_at")[0] == datetime(2026, 9, 14, 23, 35, 10, tzinfo=UTC)
    assert "status" not in read.feeds
    assert due_reasons(fates_of("amazon/orders.txt")) == ["due", "due", "due", "unpaid", "due"]


def test_states_of_all_orders():
    read = read_export("amazon/all_orders.txt")
    assert list(zip(read.column("status"), read.column("status_state"), strict=True)) == [
        ("Shipped", "shipped"),
        ("Shipped", "shipped"),
        ("Shipped - Returned to Seller", "shipped"),
        ("Cancelled", "cancelled"),
        ("Pending", "unpaid"),
        ("Unshipped", "to_ship"),
        ("Shipped - Delivered to Buyer", "delivered"),
        ("Shipping", "shipped"),
        ("Pending - Waiting for Pick Up", "to_ship"),
    ]
    assert read.column("line_status_state")[3:6] == ["cancelled", "to_ship", "to_ship"]
    assert due_reasons(fates_of("amazon/all_orders.txt")) == [
        *("already shipped", "already shipped", "already shipped", "cancelled", "unpaid", "due"),
        *("already shipped", "already shipped", "due"),
    ]


@pytest.mark.parametrize(
    "word",
    [
        "Picked Up",
        "Out for Delivery",
        "Rejected by Buyer",
        "Returning to Seller",
        "Lost in Transit",
        "Damaged",
    ],
)
def test_what_becomes_of_a_parcel_leaves_its_order_shipped(word):
    known = next(p for p in profiles() if p.name == "amazon_all_orders").words["status"]
    assert f"Shipped - {word}" in known["shipped"]


def test_all_orders_has_no_line_ids_and_prices_of_all_units():
    read = read_export("amazon/all_orders.txt")
    assert "line_id" not in read.feeds
    assert "unit_price" not in read.feeds
    assert list(zip(*(read.column(c) for c in ("sku", "quantity", "line_paid")), strict=True))[:2] == [
        ("AZ-01", Decimal(3), Decimal(60)),
        ("0007", Decimal(1), Decimal(20)),
    ]
    assert read.column("quantity")[3] == 0
    assert read.column("erp_order_id")[2] == "S-0002"
    assert read.column("postcode")[2] == "02108"
    assert read.column("city")[5] == "München"
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 23, 5, 10, tzinfo=UTC)


def test_an_order_item_is_shipped_in_several_parts():
    read = read_export("amazon/fba_shipments.txt")
    assert list(read.tables) == [Subject.SHIPMENTS]
    assert read.rows(Subject.SHIPMENTS, "shipment_id", "line_id", "sku", "quantity") == [
        ("IDSampleA1", "00000000000101", "AZ-01", Decimal(2)),
        ("IDSampleB1", "00000000000101", "AZ-01", Decimal(1)),
        ("IDSampleB1", "00000000000102", "0007", Decimal(1)),
        ("IDSampleC1", "00000000000105", "AZ-02", Decimal(1)),
        ("IDSampleD1", "00000000000106", "AZ-02", Decimal(1)),
    ]


def test_typed_values_of_fba_shipments():
    read = read_export("amazon/fba_shipments.txt")
    assert read.column("shipped_at")[0] == datetime(2026, 9, 15, 12, 0, tzinfo=UTC)
    assert read.column("shipped_at")[4] == datetime(2026, 9, 17, 3, 0, tzinfo=UTC)
    assert read.column("promised_delivery_at")[0] == datetime(2026, 9, 18, 3, 0, tzinfo=UTC)
    assert read.column("tracking_number")[3:] == [None, "00340000000000000001"]
    assert read.column("warehouse") == ["AAA1", "BBB2", "BBB2", "AAA1", "MUC3"]
    assert read.column("erp_order_id")[4] == "S-0006"


CSV = "amazon/fba_returns.csv"


def _quoted_csv():
    profile = next(p for p in profiles() if p.name == "amazon_fba_returns")
    quoted = profile.model_copy(update={"quoted": profile.quotes(",")})
    return read_export(FIXTURES / CSV, Reading(profile=quoted))


def test_a_comma_download_is_quoted():
    assert read_export(CSV).aside == []


def test_fba_returns_as_csv():
    read = _quoted_csv()
    assert read.kind == ("amazon_fba_returns", "utf-8", ",", 1)
    assert (read.records, read.aside, read.unread) == (5, [], [])
    assert read.column("comment")[1] == 'broken, "lid" missing'
    assert read.column("product_name")[3] == 'Sample Frame 8" x 10", white'
    assert read.column("sku")[3] == "0007"
    assert read.column("received_at")[0] == datetime(2026, 9, 25, 7, 0, tzinfo=UTC)


def test_states_of_fba_returns():
    read = _quoted_csv()
    assert read.column("status") == [
        *("Unit returned to inventory", None, "Reimbursed", "Repackaged Successfully"),
        "Unit returned to inventory",
    ]
    assert read.column("status_state") == ["received", None, "received", "received", "received"]
    assert read.column("goods_status")[:2] == ["SELLABLE", "CUSTOMER_DAMAGED"]


def test_a_returned_unit_may_have_no_label():
    read = _quoted_csv()
    assert read.column("return_id")[1:4] == ["LPNSAMPLE00002", None, "LPNSAMPLE00004"]
    assert read.column("order_id")[2] == "112-0000005-0000005"
    assert set(read.column("quantity_received")) == {Decimal(1)}


def test_fba_returns_without_the_status_column_are_received_units():
    read = read_export("amazon/fba_returns_no_status.txt")
    assert "status" not in read.feeds
    assert read.column("status_state") == ["received", "received"]
    assert read.column("return_id") == ["LPNSAMPLE00001", None]
    assert read.column("comment") == ['"wrong" colour', '8" lid missing']


def test_days_of_seller_fulfilled_returns_in_both_ways():
    read = read_export("amazon/mfn_returns.txt")
    assert read.column("requested_at") == _days(22, 23, 9, 24, 24, 25)
    assert read.column("received_at") == _days(None, 29, None, None, None, None)


def test_states_of_seller_fulfilled_returns():
    read = read_export("amazon/mfn_returns.txt")
    assert read.rows(Subject.RETURNS, "status", "status_state", "return_type_state") == [
        ("Approved", "approved", "return_and_refund"),
        ("Completed", "completed", "return_and_refund"),
        ("Pending", "requested", None),
        ("Rejected", "rejected", None),
        ("Approved", "approved", "exchange"),
        ("Closed", "closed", "return_and_refund"),
    ]


def test_typed_values_of_seller_fulfilled_returns():
    read = read_export("amazon/mfn_returns.txt")
    assert read.column("return_id")[1:3] == ["DSAMPLE2RRMA", None]
    assert read.column("line_id")[:2] == ["00000000000001", None]
    assert read.column("sku")[:2] == ["AZ-01", "0007"]
    assert read.column("refund_amount")[:2] == [None, Decimal(20)]
    assert read.column("return_tracking_number")[0] == "9400000000000000000099"


def test_each_report_feeds_its_own_subject():
    fed = {p.name: [s.value for s in p.views] for p in profiles() if p.platform == "amazon"}
    assert fed == {
        "amazon_all_orders": ["orders"],
        "amazon_fba_returns": ["returns"],
        "amazon_fba_shipments": ["shipments"],
        "amazon_mfn_returns": ["returns"],
        "amazon_orders": ["orders"],
        "amazon_unshipped": ["orders"],
    }
