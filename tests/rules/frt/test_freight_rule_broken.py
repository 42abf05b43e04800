from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.policy.freight import Freight
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import read_policy
from fulfil.rules.frt.freight_rule_broken import freight_rule_broken

BOTH = read_policy(["freight-free-from-99", "freight-2kg-5-10"])


def _found(facts, policy=BOTH):
    return freight_rule_broken.check(facts, policy).collect().rows()


def _order(goods="50", weight=1000, freight="5", **more):
    return {"goods_amount": goods, "weight_g": weight, "freight_paid": freight} | more


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (_order(), None),
        (_order(freight="5.0000"), None),
        (_order(weight=2000), None),
        (_order(weight=2001), ("5", "10", "2.001 kg")),
        (_order(weight=2100, freight="10"), None),
        (_order(weight=500, freight="10"), ("10", "5", "0.5 kg")),
        (_order(freight="5.01"), ("5.01", "5", "1 kg")),
        (_order(freight="0"), ("0", "5", "1 kg")),
        (_order("98.99", freight="0"), ("0", "5", "1 kg")),
        (_order("99", freight="0"), None),
        (_order("99", freight="5"), ("5", "0", "goods of 99")),
        (_order("120.50", None, "5"), ("5", "0", "goods of 120.5")),
        # What the table asks for, or what was charged, is not told.
        (_order(weight=None), None),
        (_order(None), None),
        (_order(freight=None), None),
        (_order(freight="0", live=False), None),
    ],
)
def test_an_order_is_held_against_the_table(facts, order, told):
    assert _found(facts(order)) == ([(0, *told)] if told else [])


def test_without_a_table_nothing_is_judged(facts):
    assert _found(facts(_order(freight="77")), Policy()) == []


def test_a_threshold_alone_says_nothing_of_smaller_orders(facts):
    policy = read_policy(["freight-free-from-99"])
    orders = facts(_order("98", freight="12"), _order("99", freight="12"), _order("99", freight="0"))
    assert _found(orders, policy) == [(1, "12", "0", "goods of 99")]


def test_one_price_for_every_weight(facts):
    policy = Policy(freight=Freight(above=Decimal(8)))
    orders = facts(_order(None, None, "8"), _order(None, None, "9"))
    assert _found(orders, policy) == [(1, "9", "8", "the same for every weight")]


def test_steps_without_a_price_above_say_nothing_of_heavier_parcels(facts):
    policy = Policy(freight=Freight(steps=[{"up_to_kg": 1, "price": 4}, {"up_to_kg": 3, "price": 6}]))
    weights = (1000, 1001, 3000, 3001)
    assert [row[0] for row in _found(facts(*[_order(weight=w, freight="6") for w in weights]), policy)] == [0]


def test_the_threshold_may_be_compared_with_what_was_paid(facts):
    table = Freight(free_from=Decimal(99), free_by="paid", above=Decimal(5))
    orders = facts(_order("120", freight="5", order_paid="100"), _order("120", freight="5", order_paid="104"))
    assert _found(orders, Policy(freight=table)) == [(1, "5", "0", "goods of 99")]


def test_orders_of_one_purchase_are_charged_once(facts):
    parts = [_order("60", freight="0", group=0), _order("60", freight="0", group=0)]
    assert _found(facts(*parts)) == []
    assert _found(facts(parts[0], parts[1] | {"freight_paid": "5"})) == [(0, "5", "0", "goods of 120")]
    # Two purchases that only look like one are charged twice.
    guessed = [part | {"inferred": True} for part in parts]
    assert [row[0] for row in _found(facts(*guessed))] == [0, 1]
    # One part that is gone, or tells nothing, leaves the whole open.
    assert _found(facts(parts[0], parts[1] | {"live": False, "freight_paid": "5"})) == []
    assert _found(facts(parts[0], parts[1] | {"freight_paid": None})) == []


def test_no_orders_no_findings(facts):
    assert _found(facts()) == []
