from __future__ import annotations

import pytest

from fulfil.policy.policy_file import read_policy

ORDER = {
    "status": "delivered",
    "created_at": "2026-10-01 09:00:00",
    "paid_at": "2026-10-01 09:00:00",
    "delivered_at": "2026-10-05 15:00:00",
}
ASKED = {"return_type": "return_and_refund", "status": "withdrawn", "closed_at": "2026-10-30 09:00:00"}
CHINA = "7 days by law (Consumer Rights Protection Law of China, art. 25 (2013))"
EU = "14 days by law (Directive 2011/83/EU, art. 9)"
ZAPPOS = "365 days (Zappos, shipping and returns (2024))"


def _told(held, name, row, orders=(ORDER,), parcels=()):
    return held(list(orders), list(parcels), [{**ASKED, **row}], policy=read_policy([name])).get("RET004", [])


def _message(days, limit, what):
    return [("A1", f"asked for {days} days after the window of {limit} had ended, counted from when {what}")]


@pytest.mark.parametrize(
    ("policy", "asked_at", "told"),
    [
        # Delivered on the 5th: the 6th is the first day, the 12th the last.
        ("cn-law", "2026-10-12 23:59:00", []),
        ("cn-law", "2026-10-13 12:00:00", _message("0.5", CHINA, "the goods arrived")),
        ("eu", "2026-10-19 23:00:00", []),
        ("eu", "2026-10-21 00:00:00", _message("1", EU, "the order's last parcel arrived")),
        ("zappos", "2027-10-01 12:00:00", []),
        ("zappos", "2027-10-03 00:00:00", _message("1", ZAPPOS, "the order was paid")),
        # No limit at all.
        ("amazon-us", "2026-10-30 12:00:00", []),
    ],
)
def test_the_window_of_each_policy(held, policy, asked_at, told):
    assert _told(held, policy, {"requested_at": asked_at, "closed_at": None}) == told


@pytest.mark.parametrize(
    ("reason", "exempt"),
    [
        ("no longer wanted", False),
        (None, False),
        ("7天无理由退货", False),
        ("拍错了", False),
        ("非质量问题", False),
        ("no quality issue", False),
        ("ordered wrong item", False),
        ("质量问题", True),
        ("卖家发错货", True),
        ("商品破损", True),
        ("与商品描述不符", True),
        ("DEFECTIVE", True),
        ("DAMAGED_BY_CARRIER", True),
        ("NOT_AS_DESCRIBED", True),
        ("wrong item was sent", True),
    ],
)
def test_what_the_seller_answers_for_is_exempt(held, reason, exempt):
    row = {"requested_at": "2026-10-20 12:00:00", "reason": reason}
    assert bool(_told(held, "cn-law", row)) is not exempt


@pytest.mark.parametrize("kind", ["repair", "refused delivery", "refund_only", "compensation"])
def test_other_kinds_have_no_window(held, kind):
    assert _told(held, "cn-law", {"requested_at": "2026-10-20 12:00:00", "return_type": kind}) == []


def test_in_the_eu_an_order_of_several_parcels_has_one_window(held):
    order = {**ORDER, "delivered_at": None}
    orders = [{**order, "line_id": "1"}, {**order, "line_id": "2", "sku": "TOY-02"}]
    parcels = [
        {"line_id": "1", "shipped_at": "2026-10-02 10:00:00", "delivered_at": "2026-10-05 15:00:00"},
        {
            "line_id": "2",
            "sku": "TOY-02",
            "tracking_number": "75800000000002",
            "shipped_at": "2026-10-12 10:00:00",
            "delivered_at": "2026-10-15 15:00:00",
        },
    ]
    row = {"line_id": "1", "requested_at": "2026-10-25 12:00:00"}
    assert _told(held, "eu", row, orders, parcels) == []
    told = _told(held, "cn-law", row, orders, parcels)
    assert told == _message("12.5", CHINA, "the goods arrived")
    late = {**row, "requested_at": "2026-10-30 12:00:00"}
    assert _told(held, "eu", late, orders, parcels) == _message("0.5", EU, "the order's last parcel arrived")


def test_nothing_tells_when_the_goods_arrived(held):
    orders = [{**ORDER, "delivered_at": None}]
    assert _told(held, "cn-law", {"requested_at": "2026-10-20 12:00:00"}, orders) == []
