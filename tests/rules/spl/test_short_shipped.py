from __future__ import annotations

import pytest

from tests.rules.held import number

THREE = {"quantity": "3"}
TWO = {"quantity": "2"}
PROMISED = {**THREE, "status": "to_ship", "promised_ship_at": "2026-11-12 09:00:00"}
LATER = {"order_id": "B1", "shipped_at": "2026-11-14 10:00:00", "tracking_number": number(9)}
#: The parcels are told of from the first day on.
FIRST = {"order_id": "B2", "shipped_at": "2026-11-09 10:00:00", "tracking_number": number(8)}
SHORT = [("A1", "2 of 3 units were shipped")]


@pytest.mark.parametrize(
    ("orders", "parcels", "told"),
    [
        ([THREE], [TWO], SHORT),
        # A second parcel brings the rest, a voided one does not, nor does one that replaces another.
        ([THREE], [TWO, {"tracking_number": number(2)}], []),
        ([THREE], [TWO, {"tracking_number": number(2), "voided": "yes"}], SHORT),
        ([THREE], [TWO, {"tracking_number": number(2), "reship_of": number(1)}], SHORT),
        ([THREE], [TWO, {"tracking_number": number(2), "delivery_status": "not shipped"}], SHORT),
        # What was cancelled is not due.
        ([{**THREE, "cancelled_quantity": "1"}], [TWO], []),
        ([{**THREE, "cancelled_quantity": "0"}], [TWO], SHORT),
        # Inside the promise it is pending; past it, not.
        ([PROMISED, {"order_id": "B1"}], [TWO, {**LATER, "shipped_at": "2026-11-11 12:00:00"}], []),
        ([PROMISED, {"order_id": "B1"}], [TWO, LATER], SHORT),
        # Nothing left at all: late, and not short; but short where it is said to be shipped.
        ([PROMISED, {"order_id": "B1"}, {"order_id": "B2"}], [LATER, FIRST], []),
        (
            [THREE, {"order_id": "B1"}, {"order_id": "B2"}],
            [LATER, FIRST],
            [("A1", "0 of 3 units were shipped")],
        ),
        # Nobody sends gifts, services, virtual goods and what is fetched.
        ([{}, {"sku": "CARD", "gift": "yes"}], [{}], []),
        ([{}, {"sku": "FIX", "product_name": "安装服务"}], [{}], []),
        ([{}, {"sku": "X", "pick_up": "yes", "order_id": "C1"}], [{}], []),
        # Weighed goods.
        ([{"quantity": "1.5"}], [{"quantity": "1.25"}], [("A1", "1.25 of 1.5 units were shipped")]),
        # A wrong item never fills a line, even under the line's id.
        (
            [{"line_id": "1"}, {"line_id": "2", "sku": "TOY-03"}],
            [{"line_id": "1"}, {"line_id": "2", "sku": "TOY-02"}],
            [("A1", "0 of 1 units were shipped")],
        ),
        # An alias of case, width and outer space is the same SKU.
        ([{}], [{"sku": "ｔｏｙ-01 "}], []),
    ],
)
def test_lines_are_held_against_what_left(held, orders, parcels, told):
    assert held(orders, parcels).get("SPL001", []) == told


@pytest.mark.parametrize(
    ("orders", "parcels"),
    [
        # What is in the parcel is not said, or how much was ordered.
        ([THREE], [{"sku": None}]),
        ([THREE], [{"quantity": None}]),
        ([{"quantity": None}], [{}]),
        # The order is newer than all parcels.
        ([THREE, {"order_id": "B1", "created_at": "2026-11-20 09:00:00"}], [{"quantity": "3"}]),
    ],
)
def test_what_nobody_can_say_is_unknown(held, orders, parcels):
    assert "SPL001" not in held(orders, parcels)


def test_one_sku_in_two_lines_fills_the_larger_line_first(held):
    orders = [{"line_id": "1", "quantity": "2"}, {"line_id": "2", "quantity": "5"}]
    assert held(orders, [{"quantity": "5"}])["SPL001"] == [("A1", "0 of 2 units were shipped")]


def test_ids_that_repeat_across_shops_are_other_orders(held):
    orders = [{"shop": "North", **TWO}, {"shop": "South"}]
    parcels = [{"shop": "North"}, {"shop": "South", "tracking_number": number(2)}]
    assert held(orders, parcels)["SPL001"] == [("A1", "1 of 2 units were shipped")]
