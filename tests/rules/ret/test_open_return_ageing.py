from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fulfil.policy.policy_file import policy_of

LATER = {"order_id": "Z9", "created_at": "2026-11-30 09:00:00"}
ASKED = {"return_type": "return_and_refund", "requested_at": "2026-11-20 09:00:00", "status": "requested"}
LIMIT = "more than 7 days (by the policy, returns.open_days)"


def _told(held, row, **asked):
    return held([{}, LATER], [], [{**ASKED, **row}], **asked).get("RET003", [])


@pytest.mark.parametrize(
    ("row", "days", "band", "turn"),
    [
        ({}, "10", "7 to 15 days", "it waits for the seller"),
        ({"requested_at": "2026-10-01 09:00:00"}, "60", "over 30 days", "it waits for the seller"),
        (
            {"status": "approved", "responded_at": "2026-11-21 09:00:00"},
            "10",
            "7 to 15 days",
            "whom it waits for is not told",
        ),
    ],
)
def test_age_band_and_turn(held, row, days, band, turn):
    assert _told(held, row) == [("A1", f"open for {days} days ({band}), {LIMIT}; {turn}")]


def test_whose_turn_it_is_where_the_file_tells_the_milestones(held):
    done = {
        "return_id": "R2",
        "order_id": "Z9",
        "status": "refunded",
        "responded_at": "2026-11-20 10:00:00",
        "sent_back_at": "2026-11-21 09:00:00",
        "received_at": "2026-11-22 09:00:00",
        "refunded_at": "2026-11-23 09:00:00",
    }
    for row, turn in (
        ({"status": "approved", "responded_at": "2026-11-20 10:00:00"}, "it waits for the buyer's parcel"),
        (
            {
                "status": "sent_back",
                "responded_at": "2026-11-20 10:00:00",
                "sent_back_at": "2026-11-21 10:00:00",
            },
            "the buyer's parcel is on its way",
        ),
        ({"status": "received", "received_at": "2026-11-21 10:00:00"}, "it waits for the seller"),
    ):
        told = held([{}, LATER], [], [{**ASKED, **row}, {**ASKED, **done}])["RET003"]
        assert told == [("A1", f"open for 10 days (7 to 15 days), {LIMIT}; {turn}")]


@pytest.mark.parametrize(
    "row",
    [
        {"requested_at": "2026-11-23 09:00:00"},
        {"status": "refunded", "refunded_at": "2026-11-21 09:00:00"},
        {"status": "rejected"},
        {"status": "withdrawn"},
        {"status": "closed"},
        {"return_type": "refund_before_shipment"},
        {"return_type": "price protection"},
        {"requested_at": None},
        # Asked for after the moment that counts.
        {"requested_at": "2026-12-24 09:00:00"},
    ],
)
def test_what_is_no_finding(held, row):
    assert _told(held, row) == []


def test_bands_and_limit_are_the_policys(held):
    policy = policy_of("[returns]\nopen_days = 9\nbands = [5, 12]\n")
    limit = "more than 9 days (by the policy, returns.open_days)"
    words = f"open for 10 days (5 to 12 days), {limit}; it waits for the seller"
    assert _told(held, {}, policy=policy) == [("A1", words)]


def test_what_ended_later_was_open_then(held):
    row = {"status": "refunded", "refunded_at": "2026-11-29 09:00:00"}
    told = _told(held, row, as_of=datetime(2026, 11, 28, 9, tzinfo=UTC))
    assert [order for order, _ in told] == ["A1"]
    assert _told(held, row) == []
