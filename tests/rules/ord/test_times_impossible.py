from __future__ import annotations

import pytest

from fulfil.policy.policy import Policy, Times

MADE = "2026-11-20 10:00:00"
BEFORE = "2026-11-20 09:00:00"


def test_times_against_their_order(audit):
    outcome = audit(
        {"created_at": MADE, "paid_at": BEFORE},
        {"paid_at": MADE, "shipped_at": BEFORE},
        {"shipped_at": MADE, "delivered_at": BEFORE, "paid_at": BEFORE},
        only_due=False,
    )
    assert outcome.messages("ORD004") == [
        "the order was paid before it was made: 2026-11-20 01:00 UTC, against 2026-11-20 02:00 UTC",
        "the order was shipped before it was paid: 2026-11-20 01:00 UTC, against 2026-11-20 02:00 UTC",
        "the order was delivered before it was shipped: 2026-11-20 01:00 UTC, against 2026-11-20 02:00 UTC",
    ]


def test_times_in_their_order_or_nearly(audit):
    outcome = audit(
        {"created_at": MADE, "paid_at": "2026-11-20 09:58:00", "shipped_at": "2026-11-21 09:00:00"},
        {"paid_at": MADE, "shipped_at": BEFORE, "payment_method": "货到付款"},
        {"paid_at": "昨天", "shipped_at": BEFORE},
    )
    assert "ORD004" not in outcome.findings


def test_how_much_clocks_differ_is_policy(audit):
    row = {"created_at": MADE, "paid_at": "2026-11-20 09:58:00"}
    assert audit(row, policy=Policy(times=Times(tolerance_minutes=1))).orders("ORD004") == ["A1"]


@pytest.mark.parametrize(
    ("parcel", "told"),
    [
        ({"delivered_at": BEFORE}, "delivered before it was shipped"),
        (
            {"shipped_at": None, "picked_up_at": MADE, "delivered_at": BEFORE},
            "delivered before it was picked up",
        ),
        (
            {"shipped_at": None, "first_attempt_at": MADE, "delivered_at": BEFORE},
            "delivered before the first attempt",
        ),
        ({"label_created_at": MADE, "picked_up_at": BEFORE}, "picked up before its label was made"),
        # Shops say so late, and print labels when they like.
        ({"picked_up_at": BEFORE}, None),
        ({"label_created_at": "2026-11-20 11:00:00"}, None),
        ({"delivered_at": "2026-11-20 09:56:00"}, None),
        ({"delivered_at": None}, None),
    ],
)
def test_times_of_parcels(held, parcel, told):
    found = held([{}], [{"shipped_at": MADE, **parcel}]).get("ORD004", [])
    against = "2026-11-20 01:00 UTC, against 2026-11-20 02:00 UTC"
    assert found == ([("A1", f"the parcel was {told}: {against}")] if told else [])
