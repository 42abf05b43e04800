from __future__ import annotations

import pytest

BACK = "parcel 75800000000001 came back"


@pytest.mark.parametrize(
    ("parcel", "told"),
    [
        ({"delivery_status": "returned"}, [("A1", BACK)]),
        ({"delivery_status": "退回"}, [("A1", BACK)]),
        ({"delivery_status": "delivered"}, []),
        ({"delivery_status": "exception"}, []),
        ({"delivery_status": None}, []),
        ({"delivery_status": "returned", "voided": "yes"}, []),
        ({"delivery_status": "returned", "reship_of": "R"}, [("A1", BACK)]),
        ({"delivery_status": "returned", "order_id": "Z9"}, [("Z9", BACK)]),
    ],
)
def test_parcels_that_came_back(held, parcel, told):
    assert held([{}], [parcel]).get("DLV002", []) == told


def test_one_parcel_is_told_once_whatever_it_holds(held):
    parcels = [{"delivery_status": "returned"}, {"delivery_status": "returned", "sku": "TOY-02"}]
    assert held([{}, {"sku": "TOY-02"}], parcels)["DLV002"] == [("A1", BACK)]


def test_doubts_about_the_address_of_its_order_are_named(held):
    order = {"province": "浙江省", "city": "杭州市", "county": "", "street": "文三路391号"}
    told = dict(held([order], [{"delivery_status": "returned"}]))
    assert told["DLV002"] == [("A1", f"{BACK}; its order was found doubtful: ADR003")]
