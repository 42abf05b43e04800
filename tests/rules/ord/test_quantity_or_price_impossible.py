from __future__ import annotations

from fulfil.policy.policy import Lines, Policy


def test_impossible_quantities_and_prices(audit):
    rows = [
        {"quantity": "0"},
        {"quantity": "-1"},
        {"quantity": "1.5"},
        {"quantity": "two"},
        {"unit_price": "-0.01"},
    ]
    outcome = audit(*rows, {"unit_price": "free!"})
    assert outcome.messages("ORD002") == [
        "the quantity “0” is nothing to ship",
        "the quantity “-1” is negative",
        "the quantity “1.5” is no whole number",
        "the quantity “two” is no number",
        "the unit_price “-0.01” is negative",
        "the unit_price “free!” is no number",
    ]


def test_possible_ones(audit):
    rows = [
        {"quantity": q, "unit_price": p}
        for q, p in (("1", "59.00"), ("2.0", "0"), ("3件", "¥1,234.50"), ("", ""))
    ]
    assert audit(*rows, {"quantity": "10"}, {"quantity": "100"}).codes == []


def test_weighed_goods_have_fractions_where_the_policy_says_so(audit):
    policy = Policy(lines=Lines(weighed=True))
    assert audit({"quantity": "1.5"}, {"quantity": "0"}, policy=policy).orders("ORD002") == ["A2"]


def test_a_parcel_may_hold_nothing_and_never_less(held):
    parcels = [{"quantity": quantity} for quantity in ("-1", "0", "1", "1.5", "")]
    assert held([{"quantity": "9"}], parcels)["ORD002"] == [("A1", "the quantity “-1” is negative")]
