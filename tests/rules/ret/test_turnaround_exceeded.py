from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of

LATER = {"order_id": "Z9", "created_at": "2026-11-30 09:00:00"}
ASKED = {"return_type": "return_and_refund", "requested_at": "2026-10-01 09:00:00"}
WHOLE = {
    "status": "refunded",
    "responded_at": "2026-10-03 09:00:00",
    "sent_back_at": "2026-10-05 09:00:00",
    "received_at": "2026-10-08 09:00:00",
    "refunded_at": "2026-10-25 09:00:00",
}
LIMIT = "more than 15 days (by the policy, returns.turnaround_days)"


def _told(held, *returns, policy=None):
    rows = [{**ASKED, "return_id": f"R{n}", **row} for n, row in enumerate(returns, 1)]
    asked = {"policy": policy} if policy else {}
    return held([{}, LATER], [], rows, **asked).get("RET002", [])


def test_the_sellers_own_time_counts_and_the_others_is_told(held):
    words = f"19 days of the seller's own time, {LIMIT}; the buyer had 2 days, the carrier 3"
    assert _told(held, WHOLE) == [("A1", words)]


@pytest.mark.parametrize(
    "row",
    [
        # Forty days, of which the buyer had thirty.
        {
            **WHOLE,
            "sent_back_at": "2026-11-03 09:00:00",
            "received_at": "2026-11-05 09:00:00",
            "refunded_at": "2026-11-10 09:00:00",
        },
        # Refunds of what had not left, and the like, stand apart.
        {**WHOLE, "return_type": "compensation"},
        {**WHOLE, "return_type": "reship"},
        # Exactly at the limit.
        {**WHOLE, "refunded_at": "2026-10-21 09:00:00"},
        {**WHOLE, "requested_at": None},
        # It ended, and nothing tells when.
        {"status": "refunded"},
    ],
)
def test_what_is_no_finding(held, row):
    assert _told(held, row) == []


def test_without_the_time_of_arrival_it_is_a_proxy(held):
    row = {**WHOLE, "received_at": None}
    words = (
        f"22 days of time that may be the seller's (a proxy: the file does not tell it apart), {LIMIT}; "
        "the buyer had 2 days, the carrier 0"
    )
    assert _told(held, row) == [("A1", words)]


def test_an_open_return_counts_until_now(held):
    row = {**WHOLE, "status": "received", "refunded_at": None}
    words = f"55 days of the seller's own time, {LIMIT}; the buyer had 2 days, the carrier 3"
    assert _told(held, row) == [("A1", words)]


def test_the_limit_is_the_policys(held):
    policy = policy_of("[returns]\nturnaround_days = 20\n")
    assert _told(held, WHOLE, policy=policy) == []
