from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from fulfil.policy.freight import Freight
from fulfil.policy.policy import Policy


def test_nothing_is_judged_until_somebody_gives_a_table():
    assert Policy().freight is None
    assert Policy().delivery.days_after_shipping is None


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({}, "it needs"),
        ({"near_share": 0.2}, "it needs"),
        ({"steps": [{"up_to_kg": 2, "price": 5}, {"up_to_kg": 1, "price": 3}]}, "lightest first"),
        ({"steps": [{"up_to_kg": 2, "price": 5}, {"up_to_kg": 2, "price": 6}]}, "lightest first"),
        ({"steps": [{"up_to_kg": 0, "price": 5}]}, "greater than 0"),
        ({"above": -1}, "greater than or equal to 0"),
        ({"free_from": "free"}, "valid decimal"),
        ({"free_from": 99, "free_by": "weight"}, "goods_amount"),
    ],
)
def test_what_is_no_table_is_refused(table, what):
    with pytest.raises(ValidationError, match=what):
        Freight.model_validate(table)


def test_amounts_are_exact():
    assert Freight(free_from=Decimal("98.90")).free_from == Decimal("98.9")
