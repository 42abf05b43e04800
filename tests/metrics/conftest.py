from __future__ import annotations

from decimal import Decimal

import pytest

from tests.metrics.frames import World, at


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def busy() -> World:
    """Something of everything: late, split, cancelled, returned, unknown, of two shops and carriers."""
    world = World()
    world.order(0, deliver_by=at(6), province="浙江省")
    world.order(1, left_at=at(4), deliver_by=at(4), province="江苏省")
    world.order(2, shop="B", parcels=2, done_at=at(3), delivered_at=None, created_at=at(9), ship_by=at(11))
    world.order(3, live=False, complete=False, left_at=None, delivered_at=None, parcels=0, lines=False)
    world.orders[-1] |= {"cancelled_by": "seller", "cancelled_at": at(2)}
    world.line(3, 3, due=0, cancelled=2000, reason="cancelled", live=False)
    world.order(4, observed=False)
    world.order(5, lines=False, ship_by=None)
    world.line(5, 5, due=3000, shipped=1000)
    world.line(6, 5, due=1000, passed=True)
    world.orders[-1] |= {"refunded": True, "refund_amount": Decimal(10)}
    for order, carrier in ((0, "SF"), (1, "YTO"), (2, "SF"), (2, "YTO"), (5, "SF")):
        world.content(order, 1000 + len(world.parcels), carrier=carrier, warehouse="W1", left_at=at(2))
        world.parcel(order, carrier=carrier, warehouse="W1", attempts=1)
    world.parcels[3] |= {"delivered_at": None, "picked_up_at": None, "status": "shipped", "attempts": None}
    world.parcel(None, status="returned", delivered_at=None, picked_up_at=at(3))
    world.unit(2, "in", "home", set=1)
    world.unit(2, "out", "home", set=1, left_at=at(5))
    world.unit(0, "in", "unpaired")
    world.returned(1, reason="包装破损", return_tracking_number="R1")
    cases = world.cases
    for order, days in ((0, 2), (1, 3), (2, 5)):
        cases.lasts(days, at(6 + order), order=order, paid_at=at(1), refund_amount=Decimal(50))
    cases.case(at(9), responded_at=at(10), sent_back_at=at(12), received_at=at(14), order=1, paid_at=at(1))
    cases.lasts(4, at(7), "rejected", order=0, paid_at=at(1))
    cases.lasts(1, at(7), kind="refund_only", order=None, refund_amount=Decimal(9))
    cases.lasts(0.1, at(2), kind="refund_before_shipment", order=5, paid_at=at(1))
    cases.case(None, "refunded", order=2, paid_at=at(1))
    cases.case(at(25))
    world.findings = {"ADR003": [0, 1], "SPL001": [5], "SHP003": [1000]}
    return world
