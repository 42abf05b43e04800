from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of

ORDER = {"line_id": "1"}
REFUND = {
    "line_id": "1",
    "return_type": "refund_only",
    "status": "refunded",
    "requested_at": "2026-11-20 09:00:00",
    "refunded_at": "2026-11-22 09:00:00",
    "refund_amount": "20",
}
AGAIN = {"return_id": "R2", "refunded_at": "2026-11-22 11:00:00"}
LIMIT = "within 24 h (by the policy, returns.repeat_hours)"
TWICE = f"20 were refunded for the line again after 2 h, {LIMIT}, as in "


def _told(held, order, *returns, **asked):
    told = held([{**ORDER, **order}], [], [{**REFUND, **row} for row in returns], **asked)
    return [(order_id, message) for order_id, message in told.get("RFD006", [])]


@pytest.mark.parametrize(
    ("order", "again", "found"),
    [
        ({}, {}, True),
        ({"line_paid": "20"}, {}, True),
        # Two instalments, or two units of the line.
        ({"line_paid": "40"}, {}, False),
        ({"quantity": "2"}, {}, False),
        ({"quantity": "2", "line_paid": "20"}, {}, True),
        ({}, {"refund_amount": "19"}, False),
        ({}, {"refunded_at": "2026-11-23 10:00:00"}, False),
        ({}, {"return_id": "R1"}, False),
        ({}, {"status": "requested", "refunded_at": None}, False),
        ({}, {"sku": "TOY-02", "line_id": None}, False),
        ({}, {"order_id": "B7"}, False),
    ],
)
def test_the_same_line_and_amount(held, order, again, found):
    told = _told(held, order, {}, {**AGAIN, **again})
    assert [where for where, _ in told] == (["A1"] if found else [])
    assert all(message.startswith(TWICE) and message.endswith("returns.csv line 2") for _, message in told)


def test_one_refund_id_at_two_returns(held):
    later = {**AGAIN, "refund_amount": "5", "refund_id": "F1"}
    ((where, words),) = _told(held, {}, {"refund_id": "F1"}, later)
    assert where == "A1"
    assert words.startswith("the refund F1 is there twice, as in ")
    assert _told(held, {}, {"refund_id": "F1"}, {**later, "refund_id": "F2"}) == []
    assert _told(held, {}, {"refund_id": None}, {**later, "refund_id": None}) == []


def test_lines_of_one_return_share_their_refund(held):
    order = [ORDER, {"line_id": "2", "sku": "TOY-02"}]
    rows = [{**REFUND, "refund_id": "F1"}, {**REFUND, "refund_id": "F1", "line_id": "2", "sku": "TOY-02"}]
    assert "RFD006" not in held(order, [], rows)


def test_the_hours_are_the_policys(held):
    assert _told(held, {}, {}, AGAIN, policy=policy_of("[returns]\nrepeat_hours = 1\n")) == []
