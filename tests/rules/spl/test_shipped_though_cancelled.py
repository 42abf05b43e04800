from __future__ import annotations

import pytest

GONE = {"status": "cancelled", "cancelled_at": "2026-11-10 12:00:00"}
CANCELLED = [("A1", "the goods left 22 h after the line was cancelled")]
REFUNDED = [("A1", "the goods left 22 h after the line was refunded in full")]
BACK = {"refunded_at": "2026-11-10 12:00:00"}


@pytest.mark.parametrize(
    ("orders", "parcels", "returns", "told"),
    [
        ([GONE], [{}], [], CANCELLED),
        ([{**GONE, "status": "closed"}], [{}], [], CANCELLED),
        ([{**GONE, "status": "shipped", "cancelled_quantity": "1"}], [{}], [], CANCELLED),
        # A part of the line still was to go.
        ([{**GONE, "status": "shipped", "quantity": "2", "cancelled_quantity": "1"}], [{}], [], []),
        # A cancellation may race the pick-up: the carrier's scan counts; the same minute is tolerated.
        (
            [GONE],
            [{"shipped_at": "2026-11-10 11:00:00", "picked_up_at": "2026-11-11 10:00:00"}],
            [],
            CANCELLED,
        ),
        ([GONE], [{"shipped_at": "2026-11-10 13:00:00", "picked_up_at": "2026-11-10 11:00:00"}], [], []),
        ([GONE], [{"shipped_at": "2026-11-10 12:01:00"}], [], []),
        # Nobody says when; or nothing left.
        ([{"status": "cancelled", "cancelled_at": None}], [{}], [], []),
        ([GONE], [{"shipped_at": None, "delivery_status": "shipped"}], [], []),
        ([GONE], [{"voided": "yes"}], [], []),
        ([GONE], [{"reship_of": "75800000000007"}], [], []),
        # A refund of the whole line, by its quantity or by its amount.
        ([{}], [{}], [BACK], REFUNDED),
        ([{"quantity": "2"}], [{"quantity": "2"}], [BACK], []),
        ([{"line_paid": "20"}], [{}], [{**BACK, "quantity": None, "refund_amount": "20"}], REFUNDED),
        ([{"line_paid": "20"}], [{}], [{**BACK, "quantity": None, "refund_amount": "19"}], []),
        ([{"line_paid": "0"}], [{}], [{**BACK, "quantity": None, "refund_amount": "0"}], []),
        ([{}], [{}], [{**BACK, "refunded_at": "2026-11-15 12:00:00"}], []),
        # A line of its own in an order that lives.
        (
            [
                {"order_id": "A1"},
                {"sku": "TOY-02", "line_status": "cancelled", "cancelled_at": GONE["cancelled_at"]},
            ],
            [{}, {"sku": "TOY-02"}],
            [],
            CANCELLED,
        ),
    ],
)
def test_goods_that_left_after_their_line_was_gone(held, orders, parcels, returns, told):
    assert held(orders, parcels, returns).get("SPL004", []) == told


def test_parts_of_a_cancelled_kit(held):
    kits = "kit_sku,component_sku,quantity\nDESK,TOP,1\nDESK,LEG,4\n"
    assert held([{**GONE, "sku": "DESK"}], [{"sku": "LEG"}], kits=kits)["SPL004"] == CANCELLED
