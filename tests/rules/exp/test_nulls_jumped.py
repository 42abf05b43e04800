from __future__ import annotations

import pytest

from fulfil.policy.policy import Drift, Policy


def orders(rows, empty, blank=""):
    return "order_id,sku\n" + "".join(f"A{n},{blank if n < empty else 'S'}\n" for n in range(rows))


def told(outcome):
    return outcome.messages("EXP012")


def test_a_jump_is_told_with_both_shares(delivered):
    assert told(delivered(orders(100, 2), orders(1500, 900))) == [
        "the sku of the feed canonical is empty in 60.0 % of 1,500 rows, and was in 2.0 % before"
    ]


@pytest.mark.parametrize(
    ("before", "now", "jumped"),
    [
        ((100, 0), (100, 20), False),
        ((100, 0), (100, 21), True),
        ((100, 30), (100, 59), False),
        ((100, 30), (100, 60), True),
        ((100, 60), (100, 85), False),
        ((100, 60), (100, 2), False),
        ((100, 2), (19, 19), False),
        ((19, 0), (100, 99), False),
        ((20, 0), (20, 20), True),
        ((100, 2), (0, 0), False),
    ],
)
def test_the_share_must_rise_by_more_than_a_fifth_and_double_on_enough_rows(delivered, before, now, jumped):
    assert bool(told(delivered(orders(*before), orders(*now)))) is jumped


def test_placeholders_are_empty_and_masked_values_are_not(delivered):
    assert told(delivered(orders(50, 0), orders(50, 25, "-")))
    assert not told(delivered(orders(50, 0), orders(50, 25, "S**")))


def test_the_limits_are_policy(delivered):
    strict = Policy(drift=Drift(rise=0.05, factor=1, least_rows=5))
    assert told(delivered(orders(10, 0), orders(10, 1), policy=strict))


def test_a_lost_column_is_not_told_as_an_empty_one(delivered):
    assert not told(delivered(orders(50, 0), "order_id,note\n" + "".join(f"A{n},x\n" for n in range(50))))
