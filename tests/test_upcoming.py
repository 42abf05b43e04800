from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fulfil.upcoming import PARCEL_PROMISE, UPCOMING, upcoming
from tests.reporters.air_conditioners import frame, moment, nothing

NOW = moment("2026-09-04 15:00:00")


def after(hours):
    return NOW + timedelta(hours=hours)


def order(number, **told):
    waiting = {"live": True, "complete": False, "parcels": 0, "status": "to_ship"}
    named = {"order": number, "row": number, "order_id": f"A{number}"}
    return {**named, **waiting, "ship_by_from": "promised_ship_at", "deliver_by_from": "the order", **told}


def parcel(number, **told):
    return {
        "parcel": number,
        "row": number,
        "order": 1,
        "counted": True,
        "tracking_number": f"T{number}",
        **told,
    }


def due(orders=(), parcels=(), hours=24, as_of=NOW):
    balance = replace(
        nothing(), orders=frame("orders", list(orders)), parcels=frame("parcels", list(parcels))
    )
    found = upcoming(balance, as_of, hours)
    assert found.hours == hours
    assert found.rows.schema == UPCOMING
    return found.rows


def kinds(rows):
    return list(zip(rows["kind"], rows["row"], strict=True))


@pytest.mark.parametrize(
    ("hours", "listed"), [(0, False), (0.01, True), (24, True), (24.01, False), (-1, False)]
)
def test_the_span_begins_after_as_of_and_includes_its_end(hours, listed):
    assert due([order(1, ship_by=after(hours))]).height == listed


@pytest.mark.parametrize(
    "told",
    [
        {"live": False},
        {"complete": True},
        {"left_at": NOW},
        {"delivered_at": NOW},
        {"status": "delivered"},
        {"ship_by": None},
        {"live": None},
    ],
)
def test_orders_that_need_nothing_more_are_left_out(told):
    assert due([order(1, **{"ship_by": after(1), **told})]).is_empty()


def test_most_urgent_first_and_with_the_source():
    rows = due(
        [
            order(1, ship_by=after(5), deliver_by=after(9)),
            order(2, ship_by=after(2)),
            order(3, ship_by=after(30)),
        ],
        [parcel(7, promised_delivery_at=after(1))],
    )
    assert kinds(rows) == [("deliver", 7), ("ship", 2), ("ship", 1), ("deliver", 1)]
    assert rows["source"].to_list() == [PARCEL_PROMISE, "promised_ship_at", "promised_ship_at", "the order"]
    assert rows["order_id"][0] == "A1"


def test_a_parcel_without_a_promise_takes_its_orders():
    orders = [order(1, deliver_by=after(3), parcels=1, left_at=NOW)]
    rows = due(orders, [parcel(7), parcel(8, promised_delivery_at=after(50))])
    assert kinds(rows) == [("deliver", 7)]
    assert rows["source"].to_list() == ["the order"]
    assert due(orders, [parcel(7, order=None)]).is_empty()


@pytest.mark.parametrize(
    "told", [{"delivered_at": NOW}, {"status": "delivered"}, {"status": "returned"}, {"counted": False}]
)
def test_parcels_that_have_ended_are_left_out(told):
    assert due([], [parcel(7, **{"promised_delivery_at": after(1), **told})]).is_empty()


def test_nothing_to_look_at():
    assert upcoming(None, NOW, 24).rows.is_empty()
    assert due([order(1, ship_by=after(1))], as_of=None).is_empty()
    assert due().is_empty()
