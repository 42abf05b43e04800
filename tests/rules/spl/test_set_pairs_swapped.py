from __future__ import annotations

import pytest

from tests.rules.held import number

G35, W35, G50, W50 = ({"sku": f"KFR-{half}/BP"} for half in ("35G", "35W", "50G", "50W"))
SET35 = {"sku": "KFR-35GW/BP", "parent_order_id": "P"}
SET50 = {"sku": "KFR-50GW/BP", "parent_order_id": "P", "order_id": "A2"}
SECOND = {"order_id": "A2"}
CROSSED = [G35, W50, G50 | SECOND, W35 | SECOND]
SWAP = [
    ("A1", f"send the outdoor unit of air-conditioner 50 from parcel {number(2)} to order A2"),
    ("A2", f"send the outdoor unit of air-conditioner 35 from parcel {number(4)} to order A1"),
]
#: One buyer, one address, one evening: siblings, though no file says so.
PLAIN = {
    "phone": "13800008888",
    "province": "浙江省",
    "city": "杭州市",
    "county": "西湖区",
    "street": "文三路391号",
}


def _parcels(*halves):
    return [{**half, "tracking_number": number(n)} for n, half in enumerate(halves, 1)]


@pytest.mark.parametrize(
    ("orders", "halves", "told"),
    [
        ([SET35, SET50], CROSSED, SWAP),
        ([SET35, SET50], [G35, W35, G50 | SECOND, W50 | SECOND], []),
        # A crossed pair and a unit that fits nothing in one purchase.
        (
            [SET35, SET50, {"sku": "KFR-72GW/BP", "parent_order_id": "P", "order_id": "A3"}],
            [*CROSSED, {"sku": "KFR-72G/BP", "order_id": "A3"}, {"sku": "KFR-51W/BP", "order_id": "A3"}],
            SWAP,
        ),
        # Without a purchase in common nothing is put together.
        ([{**SET35, "parent_order_id": None}, {**SET50, "parent_order_id": None}], CROSSED, []),
        # Nor while a parcel says nothing.
        ([SET35, SET50], [*CROSSED, {"sku": None}], []),
    ],
)
def test_the_swap_that_cures_it(held, orders, halves, told):
    found = held(orders, _parcels(*halves)).get("SPL007", [])
    assert len(found) == len(told)
    assert sorted(found) == sorted(told)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (PLAIN, PLAIN, True),
        # A day and more apart, another phone, a masked one, a masked street, another shop.
        (PLAIN, {**PLAIN, "created_at": "2026-11-11 09:00:01"}, False),
        (PLAIN, {**PLAIN, "phone": "13800007777"}, False),
        ({**PLAIN, "phone": "138****8888"}, {**PLAIN, "phone": "138****8888"}, False),
        ({**PLAIN, "street": "文三路***"}, {**PLAIN, "street": "文三路***"}, False),
        ({**PLAIN, "phone": ""}, {**PLAIN, "phone": ""}, False),
        ({**PLAIN, "shop": "N"}, {**PLAIN, "shop": "S"}, False),
    ],
)
def test_siblings_are_inferred_from_plain_values_only(held, first, second, told):
    orders = [{"sku": "KFR-35GW/BP", **first}, {"sku": "KFR-50GW/BP", **SECOND, **second}]
    found = held(orders, _parcels(*CROSSED))
    assert (sorted(found.get("SPL007", [])) == SWAP) is told
    assert ("SPL006" in found) is not told
