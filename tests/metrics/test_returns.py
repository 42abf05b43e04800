"""M20 to M26, and what order exports tell of returns, by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fulfil.metrics.returns.of_returns import Asked, returns_of
from tests.metrics.frames import at


def test_return_rate(world):
    for order in range(4):
        world.order(order, currency="CNY")
    world.order(4, currency="USD")
    world.order(5, shop="B", currency="CNY")
    world.order(6, status="cancelled", live=False, complete=False, left_at=None, parcels=0, currency="CNY")
    cases = world.cases
    cases.lasts(2, at(6), order=0, refund_amount=Decimal(40))
    cases.lasts(2, at(7), order=0, refund_amount=Decimal(70))  # more than was paid, of more than was sold
    cases.lasts(2, at(6), "rejected", order=1)
    cases.case(at(6), order=2, refund_amount=Decimal(30))  # asked for, and not paid yet
    cases.lasts(1, at(2), kind="price_protection", order=3, refund_amount=Decimal(5))
    figures = world.figures("M20")
    assert figures == {
        "orders": (2, 5),
        "orders with a request": (3, 5),
        "units": (2, 5),
        "money": (100, 400),
        "orders of 2026-11 (immature)": (2, 5),
    }
    assert world.left_out("M20") == {
        "cancelled before anything left": 1,
        "its shop has no return export": 1,
    }
    assert world.measured("M20").figures[3].left_out == 1, "an order in another currency"
    # A window of 7 days by Chinese law, and 15 for the way, after the end of the month.
    assert world.measured("M20", as_of=at(31 + 21)).figures[-1].name == "orders of 2026-11 (immature)"
    assert world.measured("M20", as_of=at(31 + 22)).figures[-1].name == "orders of 2026-11"


def test_response_time(world):
    cases = world.cases
    for hours in (1, 2, 3):
        cases.lasts(3, at(2), answered_at=at(2, hours))
    cases.case(at(19))  # waits for a day
    cases.case(at(2), "refunded", sent_back_at=at(4), refunded_at=at(6))  # an automatic approval
    cases.lasts(0.1, at(2), kind="price_protection")
    figure = world.measured("M21").figures[0]
    assert (figure.numerator, figure.denominator) == (3, 4)
    assert [p.hours for p in figure.percentiles[:2]] == [2, None]
    assert world.left_out("M21") == {
        "the return stands apart": 1,
        "its answer or request cannot be told": 1,
    }


def test_turnaround(world):
    cases = world.cases
    for days in (2, 4, 6):
        cases.lasts(days, at(2))
    cases.lasts(8, at(2), "rejected")
    cases.case(at(8))  # 12 days old
    cases.case(at(2), "refunded")
    figure = world.measured("M22").figures[0]
    assert (figure.numerator, figure.denominator) == (4, 5)
    assert figure.percentiles[0].hours == 6 * 24
    # Nobody was followed for 15 days.
    assert figure.within == ((7 * 24, pytest.approx(0.6)),)
    assert world.left_out("M22") == {"it ended, and nothing tells when": 1}


def test_turnaround_is_that_of_the_figures(world):
    for day in range(1, 9):
        world.cases.lasts(day, at(day))
    world.cases.case(at(15))
    metric, told = world.measured("M22").figures[0], returns_of(world.inputs(), Asked()).whole
    assert [p.hours / 24 for p in metric.percentiles[:3]] == [r.days for r in told.readings[:3]]
    assert [share for _, share in metric.within] == [share for _, share in told.within]


def test_refund_cycle(world):
    cases = world.cases
    cases.lasts(9, at(2), received_at=at(8))  # 3 days
    cases.case(at(2), received_at=at(15))  # 5 days so far
    cases.lasts(2, at(2), received_at=at(9))  # refunded before the goods came
    cases.lasts(9, at(2), "rejected", received_at=at(8))
    cases.lasts(2, at(2))
    figure = world.measured("M23").figures[0]
    assert (figure.numerator, figure.denominator, figure.left_out) == (1, 2, 1)
    assert figure.percentiles[0].hours == 72
    assert world.left_out("M23") == {
        "it ended without money, or its file tells no end": 1,
        "the goods were not received": 1,
    }


def test_order_to_refund(world):
    cases = world.cases
    cases.lasts(4, at(5), order=1, group=0, paid_at=at(1))
    cases.lasts(9, at(3), order=2, group=0, paid_at=at(1))  # the last of the purchase: 11 days
    cases.case(at(5), order=3, paid_at=at(2))  # 18 days so far
    cases.lasts(1, at(5), order=4)
    cases.lasts(1, at(5), "rejected", order=5, paid_at=at(1))
    figure = world.measured("M24").figures[0]
    assert (figure.numerator, figure.denominator) == (1, 2)
    assert figure.percentiles[0].hours == 11 * 24
    assert world.left_out("M24") == {
        "no file tells its payment": 1,
        "no money went back, and none is asked for": 1,
    }


def test_open_by_age(world):
    for day in (18, 17, 16, 3):  # 2, 3, 4 and 17 days old
        world.cases.case(at(day))
    world.cases.lasts(2, at(3))
    assert world.figures("M25") == {
        "up to 3 days": (2, 4),
        "3 to 7 days": (1, 4),
        "7 to 15 days": (0, 4),
        "15 to 30 days": (1, 4),
        "over 30 days": (0, 4),
    }
    assert world.left_out("M25") == {"it ended": 1}


def test_refund_only(world):
    cases = world.cases
    cases.lasts(2, at(3))
    cases.lasts(2, at(3), kind="refund_only")
    cases.lasts(2, at(3), kind=None, goods=False)
    cases.lasts(2, at(3), kind="refund_before_shipment")
    cases.case(at(3), kind="refund_only")
    assert world.figures("M26") == {"no goods came back": (2, 3), "refund only, in words": (1, 2)}
    assert world.left_out("M26") == {"apart: refunded before shipment": 1, "no money went back": 1}


def _orders_only(world, told="orders.aftersale_status"):
    inputs = world.inputs()
    files = (replace(inputs.files[0], columns=frozenset({told})), *inputs.files[1:])
    return returns_of(replace(inputs, files=files), Asked())


def test_where_there_are_orders_alone(world):
    world.order(0, refunded=True, refund_amount=Decimal("9.5"), currency="CNY")
    world.order(1, refunded=True, currency="CNY")
    world.order(2, refund_open=True, currency="CNY")
    world.order(3, currency="CNY")
    told = _orders_only(world)
    (shop,) = told.from_orders
    assert (shop.path, shop.orders, shop.refunded, shop.open) == ("orders.csv", 4, 2, 1)
    assert shop.money == (("CNY", Decimal("9.5")),)
    assert (told.number, told.whole.why_not) == (0, "no case")
    assert told.notes == (
        "orders.csv: no export of its shop's returns: counts and money are its orders', no clocks",
    )
    assert _orders_only(world, "orders.status") is None, "a file that cannot tell refunds tells none"


def test_a_shop_with_a_return_export_is_not_counted_by_its_orders(world):
    world.order(0, refunded=True, currency="CNY")
    world.order(1, refunded=True, shop="B", currency="CNY")
    world.cases.lasts(2, at(3), order=0)
    (shop,) = _orders_only(world).from_orders
    assert (shop.orders, shop.refunded) == (1, 1)
    world.cases.lasts(2, at(3), shop=None)  # an export of all shops of the platform
    assert _orders_only(world).from_orders == ()


def test_what_no_law_limits_is_said(world):
    world.cases.case(at(3))
    inputs = world.inputs()
    abroad = replace(inputs, files=tuple(replace(file, country="US") for file in inputs.files))
    hint = "no law's limit is known for returns.csv: name the one that holds (--policy cn-law, eu, uk)"
    assert hint in returns_of(abroad, Asked()).notes
    assert hint not in returns_of(inputs, Asked()).notes
    assert [note for note in returns_of(inputs, Asked()).notes if note.startswith("returns.csv lacks times")]


def test_currencies_are_said(world):
    world.cases.lasts(2, at(3), refund_amount=Decimal(1))
    world.cases.lasts(2, at(3), refund_amount=Decimal(1), currency="USD")
    world.cases.lasts(2, at(3), refund_amount=Decimal(1), currency=None)
    notes = returns_of(world.inputs(), Asked()).notes
    assert "amounts of different currencies are not added up" in notes
    assert "1 amount names no currency; such amounts are added up among themselves" in notes
