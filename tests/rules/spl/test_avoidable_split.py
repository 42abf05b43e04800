from __future__ import annotations

import pytest

from tests.rules.held import number

FIRST = {"warehouse": "North", "weight_kg": "0.5"}
SECOND = {**FIRST, "tracking_number": number(2), "shipped_at": "2026-11-11 18:00:00"}
SPLIT = [("A1", "2 parcels left North on one day, 1 kg together")]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({}, {}, SPLIT),
        # Two warehouses, two days.
        ({}, {"warehouse": "South"}, []),
        ({}, {"shipped_at": "2026-11-12 08:00:00"}, []),
        # The day is that of the place: 23:30 and 00:30 are two.
        ({"shipped_at": "2026-11-11 23:30:00"}, {"shipped_at": "2026-11-12 00:30:00"}, []),
        ({"shipped_at": "2026-11-11 00:10:00"}, {"shipped_at": "2026-11-11 23:50:00"}, SPLIT),
        # What one person lifts: 20 kg.
        (
            {"weight_kg": "10"},
            {"weight_kg": "10"},
            [("A1", "2 parcels left North on one day, 20 kg together")],
        ),
        ({"weight_kg": "10"}, {"weight_kg": "10.001"}, []),
        # Nobody says where, when or how heavy; a weight of 0 is none.
        ({"warehouse": None}, {"warehouse": None}, []),
        ({}, {"weight_kg": None}, []),
        ({}, {"weight_kg": "0"}, []),
        ({}, {"shipped_at": None}, []),
        # Pieces under one master number are one parcel; voided labels and replacements are none.
        ({"master_tracking_number": number(7)}, {"master_tracking_number": number(7)}, []),
        ({}, {"voided": "yes"}, []),
        ({}, {"reship_of": number(1)}, []),
    ],
)
def test_several_parcels_that_one_could_have_held(held, first, second, told):
    assert held([{"quantity": "2"}], [FIRST | first, SECOND | second]).get("SPL010", []) == told


@pytest.mark.parametrize("other", ["A2", "Z9"])
def test_a_parcel_that_holds_another_order_is_not_this_ones_alone(held, other):
    shared = {**SECOND, "order_id": other}
    assert "SPL010" not in held([{"quantity": "2"}, {"order_id": "A2"}], [FIRST, SECOND, shared])


def test_one_finding_for_each_day(held):
    later = {"shipped_at": "2026-11-12 10:00:00"}
    parcels = [
        FIRST,
        SECOND,
        FIRST | later | {"tracking_number": number(3)},
        SECOND | later | {"tracking_number": number(4)},
    ]
    assert held([{"quantity": "4"}], parcels)["SPL010"] == SPLIT * 2
