from __future__ import annotations

import pytest

ASKED = {"return_type": "return_and_refund", "status": "approved", "requested_at": "2026-11-20 09:00:00"}
KITS = "kit_sku,component_sku,quantity\nDESK,TOP,1\nDESK,LEG,4\n"
TOP = {"sku": "TOP", "return_id": "R1"}
LEGS = {"sku": "LEG", "quantity": "4", "return_id": "R2", "requested_at": "2026-11-21 09:00:00"}


def _told(held, orders, returns, **asked):
    return held(orders, [], [{**ASKED, **row} for row in returns], **asked).get("RET007", [])


def _some(whole, parts, order="A1"):
    return [(order, f"of {whole} only some parts come back: {parts}")]


@pytest.mark.parametrize(
    ("orders", "returns", "told"),
    [
        ([{}], [TOP], _some("DESK", "0 of leg, 1 of top")),
        ([{}], [TOP, LEGS], []),
        ([{}], [TOP, {**LEGS, "quantity": "3"}], _some("DESK", "3 of leg, 1 of top")),
        ([{}], [{"sku": "DESK"}], []),
        ([{"quantity": "2"}], [TOP, LEGS], []),
        ([{"quantity": "2"}], [TOP, {**LEGS, "quantity": "8"}], _some("DESK", "8 of leg, 1 of top")),
        # A single part is replaced, mended, or never comes.
        ([{}], [{**TOP, "return_type": "exchange"}], []),
        ([{}], [{**TOP, "return_type": "reship"}], []),
        ([{}], [{**TOP, "return_type": "repair"}], []),
        ([{}], [{**TOP, "status": "withdrawn"}], []),
        ([{}], [{**TOP, "return_type": "refund_only"}], []),
        # The order has such a part of its own.
        ([{}, {"sku": "TOP"}], [TOP], []),
        ([{}], [{**TOP, "quantity": None}], []),
    ],
)
def test_parts_of_a_kit(held, orders, returns, told):
    assert _told(held, [{"sku": "DESK", **row} for row in orders], returns, kits=KITS) == told


INDOOR = {"sku": "KFR-35G/NA1", "line_id": "1"}
OUTDOOR = {"sku": "KFR-35W/NB2", "line_id": "2"}


@pytest.mark.parametrize(
    ("orders", "returns", "told"),
    [
        (
            [INDOOR, OUTDOOR],
            [{"sku": "KFR-35G/NA1"}],
            _some("set air-conditioner 35", "1 of indoor, 0 of outdoor"),
        ),
        ([INDOOR, OUTDOOR], [{"sku": "KFR-35G/NA1"}, {"sku": "KFR-35W/NB2"}], []),
        # One more indoor unit than outdoor units: the spare one may go back.
        ([{**INDOOR, "quantity": "2"}, OUTDOOR], [{"sku": "KFR-35G/NA1"}], []),
        # No set at all.
        ([INDOOR], [{"sku": "KFR-35G/NA1"}], []),
        # A whole set was ordered, and its half comes back under the name of its own.
        (
            [{"sku": "KFR-35GW/NA1"}],
            [{"sku": "KFR-35W/NC3"}],
            _some("KFR-35GW/NA1", "0 of indoor, 1 of outdoor"),
        ),
    ],
)
def test_halves_of_sets(held, orders, returns, told):
    assert _told(held, orders, returns) == told


def test_sets_are_counted_over_the_orders_of_one_purchase(held):
    orders = [
        {**INDOOR, "order_id": "A1", "parent_order_id": "P1"},
        {**OUTDOOR, "order_id": "A2", "parent_order_id": "P1"},
    ]
    rows = [{"order_id": "A1", "sku": "KFR-35G/NA1"}]
    told = _some("set air-conditioner 35", "1 of indoor, 0 of outdoor")
    assert _told(held, orders, rows) == told
    rows.append({"order_id": "A2", "return_id": "R2", "sku": "KFR-35W/NB2"})
    assert _told(held, orders, rows) == []
