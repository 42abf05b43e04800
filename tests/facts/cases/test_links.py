"""What orders and parcels say of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.facts.cases.derived import derived

EXCHANGE = {"return_type": "exchange", "status": "received"}
SENT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("named", "orders", "parcel"),
    [
        ({"exchange_tracking_number": "75800000000009"}, [{}], {"tracking_number": "75800000000009"}),
        ({"exchange_order_id": "A9"}, [{}, {"order_id": "A9"}], {"order_id": "A9"}),
        ({}, [{}], {"tracking_number": "75800000000009", "reship_of": "75800000000001"}),
    ],
)
def test_an_exchange_ends_when_its_replacement_leaves(tmp_path, named, orders, parcel):
    sent = {"shipped_at": "2026-11-25 10:00:00", "tracking_number": "75800000000009"} | parcel
    cases, _ = derived(tmp_path, [EXCHANGE | named], orders, [{}, sent])
    case = cases["R1"]
    assert (case["outcome"], case["replaced_at"], case["ended_at"]) == ("replaced", SENT, SENT)


def test_the_reshipment_of_an_order_is_nobodys_where_two_cases_ask_for_one(tmp_path):
    sent = {
        "shipped_at": "2026-11-25 10:00:00",
        "tracking_number": "75800000000009",
        "reship_of": "75800000000001",
    }
    cases, _ = derived(tmp_path, [EXCHANGE, EXCHANGE | {"return_id": "R2"}], [{}], [{}, sent])
    assert {case["outcome"] for case in cases.values()} == {"open"}


@pytest.mark.parametrize(
    ("order", "apart"),
    [
        # The shop's file tells when goods leave, and these had not when the money was paid.
        ({"shipped_at": "", "status": "refunded"}, "refunded before shipment"),
        ({"shipped_at": "2026-11-23 10:00:00", "status": "shipped"}, "refunded before shipment"),
        ({"shipped_at": "2026-11-12 10:00:00", "status": "shipped"}, None),
        ({"shipped_at": "", "status": "shipped"}, None),
    ],
)
def test_what_never_left_was_refunded_before_shipment_whatever_it_is_called(tmp_path, order, apart):
    money = {"return_type": "refund only", "status": "refunded", "refunded_at": "2026-11-22 10:00:00"}
    other = {"order_id": "A2", "shipped_at": "2026-11-12 10:00:00"}
    cases, _ = derived(tmp_path, [money], [order, other])
    assert cases["R1"]["apart"] == apart


def test_nothing_is_said_of_sending_where_no_file_tells_it(tmp_path):
    money = {"return_type": "refund only", "status": "refunded", "refunded_at": "2026-11-22 10:00:00"}
    cases, _ = derived(tmp_path, [money], [{"status": "refunded"}])
    assert (cases["R1"]["kind"], cases["R1"]["apart"]) == ("refund_only", None)


def test_the_goods_arrived_with_the_last_parcel_of_their_line(tmp_path):
    orders = [{"line_id": "1", "quantity": "2"}, {"line_id": "2", "sku": "TOY-02"}]
    parcels = [
        {"line_id": "1", "delivered_at": "2026-11-13 10:00:00"},
        {"line_id": "1", "tracking_number": "75800000000002", "delivered_at": "2026-11-15 10:00:00"},
        {
            "line_id": "2",
            "sku": "TOY-02",
            "tracking_number": "75800000000003",
            "delivered_at": "2026-11-18 10:00:00",
        },
    ]
    cases, _ = derived(tmp_path, [{"line_id": "1"}], orders, parcels)
    case = cases["R1"]
    assert case["delivered_at"] == datetime(2026, 11, 15, 2, 0, tzinfo=UTC)
    assert case["last_delivered_at"] == datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("refund", "partial"), [("59.80", False), ("59.79", False), ("59.78", True), ("", None)]
)
def test_less_than_the_price_of_the_lines_is_a_partial_refund(tmp_path, refund, partial):
    orders = [{"line_id": "1", "line_paid": "59.80"}, {"line_id": "2", "line_paid": "5.00"}]
    cases, _ = derived(tmp_path, [{"line_id": "1", "refund_amount": refund}], orders)
    assert (cases["R1"]["paid"], cases["R1"]["partial"]) == (Decimal("59.80"), partial)


def test_the_purchase_was_paid_with_its_first_order(tmp_path):
    orders = [
        {"parent_order_id": "P1", "paid_at": "2026-11-10 10:00:00"},
        {"order_id": "A2", "parent_order_id": "P1", "paid_at": "2026-11-09 10:00:00"},
    ]
    cases, facts = derived(tmp_path, [{}], orders)
    assert cases["R1"]["paid_at"] == datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
    assert facts.fulfilment.orders["group"].n_unique() == 1


def test_an_order_that_no_file_has_gives_no_link(tmp_path):
    cases, _ = derived(tmp_path, [{"order_id": "B9"}], [{}])
    linked = ("order", "order_id", "group", "paid_at", "delivered_at", "paid", "partial")
    assert [cases["R1"][name] for name in linked] == [None] * len(linked)


@pytest.mark.parametrize(
    ("named", "parcels", "which"),
    [
        ({}, [{}], 0),
        ({"original_tracking_number": "75800000000002"}, [{}, {"tracking_number": "75800000000002"}], 1),
        ({}, [{}, {"tracking_number": "75800000000002"}], None),
    ],
)
def test_a_return_knows_the_parcel_that_brought_its_goods(tmp_path, named, parcels, which):
    _, facts = derived(tmp_path, [named], [{"quantity": "2"}], parcels)
    parcel = facts.cases.lines["parcel"].to_list()
    assert parcel == [None if which is None else facts.fulfilment.parcels["parcel"].sort()[which]]
