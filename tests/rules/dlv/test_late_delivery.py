from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fulfil.policy.delivery import Delivery
from fulfil.policy.policy import Policy
from tests.rules.held import number

AS_OF = datetime(2026, 11, 14, 2, tzinfo=UTC)
OWN = {"promised_delivery_at": "2026-11-13 10:00:00"}
BY_PARCELS = "2026-11-13 02:00 UTC (promised in the file of parcels)"
BY_ORDERS = "2026-11-13 02:00 UTC (promised in the file of orders)"


def _arrived(promise, hours=12):
    return [("A1", f"the parcel arrived, {hours} h after {promise}")]


CAME = {"delivered_at": "2026-11-13 22:00:00"}


@pytest.mark.parametrize(
    ("order", "parcel", "told"),
    [
        ({}, OWN | CAME, _arrived(BY_PARCELS)),
        (OWN, CAME, _arrived(BY_ORDERS)),
        # The parcel's own promise counts before the order's.
        ({"promised_delivery_at": "2026-11-12 10:00:00"}, OWN | CAME, _arrived(BY_PARCELS)),
        ({}, OWN | {"delivered_at": "2026-11-13 10:00:00"}, []),
        # It has not arrived by the end of the files; or it came back (DLV002), or arrived without a time.
        ({}, OWN | {"delivered_at": None}, [("A1", f"the parcel has not arrived, 24 h after {BY_PARCELS}")]),
        ({}, OWN | {"delivery_status": "returned"}, []),
        ({}, OWN | {"delivery_status": "delivered"}, []),
        ({"status": "delivered"}, OWN, []),
        ({}, {"promised_delivery_at": "2026-11-14 11:00:00"}, []),
        # Nobody promised: nothing is late.
        ({}, {"delivered_at": "2026-11-14 09:00:00"}, []),
        # What is sent again was promised for another parcel; a voided label arrives nowhere.
        (OWN, CAME | {"reship_of": "R"}, []),
        ({}, OWN | CAME | {"voided": "yes"}, []),
    ],
)
def test_parcels_are_held_against_their_promise(held, order, parcel, told):
    assert held([order], [parcel], as_of=AS_OF).get("DLV001", []) == told


def test_of_several_orders_in_one_parcel_the_earliest_promise_counts(held):
    orders = [{"promised_delivery_at": "2026-11-20 10:00:00"}, {"order_id": "A2", **OWN}]
    assert held(orders, [CAME, {"order_id": "A2", **CAME}], as_of=AS_OF)["DLV001"] == _arrived(BY_ORDERS)


def test_an_order_that_has_not_even_left(held):
    orders = [{"status": "to_ship", **OWN}, {"order_id": "B1"}]
    told = held(orders, [{"order_id": "B1", "tracking_number": number(2)}], as_of=AS_OF)
    assert told["DLV001"] == [("A1", f"the order has not even left, 24 h after {BY_ORDERS}")]


def test_without_a_promise_only_a_policy_sets_a_limit(held):
    policy = Policy(delivery=Delivery(days_after_shipping=2))
    told = held([{}], [CAME], as_of=AS_OF, policy=policy)
    assert told["DLV001"] == _arrived("2026-11-13 02:00 UTC (2 days after shipping, by the policy)")
