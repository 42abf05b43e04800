"""M06 and M07: orders until their delivery."""

from __future__ import annotations

import pytest

from tests.metrics.frames import at


def test_order_cycle(world):
    # Paid on day 1, delivered on day 5: 96 h. Paid on delivery: from creation, 48 h. Open: 19 days by day 20.
    world.order(0)
    world.order(1, cod=True, paid_at=at(6), delivered_at=at(3))
    world.order(2, delivered_at=None)
    figures = {figure.name: figure for figure in world.measured("M06").figures}
    gross = figures["gross"]
    assert (gross.numerator, gross.denominator) == (2, 3)
    p50, p80, p90, _ = gross.percentiles
    # 3 at risk, one ends at 48 h: 2/3; one at 96 h: 1/3.
    assert p50.hours == 96
    # The band holds 0.5 from the first end on, and its upper end never comes down to it.
    assert (p50.low, p50.high) == (48, None)
    assert (p80.hours, p80.more_than) == (None, 19 * 24)
    assert (p90.hours, p90.more_than) == (None, 19 * 24)
    assert gross.mean_hours == pytest.approx(48 + 48 * 2 / 3 + (19 * 24 - 96) / 3)
    assert figures["net of pre-sale"].missing == ("orders.presale_ship_at",)


def test_net_begins_when_the_seller_may_send(world):
    world.order(0, presale_ship_at=at(3))
    world.order(1, presale_ship_at=None)
    figures = {figure.name: figure for figure in world.measured("M06").figures}
    assert [p.hours for p in figures["gross"].percentiles[:2]] == [96, 96]
    # 48 h and 96 h.
    assert [p.hours for p in figures["net of pre-sale"].percentiles[:2]] == [48, 96]


def test_what_the_cycle_leaves_out(world):
    world.order(0)
    world.order(1, delivered_at=at(0))  # delivered before it was paid
    world.order(2, paid_at=None)
    world.order(3, delivered_at=None, status="delivered")
    world.order(4, shop="B", delivered_at=None)  # this shop tells no delivery
    gone = {"live": False, "left_at": None, "delivered_at": None, "parcels": 0, "complete": False}
    world.order(5, **gone, cancelled_by="seller")
    gross = world.measured("M06").figures[0]
    assert (gross.denominator, gross.left_out) == (1, 2)
    assert world.left_out("M06") == {
        "cancelled by the seller": 1,
        "said to be delivered, and nothing tells when": 1,
        "the shop's files tell no delivery": 1,
    }


def test_on_time_delivery_by_the_day_and_to_the_moment(world):
    # Promised for 12:00 UTC of day 5, which is 20:00 in Shanghai; that day ends at 16:00 UTC.
    promise = {"deliver_by": at(5, 12)}
    world.order(0, **promise, delivered_at=at(5, 12))
    world.order(1, **promise, delivered_at=at(5, 15))
    world.order(2, **promise, delivered_at=at(5, 17))
    world.order(3, **promise, delivered_at=None)  # not delivered: a miss
    world.order(4, deliver_by=at(30), delivered_at=None)
    world.order(5)
    assert world.figures("M07") == {
        "by the end of the promised day": (2, 4),
        "to the moment": (1, 4),
    }
    assert world.left_out("M07") == {"no promise to deliver": 1, "the promise has not run out": 1}
