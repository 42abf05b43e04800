from __future__ import annotations

import pytest

from fulfil.policy.policy import Policy
from fulfil.policy.split import Split
from tests.rules.held import number

WRONG = [("A1", "TOY-02 was shipped, and nobody ordered it")]
OTHER = {"sku": "TOY-02", "tracking_number": number(2)}
KITS = "kit_sku,component_sku,quantity\nDESK,TOP,1\nDESK,LEG,4\n"


@pytest.mark.parametrize(
    ("orders", "parcels", "told"),
    [
        ([{}], [{}, OTHER], WRONG),
        ([{"line_id": "1"}], [{"line_id": "1", "sku": "TOY-02"}], WRONG),
        # Case, width and outer space are no difference; inner space and signs are.
        ([{}], [{"sku": " ＴＯＹ-01"}], []),
        ([{}], [{"sku": "TOY 01"}], [("A1", "TOY 01 was shipped, and nobody ordered it")]),
        # A cancelled line asked for it: that is SPL004's.
        ([{}, {"sku": "TOY-02", "line_status": "cancelled"}], [{}, OTHER], []),
        # What a sibling's plain line asks for belongs to the sibling.
        (
            [{"parent_order_id": "P"}, {"order_id": "A2", "sku": "TOY-02", "parent_order_id": "P"}],
            [{}, OTHER, {"order_id": "A2", "sku": "TOY-02", "tracking_number": number(3)}],
            WRONG,
        ),
        # Gifts and services that the parcel names as such, replacements, voided labels, nothing in it.
        ([{}], [{}, {**OTHER, "gift": "yes"}], []),
        ([{}], [{}, {**OTHER, "product_name": "赠品 抽纸"}], []),
        ([{}], [{}, {**OTHER, "reship_of": number(1)}], []),
        ([{}], [{}, {**OTHER, "voided": "yes"}], []),
        ([{}], [{}, {**OTHER, "quantity": "0"}], []),
        # Nobody says what was ordered, or whose parcel it is.
        ([{"sku": None}], [OTHER], []),
        ([{}], [{}, {**OTHER, "order_id": "Z9"}], []),
        ([{}], [{}, {**OTHER, "order_id": None}], []),
    ],
)
def test_what_nobody_ordered(held, orders, parcels, told):
    assert held(orders, parcels).get("SPL003", []) == told


def test_parts_of_a_kit_are_ordered_by_the_kit_and_by_that_of_a_sibling(held):
    orders = [{"sku": "DESK", "parent_order_id": "P"}, {"order_id": "A2", "parent_order_id": "P"}]
    parcels = [
        {"sku": "TOP"},
        {"sku": "LEG", "quantity": "2", "tracking_number": number(2)},
        {"order_id": "A2", "tracking_number": number(3)},
        {"order_id": "A2", "sku": "LEG", "quantity": "2", "tracking_number": number(3)},
    ]
    assert "SPL003" not in held(orders, parcels, kits=KITS)
    assert [order for order, _ in held(orders, parcels)["SPL003"]] == ["A1", "A1", "A2"]


@pytest.mark.parametrize(
    ("split", "told"),
    [
        (Split(inserts=("^toy-02$",)), []),
        (Split(aliases={"TOY-01": ("TOY-02",)}), []),
        (Split(aliases={"TOY-02": ("TOY-01",)}), WRONG),
    ],
)
def test_inserts_and_aliases_of_the_policy(held, split, told):
    parcels = [{"sku": "TOY-02"}]
    assert held([{}], parcels, policy=Policy(split=split)).get("SPL003", []) == told
