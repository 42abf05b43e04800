from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.export import Reading
from fulfil.exports.opening import open_export
from fulfil.exports.profile import profiles
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, read_export

US, UK, AU, EURO = (f"ebay/orders{tail}.csv" for tail in ("", "_uk", "_au", "_euro"))


def _profile(name):
    return next(p for p in profiles() if p.name == name)


@pytest.mark.parametrize(
    ("file", "kind", "delimiter"),
    [
        (US, "ebay_orders", ","),
        (UK, "ebay_uk_orders", ","),
        (AU, "ebay_orders", ","),
        (EURO, "ebay_orders", ";"),
    ],
)
def test_recognised_by_the_header_on_line_2(file, kind, delimiter):
    assert read_export(file).kind == (kind, "utf-8", delimiter, 2)


@pytest.mark.parametrize(
    ("file", "records", "orders", "shipments"),
    [(US, 12, 10, 3), (UK, 8, 6, 1), (AU, 7, 5, 4), (EURO, 8, 6, 2)],
)
def test_every_record_is_read_or_a_footer(file, records, orders, shipments):
    read = read_export(file)
    assert read.records == records
    assert read.tables[Subject.ORDERS].height == orders
    assert read.tables[Subject.SHIPMENTS].height == shipments
    assert read.unread == []


def test_blank_records_and_footers_are_no_orders():
    assert read_export(US).aside == [
        *((1, "blank"), (3, "blank"), (14, "blank"), (15, "footer"), (16, "footer"))
    ]
    assert read_export(UK).aside == [
        *((1, "blank"), (3, "blank"), (10, "blank"), (11, "footer"), (12, "footer"))
    ]


def test_footers_as_wide_as_the_table_are_no_orders_either():
    read = read_export(AU)
    assert read.aside == [(1, "blank"), (8, "footer"), (9, "footer")]
    assert "record(s) downloaded" not in read.column("order_id")


def test_the_record_above_the_items_holds_no_line():
    read = read_export(US)
    assert read.rows(Subject.ORDERS, "line", "line_id", "sku", "quantity", "unit_price")[:3] == [
        (4, None, None, None, None),
        (5, "9000000000001", "WT-1", Decimal(1), Decimal(1200)),
        (6, "9000000000002", "ST-1", Decimal(2), Decimal(15)),
    ]


@pytest.mark.parametrize(
    ("file", "units", "goods"),
    [
        # 1200 + 2 * 15 | 15 | 3 * 8 | 8 | 1200 | 15 + 8
        (US, 11, "2500"),
        # 12 | 12 + 2 * 9 | 2 * 9 | 9
        (UK, 7, "69"),
        # 3000 | 115 + 50 | 3 * 260
        (AU, 6, "3945"),
        # 1234.50 | 90 + 2 * 12 | 12 | 1234.50
        (EURO, 6, "2595.00"),
    ],
)
def test_units_and_money_of_a_file_are_counted_once(file, units, goods):
    read = read_export(file)
    lines = [line for line in read.rows(Subject.ORDERS, "quantity", "unit_price") if None not in line]
    assert sum(quantity for quantity, _ in lines) == units
    assert sum(quantity * price for quantity, price in lines) == Decimal(goods)


def test_what_buyers_pay_is_goods_and_shipping():
    read = read_export(US)
    orders = set(read.rows(Subject.ORDERS, "order_id", "order_paid", "freight_paid"))
    assert len(orders) == 6
    assert sum(paid - freight for _, paid, freight in orders) == 2500


def test_items_are_of_the_order_above_them():
    read = read_export(US)
    assert read.column("recipient")[:4] == ["Nia Sample"] * 3 + ["Oli Sample"]
    assert read.column("postcode")[:3] == ["89501"] * 3
    assert read.column("street")[:3] == ["10 Test Ln Unit 4"] * 3
    assert read.column("order_paid")[:3] == [Decimal(1240)] * 3
    # The sale that nobody has paid for has no address, and takes none from the order above it.
    assert read.column("recipient")[6] is None


def test_what_is_read_does_not_depend_on_blocks():
    path = FIXTURES / US
    whole = read_export(path)
    for size in (200, 1000):
        cut = read_export(path, Reading(block_bytes=size))
        for subject, table in whole.tables.items():
            assert cut.tables[subject].drop("row").equals(table.drop("row"))


def test_tracking_numbers_make_shipments_of_items():
    read = read_export(US)
    assert read.rows(Subject.SHIPMENTS, "line", "tracking_number", "sku", "quantity") == [
        (5, "9400000000000000000501", "WT-1", Decimal(1)),
        (6, "9400000000000000000502", "ST-1", Decimal(2)),
        (8, "1Z0000000000000503", "MG-1", Decimal(3)),
    ]
    # The service stands on the record above the items only.
    assert read.column("service", Subject.SHIPMENTS) == ["USPS Ground Advantage"] * 2 + ["UPS Ground"]
    assert read.column("shipped_at", Subject.SHIPMENTS)[0] == datetime(2026, 9, 15, 7, 0, tzinfo=UTC)
    assert read_export(AU).column("tracking_number", Subject.SHIPMENTS)[1:3] == ["ZZ000000072AU"] * 2


def test_a_tracking_number_above_the_items_is_a_parcel_of_no_line(tmp_path):
    header = "Sales Record Number,Order Number,Item Title,Custom Label,Quantity,Sold For,Tracking Number"
    rows = ["1,10-1,,,3,$9.00,T1", "1,10-1,Mug,M,1,$3.00,T1", "1,10-1,Cup,C,2,$3.00,T2"]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(["", header, *rows, ""]), "utf-8")
    assert read_export(path).rows(Subject.SHIPMENTS, "tracking_number", "sku", "quantity") == [
        *(("T1", None, None), ("T1", "M", Decimal(1)), ("T2", "C", Decimal(2)))
    ]


def test_a_sale_without_payment_date_is_unpaid_and_not_due():
    assert due_reasons(fates_of(US))[:10] == [
        *("already shipped", "already shipped", "already shipped", "due", "already shipped", "due"),
        *("unpaid", "due", "due", "due"),
    ]
    assert due_reasons(fates_of(UK))[:6] == ["already shipped", "due", "due", "due", "due", "unpaid"]
    assert due_reasons(fates_of(EURO))[5] == "unpaid"


@pytest.mark.parametrize(("file", "at", "number"), [(US, 5, "504"), (UK, 4, "33")])
def test_a_sale_without_order_number_is_known_by_its_record_number(file, at, number):
    read = read_export(file)
    assert (read.column("order_id")[at], read.column("erp_order_id")[at]) == (number, number)


def test_days_and_times_are_those_of_the_site():
    read = read_export(US)
    assert read.column("created_at")[0] == datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
    assert read.column("created_at")[4] == datetime(2026, 9, 16, 6, 45, tzinfo=UTC)
    assert read.column("promised_ship_at")[0] == datetime(2026, 9, 17, 7, 0, tzinfo=UTC)
    assert read_export(UK).column("created_at")[0] == datetime(2026, 9, 13, 23, 0, tzinfo=UTC)
    assert read_export(AU).column("created_at")[0] == datetime(2026, 5, 26, 7, 0, tzinfo=UTC)


def test_french_and_german_months():
    assert read_export(EURO).column("created_at") == [
        datetime(2026, 10, 5, 7, 0, tzinfo=UTC),
        *[datetime(2026, 10, 2, 7, 0, tzinfo=UTC)] * 3,
        datetime(2025, 12, 10, 8, 0, tzinfo=UTC),
        datetime(2026, 8, 14, 7, 0, tzinfo=UTC),
    ]


def test_a_decimal_comma_is_found_by_the_amounts():
    read = read_export(EURO)
    assert read.assumed == ("amounts have a decimal comma",)
    assert read.column("unit_price")[0] == Decimal("1234.50")
    assert read.column("unit_price")[2] == Decimal(90)
    assert read.column("order_paid")[1] == Decimal("117.50")
    assert read.column("product_name")[2] == "Sample Mütze; blau"
    assert read_export(AU).column("unit_price")[0] == Decimal(3000)
    assert read_export(UK).column("unit_price")[0] == Decimal(12)


def test_ids_keep_their_zeros():
    assert read_export(US).column("sku")[3] == "0007"
    assert read_export(US).column("postcode")[4] == "02108"
    assert read_export(EURO).column("tracking_number")[2] == "00340000000000000062"


def test_a_british_county_is_a_region_and_no_chinese_county():
    read = read_export(UK)
    assert read.column("province") == ["West Yorkshire", None, None, None, "Kent", None]
    assert {"county", "town"}.isdisjoint(read.feeds)


def test_a_phone_that_a_spreadsheet_made_a_formula():
    assert read_export(UK).column("phone")[0] == "+447700900001"


@pytest.mark.parametrize(
    ("file", "kind", "count"),
    [(US, "ebay_orders", 6), (UK, "ebay_uk_orders", 4), (AU, "ebay_orders", 3), (EURO, "ebay_orders", 4)],
)
def test_the_footer_counts_sales_record_numbers(file, kind, count):
    checksum = _profile(kind).checksum
    assert (checksum.counts, checksum.consecutive) == ("erp_order_id", True)
    with open_export(str(FIXTURES / file)) as export:
        texts = [text for block in export.blocks() for text in block.aside["text"] if text]
    counted = [int(found[1]) for text in texts if (found := re.search(checksum.pattern, text))]
    assert counted == [count]
    assert len(set(read_export(file).column("erp_order_id"))) == count
