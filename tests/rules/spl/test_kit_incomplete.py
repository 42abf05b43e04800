from __future__ import annotations

import pytest

from tests.rules.held import number

KITS = "kit_sku,component_sku,quantity\nDESK,TOP,1\nDESK,LEG,4\nOFFICE,DESK,1\nOFFICE,LAMP,2\n"
DESK = {"sku": "DESK"}
TOP = {"sku": "TOP"}
LEGS = {"sku": "LEG", "quantity": "4", "tracking_number": number(2)}
NONE = [("A1", "0 of 1 kits are whole: parts are missing")]
SIBLING = {"parent_order_id": "P"}


@pytest.mark.parametrize(
    ("orders", "parcels", "told"),
    [
        ([DESK], [TOP, LEGS], []),
        ([DESK], [TOP], NONE),
        ([DESK], [TOP, {**LEGS, "quantity": "3"}], NONE),
        (
            [{**DESK, "quantity": "3"}],
            [{**TOP, "quantity": "3"}, {**LEGS, "quantity": "11"}],
            [("A1", "2 of 3 kits are whole: parts are missing")],
        ),
        # Kits are taken apart to the last; the kit's own SKU is all of it.
        ([{"sku": "OFFICE"}], [TOP, LEGS, {"sku": "LAMP", "quantity": "2"}], []),
        ([{"sku": "OFFICE"}], [TOP, LEGS, {"sku": "LAMP"}], NONE),
        ([DESK], [DESK], []),
        ([{**DESK, "quantity": "2"}], [DESK, TOP, LEGS], []),
        # A plain line of a part takes first.
        ([DESK, {"sku": "LEG", "quantity": "2"}], [TOP, LEGS], NONE),
        # Parts come in several parcels, and in those of sibling orders.
        (
            [{**DESK, **SIBLING}, {"order_id": "A2", **SIBLING}],
            [TOP, {"order_id": "A2"}, {**LEGS, "order_id": "A2"}],
            [],
        ),
        ([DESK, {"order_id": "A2"}], [TOP, {"order_id": "A2"}, {**LEGS, "order_id": "A2"}], NONE),
        # Cancelled kits, replacements, parcels that say nothing.
        ([{**DESK, "quantity": "2", "cancelled_quantity": "1"}], [TOP, LEGS], []),
        ([DESK], [TOP, {**LEGS, "reship_of": number(1)}], NONE),
        ([DESK], [TOP, {**LEGS, "sku": None}], []),
        # Still to come, inside the promise.
        ([{**DESK, "status": "to_ship", "promised_ship_at": "2026-12-01 09:00:00"}], [TOP], []),
    ],
)
def test_whole_kits_of_what_was_shipped(held, orders, parcels, told):
    assert held(orders, parcels, kits=KITS).get("SPL005", []) == told


def test_without_a_table_a_set_of_an_air_conditioner_is_known_by_its_sku(held):
    orders = [{"sku": "KFR-35GW/BP", "quantity": "2"}]
    halves = [{"sku": "KFR-35G/BP", "quantity": "2"}, {"sku": "KFR-35W/BP3"}]
    assert held(orders, halves)["SPL005"] == [("A1", "1 of 2 kits are whole: parts are missing")]


def test_where_a_siblings_parcel_says_nothing_no_kit_is_judged(held):
    orders = [{**DESK, **SIBLING}, {"order_id": "A2", **SIBLING}]
    assert "SPL005" not in held(orders, [TOP, {"order_id": "A2", "sku": None}], kits=KITS)
