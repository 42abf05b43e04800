"""M17, M18, M19, M27 and M28: splits, sets, cancellations, ways, and what the findings come from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.metrics.result import Figure, Form
from tests.metrics.frames import at


def test_split_rate(world):
    world.order(0)
    world.order(1, parcels=2, done_at=at(2, 3))
    world.order(2, parcels=3, done_at=at(4))
    world.order(3, parcels=2, left_at=None)  # nobody knows the days
    world.order(4, parcels=0)
    assert world.figures("M17") == {
        "two parcels or more": (3, 4),
        "parcels on several days": (1, 3),
        "parcels per order": (8, 4),
    }
    assert world.measured("M17").figures[1].left_out == 1
    assert world.left_out("M17") == {"no parcel": 1}


def test_set_integrity(world):
    world.unit(0, "in", "home", set=1, left_at=at(2), delivered_at=at(4))
    world.unit(0, "out", "home", set=1, left_at=at(3), delivered_at=at(4))
    world.unit(1, "in", "crossed", set=2, left_at=at(2), delivered_at=None)
    world.unit(2, "out", "crossed", set=2, left_at=at(2), delivered_at=at(4))
    # An indoor unit of one model and an outdoor unit of another in one pool are one broken set.
    world.unit(1, "in", "unpaired", key="26")
    world.unit(2, "out", "unpaired", key="35")
    # Two units of one role are two.
    world.unit(5, "in", "unpaired", pool=2)
    world.unit(5, "in", "unpaired", pool=2)
    world.unit(6, "in", "as ordered", pool=3)
    measured = {figure.name: figure for figure in world.measured("M18").figures}
    shares = {name: (f.numerator, f.denominator) for name, f in measured.items() if f.form == "share"}
    assert shares == {"matched inside the order": (1, 5), "matched inside the group": (2, 5)}
    handed = measured["between handovers of parts"]
    # 24 h and 0 h; the broken ones have no two parts.
    assert (handed.denominator, handed.left_out) == (2, 3)
    assert [p.hours for p in handed.percentiles[:2]] == [0, 24]
    assert measured["between deliveries of parts"].denominator == 1
    assert world.left_out("M18") == {"parts that left as ordered, on their own": 1}


def test_seller_cancellations(world):
    gone = {"live": False, "complete": False, "parcels": 0, "left_at": None, "status": "cancelled"}
    world.order(0)
    world.order(1, **gone, cancelled_by="seller", cancelled_at=at(2))
    world.order(2, **gone, cancelled_by="buyer", cancelled_at=at(2))
    world.order(3, **gone)
    world.order(4, live=False, cancelled_by="seller", cancelled_at=at(6))  # after it left
    world.order(5, observed=False)
    assert world.figures("M19") == {
        "said to be by the seller": (1, 4),
        "the seller, where nobody is named": (2, 5),
    }
    assert world.left_out("M19") == {"cancelled by the buyer": 1}


def test_transport_legs(world):
    world.order(0, parcels=2)
    world.order(1)
    world.parcel(0)
    world.parcel(0, status="returned", delivered_at=None)  # out and back
    world.parcel(1)
    world.parcel(1, replacement=True)
    world.parcel(1, counted=False)
    world.parcel(None)
    world.returned(1, return_tracking_number="R1")
    world.returned(1, return_tracking_number="R1")  # two lines, one way
    world.returned(1, return_tracking_number=None)  # refunded, and nothing sent back
    assert world.figures("M27") == {
        "all legs": (6, 2),
        "out": (3, 2),
        "back by return": (1, 2),
        "brought back by the carrier": (1, 2),
        "out again as replacement": (1, 2),
    }


def test_pareto(world):
    world.order(0, order_paid=Decimal(100))
    world.order(1, order_paid=Decimal("50.5"), created_at=at(2))
    world.order(2, order_paid=None)
    world.content(1, 1000)
    world.line(9, 0)
    # Three of ADR003 in two orders; one of SHP003 whose record is a shipment; one of no known order.
    world.findings = {"SHP003": [1000, 777], "ADR003": [0, 9, 1]}
    measured = world.measured("M28")
    assert [(c.rule, c.findings, c.share, c.cumulative, c.orders, c.money) for c in measured.causes] == [
        ("ADR003", 3, 0.6, 0.6, 2, ((None, Decimal("150.5")),)),
        ("SHP003", 2, 0.4, 1.0, 1, ((None, Decimal("50.5")),)),
    ]
    assert [(w.week, w.findings, w.orders) for w in measured.causes[0].weeks] == [
        ("2026-W44", 2, 1),
        ("2026-W45", 1, 1),
    ]
    assert [(w.week, w.findings, w.orders) for w in measured.causes[1].weeks] == [
        ("2026-W45", 1, 1),
        (None, 1, 0),
    ]
    assert world.figures("M28") == {"orders with a finding": (2, 3)}


def test_pareto_keeps_currencies_apart(world):
    world.order(0, currency="CNY")
    world.order(1, currency="USD")
    world.findings = {"ADR003": [0, 1]}
    (cause,) = world.measured("M28").causes
    assert cause.money == (("CNY", Decimal(100)), ("USD", Decimal(100)))


def test_rates():
    assert Figure("x", "y", Form.SHARE, 1, 4).rate == pytest.approx(0.25)
    assert Figure("x", "y", Form.SHARE, 0, 0).rate is None
