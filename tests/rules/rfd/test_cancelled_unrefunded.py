from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of, read_policy

POLICY = policy_of("[returns.limits.refund_cancelled]\nhours = 24\nsource = 'Platform (2026)'\n")
#: Tells that the file tells refunds, and how far it goes.
OTHER = {
    "order_id": "Z9",
    "status": "cancelled",
    "payment_status": "refunded",
    "created_at": "2026-11-10 09:00:00",
    "paid_at": "2026-11-10 09:00:00",
    "cancelled_at": "2026-11-13 09:00:00",
}
ORDER = {
    "status": "cancelled",
    "payment_status": "paid",
    "created_at": "2026-11-10 09:00:00",
    "paid_at": "2026-11-10 09:05:00",
    "cancelled_at": "2026-11-11 09:00:00",
    "order_paid": "20",
}
WORDS = "cancelled before anything left, and no refund is told 48 h later: past 24 h (Platform (2026))"


def _told(held, row, *files, other=OTHER, policy=POLICY):
    return held([{**ORDER, **row}, other], *files, policy=policy).get("RFD007", [])


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({}, True),
        ({"paid_at": None}, True),
        ({"paid_at": None, "order_paid": None}, False),
        ({"paid_at": None, "order_paid": "0"}, False),
        ({"payment_status": "refunded"}, False),
        ({"payment_status": "voided"}, False),
        ({"refund_amount": "20"}, False),
        ({"aftersale_status": "退款成功"}, False),
        ({"status": "refunded"}, False),
        ({"cancelled_at": "2026-11-12 10:00:00"}, False),
        ({"cancelled_at": None}, False),
        # It had left: the goods must come back first.
        ({"shipped_at": "2026-11-10 20:00:00"}, False),
        ({"status": "shipped", "cancelled_at": None}, False),
    ],
)
def test_paid_and_cancelled_before_it_left(held, row, found):
    assert _told(held, row) == ([("A1", WORDS)] if found else [])


def test_a_parcel_had_left(held):
    parcel = {"shipped_at": "2026-11-10 20:00:00"}
    assert _told(held, {}, [parcel]) == []


def test_a_file_of_returns_tells_the_refund(held):
    refund = {
        "return_type": "refund_before_shipment",
        "status": "refunded",
        "requested_at": "2026-11-11 08:00:00",
        "refunded_at": "2026-11-11 10:00:00",
    }
    assert _told(held, {}, [], [refund]) == []
    waiting = {**refund, "status": "requested", "refunded_at": None}
    assert [order for order, _ in _told(held, {}, [], [waiting])] == ["A1"]


def test_files_that_never_tell_a_refund_say_nothing(held):
    other = {
        **OTHER,
        "payment_status": "paid",
        "status": "shipped",
        "cancelled_at": None,
        "paid_at": "2026-11-13 09:00:00",
    }
    assert _told(held, {}, other=other) == []


def test_without_a_limit_it_is_not_checked(held):
    assert _told(held, {}, policy=read_policy(["amazon-us"])) == []


def test_business_days_of_the_united_states(held):
    # Seven business days after Wednesday the 11th, Veterans Day: Friday the 20th.
    other = {**OTHER, "created_at": "2026-11-20 12:00:00"}
    assert _told(held, {}, other=other, policy=read_policy(["us"])) == []
    other = {**OTHER, "created_at": "2026-11-21 09:00:00"}
    ((_, words),) = _told(held, {}, other=other, policy=read_policy(["us"]))
    assert words.endswith("240 h later: past 7 business days (US) by law (16 CFR 435 (2014))")
