from __future__ import annotations

import pytest

from tests.rules.held import number

OTHER = {"order_id": "B1", "tracking_number": number(9)}
NO_NUMBER = [("A1", "it was shipped without a tracking number")]


@pytest.mark.parametrize(
    ("order", "parcel", "told"),
    [
        ({}, {"tracking_number": None}, NO_NUMBER),
        ({}, {"carrier": None}, [("A1", "it was shipped without a carrier")]),
        (
            {},
            {"tracking_number": None, "carrier": None},
            [("A1", "it was shipped without a tracking number and a carrier")],
        ),
        ({}, {"tracking_number": "-"}, NO_NUMBER),
        ({}, {"tracking_number": None, "master_tracking_number": number(2)}, []),
        # A status says that it left, or that it did not.
        ({}, {"tracking_number": None, "shipped_at": None, "delivery_status": "delivered"}, NO_NUMBER),
        ({}, {"tracking_number": None, "shipped_at": None, "delivery_status": "label created"}, []),
        ({}, {"tracking_number": None, "shipped_at": None}, []),
        ({}, {"tracking_number": None, "voided": "yes"}, []),
        ({}, {"tracking_number": None, "delivery_status": "not shipped"}, []),
        # Own delivery and what is fetched need none; nor do gifts and services, by the order or the parcel.
        ({}, {"tracking_number": None, "carrier": "商家自送"}, []),
        ({}, {"tracking_number": None, "carrier": "自提"}, []),
        ({"pick_up": "yes"}, {"tracking_number": None}, []),
        ({"gift": "yes"}, {"tracking_number": None}, []),
        ({"product_name": "安装服务"}, {"tracking_number": None}, []),
        ({}, {"tracking_number": None, "gift": "yes"}, []),
        # A locker is a carrier's.
        ({}, {"tracking_number": None, "carrier": "丰巢自提柜"}, NO_NUMBER),
    ],
)
def test_what_left_without_a_number_or_a_carrier(held, order, parcel, told):
    assert held([order, {"order_id": "B1"}], [parcel, OTHER]).get("SHP002", []) == told


def test_a_file_that_names_no_carrier_at_all_lacks_none(held):
    parcels = [{"carrier": None}, {**OTHER, "carrier": None}]
    assert "SHP002" not in held([{}, {"order_id": "B1"}], parcels)


def test_a_parcel_of_an_unknown_order_is_told_as_well(held):
    found = held([{}], [{}, {"order_id": "Z9", "tracking_number": None}])
    assert found["SHP002"] == [("Z9", "it was shipped without a tracking number")]
