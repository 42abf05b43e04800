from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, read_export

ORDERS, ITEMS = "etsy/orders.csv", "etsy/order_items.csv"


@pytest.mark.parametrize(("file", "kind", "records"), [(ORDERS, "etsy_orders", 5), (ITEMS, "etsy_items", 6)])
def test_recognised(file, kind, records):
    read = read_export(file)
    assert read.kind == (kind, "utf-8", ",", 1)
    assert (read.records, read.table.height) == (records, records)
    assert (read.aside, read.unread, list(read.tables)) == ([], [], [Subject.ORDERS])


def test_typed_values_of_orders():
    read = read_export(ORDERS)
    assert read.column("order_id")[0] == "3400000001"
    assert read.column("postcode")[3] == "02108"
    assert read.column("street")[3] == "1 Test Ave Apt 9"
    assert read.column("order_paid")[0] == Decimal(50)
    assert read.column("freight_paid")[0] == Decimal(5)
    assert read.column("goods_amount")[0] == Decimal(45)
    assert read.column("city")[4] == "Köln"


def test_the_month_comes_first_with_two_and_four_digits_of_the_year():
    days = [datetime(2026, *day, tzinfo=UTC) for day in ((9, 14), (9, 15), (9, 15), (3, 4), (9, 16))]
    assert read_export(ORDERS).column("created_at") == days
    assert read_export(ITEMS).column("shipped_at")[3] == datetime(2026, 3, 5, tzinfo=UTC)


def test_a_list_of_skus_is_no_sku():
    read = read_export(ORDERS)
    assert read.column("sku") == [None, None, None, "0007", "CARD-1"]
    # All units of an order stand in its one record.
    assert read.column("quantity") == [Decimal(n) for n in (3, 1, 1, 2, 1)]


def test_without_ship_date_an_order_is_not_shipped():
    assert due_reasons(fates_of(ORDERS)) == ["already shipped", "due", "due", "already shipped", "due"]
    assert due_reasons(fates_of(ITEMS)) == [
        *("already shipped", "already shipped", "due", "already shipped", "unpaid", "due")
    ]


def test_the_empty_status_column_holds_no_order():
    assert "Status" in read_export(ORDERS).unrecognised
    assert "status" not in read_export(ORDERS).feeds


def test_an_order_that_stands_twice_is_read_twice():
    assert read_export(ORDERS).column("order_id")[1:3] == ["3400000002", "3400000002"]


def test_typed_values_of_items():
    read = read_export(ITEMS)
    assert read.rows(Subject.ORDERS, "line_id", "sku", "variant", "quantity", "unit_price", "line_paid")[
        :2
    ] == [
        ("4100000001", "RING-7", "Size: 7", Decimal(1), Decimal(15), Decimal(15)),
        ("4100000002", "RING-8", "Size: 8", Decimal(2), Decimal(15), Decimal(30)),
    ]
    assert read.column("sku")[3] == "0007"
    assert read.column("recipient")[:2] == ["Sue Sample", "Sue Sample"]


def test_the_shipping_of_an_order_stands_on_its_first_line():
    read = read_export(ITEMS)
    assert read.column("freight_paid")[:3] == [Decimal(5), None, Decimal(5)]
    assert sum(freight for freight in read.column("freight_paid") if freight) == 22


def test_entities_in_titles_stay_as_they_are():
    assert read_export(ITEMS).column("product_name")[2] == "Sample Card &quot;Hi&quot;"


def test_the_british_file(tmp_path):
    header = (
        "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Date Posted,Street 1,Delivery City,"
        "Delivery State,Delivery Zipcode,Delivery Country,Currency,Delivery,Order Total,"
        "Adjusted Net Order Amount"
    )
    row = (
        "09/14/26,3400000009,b,Joy Sample,1,09/15/26,1 Test Row,Leeds,"
        "West Yorkshire,LS1 1AA,United Kingdom,GBP,3.00,9.00,"
    )
    path = tmp_path / "orders.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    read = read_export(path)
    assert read.kind[0] == "etsy_orders"
    assert read.rows(Subject.ORDERS, "city", "province", "postcode", "country", "freight_paid") == [
        ("Leeds", "West Yorkshire", "LS1 1AA", "United Kingdom", Decimal(3))
    ]
    assert read.column("shipped_at") == [datetime(2026, 9, 15, tzinfo=UTC)]
