from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of

PAID = {"created_at": "2026-10-01 09:00:00", "paid_at": "2026-10-01 09:00:00"}
ASKED = {"return_type": "return_and_refund", "status": "refunded", "requested_at": "2026-10-10 09:00:00"}
LATE = {"refunded_at": "2026-11-05 09:00:00"}
LIMIT = "more than 30 days (by the policy, returns.order_to_refund_days)"
WORDS = f"35 days from the first payment to the last refund, {LIMIT}"


def _told(held, orders, *returns, **asked):
    rows = [{**ASKED, "return_id": f"R{n}", **row} for n, row in enumerate(returns, 1)]
    return held([{**PAID, **row} for row in orders], [], rows, **asked).get("RFD002", [])


@pytest.mark.parametrize(
    ("order", "row", "told"),
    [
        ({}, LATE, [("A1", WORDS)]),
        ({}, {"refunded_at": "2026-10-31 09:00:00"}, []),
        ({"paid_at": None}, LATE, []),
        ({}, {}, []),
        ({}, {"status": "requested"}, []),
        ({}, {**LATE, "return_type": "price protection"}, []),
        ({}, {**LATE, "return_type": "refund_before_shipment"}, []),
        ({}, {**LATE, "order_id": "B7"}, []),
    ],
)
def test_from_payment_to_refund(held, order, row, told):
    assert _told(held, [order], row) == told


def test_of_a_purchase_the_first_payment_and_the_last_refund_count(held):
    orders = [
        {"parent_order_id": "P1"},
        {"order_id": "A2", "parent_order_id": "P1", "paid_at": "2026-10-20 09:00:00"},
    ]
    told = _told(held, orders, {"refunded_at": "2026-10-15 09:00:00"}, {**LATE, "order_id": "A2"})
    assert told == [("A2", WORDS)]


def test_the_limit_is_the_policys(held):
    assert _told(held, [{}], LATE, policy=policy_of("[returns]\norder_to_refund_days = 40\n")) == []
