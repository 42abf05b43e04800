from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.policy.freight import Freight
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import read_policy
from fulfil.rules.frt.freight_step_pain import freight_step_pain

BOTH = read_policy(["freight-free-from-99", "freight-2kg-5-10"])


def _found(facts, policy=BOTH):
    return freight_step_pain.check(facts, policy).collect().rows()


def _order(goods="50", weight=1000, freight="5", **more):
    return {"goods_amount": goods, "weight_g": weight, "freight_paid": freight} | more


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (_order(weight=2000), None),
        (_order(weight=2001), "2.001 kg, where up to 2 kg costs 5"),
        (_order(weight=2200), "2.2 kg, where up to 2 kg costs 5"),
        (_order(weight=2201), None),
        (_order("89.09"), None),
        (_order("89.10"), "goods of 89.1, where 99 ships free"),
        (_order("98.99"), "goods of 98.99, where 99 ships free"),
        (_order("99"), None),
        (_order("95", 2100), "2.1 kg, where up to 2 kg costs 5, and goods of 95, where 99 ships free"),
        (_order("95", None), "goods of 95, where 99 ships free"),
        (_order("95", freight="0"), None),
        (_order("95", freight=None), None),
        (_order("95", live=False), None),
    ],
)
def test_what_misses_a_limit_by_little_is_told(facts, order, reason):
    assert _found(facts(order)) == ([(0, "5", reason)] if reason else [])


def test_without_a_table_nothing_is_told(facts):
    assert _found(facts(_order(weight=2100)), Policy()) == []


def test_a_step_that_costs_no_more_hurts_nobody(facts):
    table = Freight(steps=[{"up_to_kg": 1, "price": 5}, {"up_to_kg": 2, "price": 5}])
    assert _found(facts(_order(weight=1050), _order(weight=2050)), Policy(freight=table)) == []


def test_how_near_is_the_policys(facts):
    table = BOTH.freight.model_copy(update={"near_share": Decimal(0)})
    assert _found(facts(_order(weight=2001), _order("98.99")), Policy(freight=table)) == []
