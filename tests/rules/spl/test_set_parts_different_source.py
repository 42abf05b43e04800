from __future__ import annotations

import pytest

from tests.rules.held import number

SET = {"sku": "KFR-35GW/BP"}
INDOOR, OUTDOOR = {"sku": "KFR-35G/BP"}, {"sku": "KFR-35W/BP", "tracking_number": number(2)}


def _told(what):
    return [("A1", f"the parts of a set (air-conditioner 35) came from different {what}")]


@pytest.mark.parametrize(
    ("indoor", "outdoor", "told"),
    [
        ({"warehouse": "North"}, {"warehouse": "South"}, _told("warehouses")),
        ({"carrier": "中通快递"}, {"carrier": "圆通速递"}, _told("carriers")),
        (
            {"warehouse": "North", "carrier": "中通快递"},
            {"warehouse": "South", "carrier": "圆通速递"},
            _told("warehouses and carriers"),
        ),
        ({"warehouse": "North"}, {"warehouse": "North"}, []),
        # One carrier under two names.
        ({"carrier": "ZTO"}, {"carrier": "中通快递"}, []),
        # What is empty is not compared.
        ({"warehouse": "North"}, {"warehouse": None}, []),
        ({"carrier": "中通快递"}, {"carrier": None}, []),
    ],
)
def test_parts_of_one_set_from_two_places(held, indoor, outdoor, told):
    assert held([SET], [INDOOR | indoor, OUTDOOR | outdoor]).get("SPL009", []) == told


def test_parts_of_two_sets_are_not_compared(held):
    parcels = [
        {**INDOOR, "warehouse": "North"},
        {**OUTDOOR, "warehouse": "North"},
        {**INDOOR, "order_id": "A2", "warehouse": "South", "tracking_number": number(3)},
        {**OUTDOOR, "order_id": "A2", "warehouse": "South", "tracking_number": number(4)},
    ]
    assert "SPL009" not in held([SET, {**SET, "order_id": "A2"}], parcels)
