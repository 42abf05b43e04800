from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of, read_policy

LIMITS = """
[returns.limits]
respond = { hours = 24, source = "Platform (2026)" }
respond_unshipped = { hours = 12, source = "Platform, unshipped (2026)" }
respond_not_received = { hours = 36, source = "Platform, not received (2026)" }
"""
POLICY = policy_of(LIMITS)
ASKED = {"return_type": "return_and_refund", "requested_at": "2026-11-20 09:00:00", "status": "approved"}
#: Tells how far the files go.
LATER = {"order_id": "Z9", "created_at": "2026-11-22 09:00:00"}


def _told(held, *returns, policy=POLICY):
    rows = [{**ASKED, "return_id": f"R{n}", **row} for n, row in enumerate(returns, 1)]
    return held([{}, LATER], [], rows, policy=policy).get("RET001", [])


def _message(words, hours, limit):
    return [("A1", f"{words} {hours} h after the request: past {limit}")]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"responded_at": "2026-11-21 09:00:00"}, []),
        (
            {"responded_at": "2026-11-21 09:06:00"},
            _message("answered", "24.1", "24 h (Platform (2026))"),
        ),
        ({"approved_at": "2026-11-21 10:00:00"}, _message("answered", "25", "24 h (Platform (2026))")),
        ({"status": "requested"}, _message("unanswered", "48", "24 h (Platform (2026))")),
        # The buyer gave up before the limit was past; after it, nothing tells whether there was an answer.
        ({"status": "withdrawn", "closed_at": "2026-11-20 12:00:00"}, []),
        ({"status": "withdrawn", "closed_at": "2026-11-21 12:00:00"}, []),
        # Without an answer's time, a later act of the seller counts; not after the buyer's parcel.
        (
            {"return_type": "refund_only", "status": "refunded", "refunded_at": "2026-11-21 21:00:00"},
            _message("answered", "36", "24 h (Platform (2026))"),
        ),
        (
            {"status": "sent_back", "sent_back_at": "2026-11-21 21:00:00"},
            [],
        ),
        ({"status": "sent_back", "sent_back_at": "2026-11-20 21:00:00"}, []),
        # Goods that had not left, or did not come, have limits of their own.
        (
            {"return_type": "refund_before_shipment", "status": "requested"},
            _message("unanswered", "48", "12 h (Platform, unshipped (2026))"),
        ),
        (
            {"goods_status": "买家未收到货", "responded_at": "2026-11-21 20:00:00"},
            [],
        ),
        (
            {"goods_status": "买家未收到货", "responded_at": "2026-11-21 22:00:00"},
            _message("answered", "37", "36 h (Platform, not received (2026))"),
        ),
        # Price protection and compensation are no returns.
        ({"return_type": "price protection", "status": "requested"}, []),
        ({"return_type": "compensation", "status": "requested"}, []),
        ({"requested_at": None, "status": "requested"}, []),
    ],
)
def test_the_first_answer(held, row, told):
    assert _told(held, row) == told


def test_a_law_and_a_platform_are_told_in_one_finding(held):
    policy = policy_of(
        "[returns.limits]\n"
        "respond = { hours = 24, source = 'Platform' }\n"
        "handle = { days = 1, source = 'Law', legal = true }\n"
    )
    told = _told(held, {"status": "requested", "requested_at": "2026-11-20 09:00:00"}, policy=policy)
    assert told == _message("unanswered", "48", "24 h (Platform) and 1 day by law (Law)")
    soon = {"status": "requested", "requested_at": "2026-11-21 08:00:00"}
    assert _told(held, soon, policy=policy) == _message("unanswered", "25", "24 h (Platform)")


def test_one_finding_for_a_return_with_several_lines(held):
    late = {"return_id": "R1", "status": "requested"}
    assert len(_told(held, late, {**late, "sku": "TOY-02"})) == 1


def test_nobody_sets_a_limit(held):
    assert _told(held, {"status": "requested"}, policy=read_policy(["zappos"])) == []


def test_the_law_of_china_for_files_of_its_platforms(held):
    told = _told(
        held, {"status": "requested", "requested_at": "2026-11-01 09:00:00"}, policy=read_policy(["cn-law"])
    )
    (words,) = (message for _, message in told)
    assert words.startswith("unanswered 504 h after the request: past 15 days by law (Measures on penalties")
