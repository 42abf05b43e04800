from __future__ import annotations

import pytest

from tests.rules.held import number

STRANGE = "its order is in no file of orders"
SEVERAL = "its order could be several: more than one order has its number"
LACKING = "it is said to be shipped, and the files of parcels have none of it"
WORDS = "the SKUs of this file are other words than those of the orders"
#: Orders of three days, each with its parcel two hours after it.
ORDERS = [{"order_id": f"A{n}", "created_at": f"2026-11-1{n} 09:00:00"} for n in (0, 1, 2)]
PARCELS = [
    {"order_id": f"A{n}", "shipped_at": f"2026-11-1{n} 11:00:00", "tracking_number": number(n)}
    for n in (0, 1, 2)
]


@pytest.mark.parametrize(
    ("stranger", "told"),
    [
        ({"shipped_at": "2026-11-11 15:00:00"}, [("Z9", STRANGE)]),
        # Its order may be older than the file, or newer.
        ({"shipped_at": "2026-11-10 10:00:00"}, []),
        ({"shipped_at": "2026-11-12 10:00:00"}, []),
        # Without a time it is told.
        ({"shipped_at": None, "delivery_status": "in transit"}, [("Z9", STRANGE)]),
        # A number that is masked or empty joins nothing.
        ({"order_id": "A*1", "shipped_at": "2026-11-11 15:00:00"}, [("A*1", STRANGE)]),
        # A leading # is how shops show numbers.
        ({"order_id": "#A1", "shipped_at": "2026-11-11 15:00:00"}, []),
    ],
)
def test_parcels_of_unknown_orders(held, stranger, told):
    parcel = {"order_id": "Z9", "tracking_number": number(9), **stranger}
    assert held(ORDERS, [*PARCELS, parcel]).get("EXP003", []) == told


def test_a_number_that_several_shops_have_is_never_guessed(held):
    orders = [{"shop": "N"}, {"shop": "S"}]
    assert held(orders, [{"shop": None, "shipped_at": "2026-11-10 09:00:00"}])["EXP003"] == [("A1", SEVERAL)]


def test_returns_of_unknown_orders(held):
    back = {"order_id": "Z9", "requested_at": "2026-11-11 15:00:00"}
    assert held(ORDERS, PARCELS, [back])["EXP003"] == [("Z9", "the returned order is in no file of orders")]


def _many(shipped, sku="TOY-01"):
    """Forty orders, of which some have their parcels in the file."""
    orders = [{"order_id": f"C{n}"} for n in range(40)]
    parcels = [{"order_id": f"C{n}", "tracking_number": number(n), "sku": sku} for n in range(shipped)]
    return orders, [
        *parcels,
        {"order_id": "C0", "tracking_number": number(0), "shipped_at": "2026-11-10 09:00:00"},
    ]


def test_where_many_complete_orders_lack_parcels_the_file_does(held):
    told = held(*_many(30))
    assert told["EXP003"] == [(f"C{n}", LACKING) for n in range(30, 40)]
    assert "SPL001" not in told


def test_where_nearly_all_have_parcels_the_one_without_is_short(held):
    orders, parcels = _many(40)
    orders = [*orders, *({"order_id": f"D{n}"} for n in range(40))]
    parcels = [*parcels, *({"order_id": f"D{n}", "tracking_number": number(100 + n)} for n in range(39))]
    told = held(orders, parcels)
    assert "EXP003" not in told
    assert told["SPL001"] == [("D39", "0 of 1 units were shipped")]


def test_where_the_words_for_goods_hardly_join_one_finding_says_so(held):
    orders, parcels = _many(40, sku="9001")
    told = held(orders, parcels[:-1])
    assert set(told) == {"EXP003"}
    assert {message for _, message in told["EXP003"]} == {WORDS}
