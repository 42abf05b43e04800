from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from fulfil.tables import Subject
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


def test_parcels_are_the_orders_with_a_tracking_number():
    read = read_export(FILE)
    assert read.records == 9
    assert read.rows(Subject.SHIPMENTS, "order_id", "tracking_number", "sku", "quantity") == [
        ("260914-100000000000001", "YT1000000000001", "TISSUE-10", Decimal(1)),
        ("260913-100000000000002", "ZT1000000000002", "TISSUE-10", Decimal(2)),
        ("260911-100000000000004", "YT1000000000004", "WASH-2", Decimal(1)),
        ("260916-100000000000009", "YT1000000000009", "TISSUE-10", Decimal(1)),
    ]
    assert read.column("delivered_at", Subject.SHIPMENTS) == [
        *(None, None, datetime(2026, 9, 15, 12, 10, tzinfo=UTC), None)
    ]


def test_lone_tabs_are_no_tracking_numbers():
    for file in (ALL_COLUMNS, OLD):
        read = read_export(file)
        assert read.tables[Subject.SHIPMENTS].is_empty()
        assert read.unread == []


def test_the_complete_headers_are_read():
    new, old = read_export(ALL_COLUMNS), read_export(OLD)
    assert (new.records, old.records) == (5, 3)
    assert new.feeds_of[Subject.SHIPMENTS]["promised_delivery_at"] == ["承诺送达时间"]
    assert old.feeds_of[Subject.SHIPMENTS]["warehouse"] == ["仓库名称"]


def test_words_of_the_open_interface(tmp_path):
    path = tmp_path / "pdd.csv"
    header = "订单号,商家实收金额（元）,商品数量（件）,订单状态,售后状态,快递单号"
    path.write_text(
        f"{header}\n1\t,9.9\t,1\t,已发货待签收\t,退款中\t,No:YT1\t\n2\t,9.9\t,1\t,已签收\t,-\t,null\t\n",
        "utf-8",
    )
    read = read_export(path)
    assert read.kind[0] == "pdd_orders"
    assert read.rows(Subject.ORDERS, "status_state", "aftersale_status_state") == [
        ("shipped", "open"),
        ("delivered", None),
    ]
    assert read.column("tracking_number", Subject.SHIPMENTS) == ["YT1"]
