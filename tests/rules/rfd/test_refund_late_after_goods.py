from __future__ import annotations

import pytest

from fulfil.policy.policy_file import read_policy

LATER = {"order_id": "Z9", "created_at": "2026-12-05 09:00:00"}
ASKED = {
    "return_type": "return_and_refund",
    "status": "refunded",
    "requested_at": "2026-11-01 09:00:00",
    "received_at": "2026-11-06 10:00:00",  # a Friday
}
OPEN = {"status": "received"}
CHINA = "7 days by law (Consumer Rights Protection Law of China, art. 25 (2013))"
MEASURES = "Measures on penalties for infringing consumer rights, China, art. 9 (2015, amended 2020)"
DEEMED = f"15 days by law ({MEASURES}), after which it is deemed deliberate delay"
AMAZON = "2 business days (US) (Amazon US, Seller Central 200708210 (2024))"
EU = "14 days by law (Directive 2011/83/EU, art. 13)"


def _told(held, name, row, last=LATER):
    return held([{}, last], [], [{**ASKED, **row}], policy=read_policy([name])).get("RFD001", [])


@pytest.mark.parametrize(
    ("policy", "row", "told"),
    [
        ("cn-law", {"refunded_at": "2026-11-13 23:00:00"}, None),
        (
            "cn-law",
            {"refunded_at": "2026-11-14 10:00:00"},
            f"refunded 8 days after the goods were back: past {CHINA}",
        ),
        (
            "cn-law",
            {"refunded_at": "2026-11-26 10:00:00"},
            f"refunded 20 days after the goods were back: past {CHINA} and {DEEMED}",
        ),
        ("cn-law", OPEN, f"not refunded 29 days after the goods were back: past {CHINA} and {DEEMED}"),
        # Business days: Monday and Tuesday; Wednesday the 11th, Veterans Day, would be none.
        ("amazon-us", {"refunded_at": "2026-11-10 23:00:00"}, None),
        (
            "amazon-us",
            {"refunded_at": "2026-11-11 10:00:00"},
            f"refunded 5 days after the goods were back: past {AMAZON}",
        ),
        ("amazon-us", {"received_at": "2026-11-10 10:00:00", "refunded_at": "2026-11-13 10:00:00"}, None),
        # From notice: the goods were there before the fourteen days were over.
        ("eu", {"refunded_at": "2026-11-15 23:00:00"}, None),
        ("eu", {"refunded_at": "2026-11-17 09:00:00"}, f"refunded 16 days after the request: past {EU}"),
        # Until the goods are back, or proof that they were sent, the seller may wait.
        ("eu", {"received_at": "2026-11-20 10:00:00", "refunded_at": "2026-11-20 09:00:00"}, None),
        ("eu", {"received_at": None, "status": "approved"}, None),
        # No money is owed.
        ("cn-law", {"return_type": "exchange", "status": "received"}, None),
        ("cn-law", {"status": "rejected", "closed_at": "2026-11-30 09:00:00"}, None),
        ("cn-law", {"status": "withdrawn", "closed_at": "2026-11-30 09:00:00"}, None),
        ("cn-law", {"return_type": "compensation", "refunded_at": "2026-11-30 09:00:00"}, None),
        # Nothing tells when, or nobody sets a limit.
        ("cn-law", {}, None),
        ("cn-law", {"received_at": None, "refunded_at": "2026-11-30 09:00:00"}, None),
        ("zappos", {"refunded_at": "2026-12-10 09:00:00"}, None),
    ],
)
def test_money_after_the_goods(held, policy, row, told):
    assert _told(held, policy, row) == ([("A1", told)] if told else [])


def test_it_is_not_late_yet(held):
    assert _told(held, "cn-law", OPEN, {**LATER, "created_at": "2026-11-13 23:00:00"}) == []


def test_the_last_of_several_lines_counts(held):
    rows = [
        {**ASKED, "refunded_at": "2026-11-08 09:00:00"},
        {**ASKED, "sku": "TOY-02", "refunded_at": "2026-11-16 10:00:00"},
    ]
    told = held([{}, LATER], [], rows, policy=read_policy(["cn-law"]))["RFD001"]
    assert told == [("A1", f"refunded 10 days after the goods were back: past {CHINA}")]
