from __future__ import annotations

import pytest

from fulfil.policy.policy import Policy
from fulfil.policy.split import Split
from tests.rules.held import number

AGAIN = {"tracking_number": number(2)}
OVER = [("A1", "1 more units of TOY-01 were shipped than the 1 that were due")]
KITS = "kit_sku,component_sku,quantity\nDESK,TOP,1\nDESK,LEG,4\n"


@pytest.mark.parametrize(
    ("orders", "parcels", "told"),
    [
        ([{}], [{"quantity": "2"}], OVER),
        ([{}], [{}, AGAIN], OVER),
        ([{"quantity": "2"}], [{}, AGAIN], []),
        ([{"quantity": "2", "cancelled_quantity": "1"}], [{}, AGAIN], OVER),
        # Replacements and voided labels never count.
        ([{}], [{}, {**AGAIN, "reship_of": number(1)}], []),
        ([{}], [{}, {**AGAIN, "replacement": "yes"}], []),
        ([{}], [{}, {**AGAIN, "voided": "yes"}], []),
        # A line that was cancelled as a whole is SPL004's.
        ([{"status": "cancelled"}], [{}], []),
        ([{"quantity": "1", "cancelled_quantity": "1"}], [{}], []),
        # What one line has too much goes to another line of that SKU first.
        (
            [{"line_id": "1"}, {"line_id": "2"}],
            [{"line_id": "1", "quantity": "2"}],
            [],
        ),
        (
            [{"line_id": "1"}, {"line_id": "2", "quantity": "2"}],
            [{"line_id": "1", "quantity": "4"}],
            [("A1", "1 more units of TOY-01 were shipped than the 2 that were due")],
        ),
        (
            [{"quantity": "1.5"}],
            [{"quantity": "1.75"}],
            [("A1", "0.25 more units of TOY-01 were shipped than the 1.5 that were due")],
        ),
        # Nobody says what is in a parcel, or that a quantity is no quantity.
        ([{}], [{"quantity": "2"}, {**AGAIN, "sku": None}], []),
        ([{}], [{"quantity": "2"}, {**AGAIN, "quantity": "-1"}], []),
    ],
)
def test_what_left_beyond_what_was_due(held, orders, parcels, told):
    assert held(orders, parcels).get("SPL002", []) == told


def test_the_parcel_of_an_exchange_never_counts(held):
    exchange = {"return_type": "exchange", "exchange_tracking_number": number(2)}
    assert "SPL002" not in held([{}], [{}, AGAIN], [exchange])


def test_parts_of_a_kit_that_are_too_many_are_told_of_the_kit_by_their_own_name(held):
    parcels = [{"sku": "TOP"}, {"sku": "LEG", "quantity": "5"}]
    told = held([{"sku": "DESK"}], parcels, kits=KITS)
    assert told["SPL002"] == [("A1", "1 more units of LEG were shipped than the 1 that were due")]


def test_spare_units_that_the_policy_allows(held):
    assert "SPL002" not in held([{}], [{"quantity": "2"}], policy=Policy(split=Split(spare_units=1)))
