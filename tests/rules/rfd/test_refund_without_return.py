from __future__ import annotations

import pytest

REFUND = {
    "return_type": "refund_only",
    "status": "refunded",
    "requested_at": "2026-11-20 09:00:00",
    "refunded_at": "2026-11-22 09:00:00",
    "reason": "damaged",
}
WHOLE = {"return_type": "return_and_refund", "received_at": "2026-11-21 09:00:00"}


def _told(held, *returns):
    rows = [{**REFUND, "return_id": f"R{n}", **row} for n, row in enumerate(returns, 1)]
    return [message for _, message in held([{}], [], rows).get("RFD004", [])]


def _words(number, of, share, reason):
    return f"{number} of {of} refunds ({share} %) were paid without the goods coming back: {reason}"


def test_one_finding_for_each_reason_with_its_share(held):
    told = _told(held, {}, {}, {"reason": None}, {"reason": None}, WHOLE)
    folded = {message for message in told if told.count(message) > 1}
    assert folded == {_words(2, 5, "40", "damaged"), _words(2, 5, "40", "no reason is told")}


@pytest.mark.parametrize(
    ("returns", "told"),
    [
        ([{}, WHOLE], [_words(1, 2, "50", "damaged")]),
        ([WHOLE], []),
        # Agreed on a return, and paid before anything came back.
        ([{"return_type": "return_and_refund"}, WHOLE], [_words(1, 2, "50", "damaged")]),
        # A file that never tells that goods arrived says nothing of those that were to come.
        ([{"return_type": "return_and_refund"}], []),
        ([{"return_type": "return_and_refund", "sent_back_at": "2026-11-21 09:00:00"}, WHOLE], []),
        # Nothing had left, or no refund of goods at all: these stand in neither number.
        ([{"return_type": "refund_before_shipment"}, WHOLE], []),
        ([{"return_type": "price protection"}, WHOLE], []),
        ([{"return_type": "compensation"}, {}, WHOLE], [_words(1, 2, "50", "damaged")]),
        ([{"status": "requested", "refunded_at": None}, WHOLE], []),
        ([{"status": "rejected", "refunded_at": None}, WHOLE], []),
    ],
)
def test_which_refunds_count(held, returns, told):
    assert _told(held, *returns) == told
