from __future__ import annotations

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
