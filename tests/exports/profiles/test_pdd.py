from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FILE, ALL_COLUMNS, OLD = "pdd/orders.csv", "pdd/orders_all_columns.csv", "pdd/orders_2020.csv"


def test_recognised():
    assert read_export(FILE).kind == ("pdd_orders", "utf-8", ",", 1)
    assert read_export(ALL_COLUMNS).kind == ("pdd_orders", "utf-8", ",", 1)
    assert read_export(OLD).kind == ("pdd_orders_old", "utf-8", ",", 1)


def test_tabs_behind_values_are_taken_off():
    read = read_export(FILE)
    assert read.unread == []
    assert read.column("order_id")[0] == "260914-100000000000001"
    assert read.column("sku")[4] == "0088"
    assert read.column("quantity")[1] == Decimal(2)
    assert read.column("order_paid")[0] == Decimal("19.90")
    assert read.column("paid_at")[0] == datetime(2026, 9, 14, 0, 0, 5, tzinfo=UTC)
    # An empty time is a lone tab.
    assert read.column("delivered_at")[0] is None
    assert read.column("created_at")[3] is None


def test_full_and_half_width_brackets_in_one_header():
    feeds = read_export(OLD).feeds
    assert feeds["goods_amount"] == ["商品总价（元）"]
    assert feeds["freight_paid"] == ["邮费(元)"]
    assert feeds["created_at"] == ["拼单成功时间"]


def test_states():
    read = read_export(FILE)
    assert read.column("status_state") == [
        *(
            "shipped",
            "refunded",
            "refunded",
            "delivered",
            "to_ship",
            "to_ship",
            "to_ship",
            "to_ship",
            "shipped",
        )
    ]
    assert read.column("aftersale_status_state")[:2] == ["none", "refunded"]
    assert read.column("aftersale_status_state")[6] == "open"


def test_due():
    assert due_reasons(fates_of(FILE)) == [
        *("already shipped", "refunded", "refunded", "already shipped"),
        *("due", "due", "due", "due", "already shipped"),
    ]


def test_in_review_pick_up_and_appointments_are_not_due():
    assert due_reasons(fates_of(ALL_COLUMNS)) == [
        *("due", "in review", "picked up by the buyer", "pre-sale, to ship later", "unpaid")
    ]


def test_open_refunds_and_missing_counties_hold_and_masked_regions_do_not():
    assert held(fates_of(FILE)) == {
        "260916-100000000000006": "ADR003",
        "260916-100000000000007": "RFD008",
    }
    assert held(fates_of(OLD)) == {"260916-100000000000022": "ADR003"}
