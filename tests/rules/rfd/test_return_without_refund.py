from __future__ import annotations

import pytest

BACK = {
    "return_type": "return_and_refund",
    "status": "closed",
    "requested_at": "2026-11-20 09:00:00",
    "received_at": "2026-11-22 09:00:00",
    "closed_at": "2026-11-25 09:00:00",
}


def _told(held, row):
    return [message for _, message in held([{}], [], [{**BACK, **row}]).get("RFD005", [])]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "the return was closed"),
        ({"status": "withdrawn"}, "the return counts as withdrawn"),
        ({"status": "rejected"}, "the return was refused after they had arrived"),
        ({"status": "refunded", "refund_amount": "0"}, "the refund is 0"),
        ({"received_at": None, "quantity_received": "1"}, "the return was closed"),
        ({"received_at": None, "inspected_at": "2026-11-23 09:00:00"}, "the return was closed"),
        ({"status": "refunded", "refund_amount": "20"}, None),
        ({"status": "refunded"}, None),
        ({"status": "completed"}, None),
        ({"status": "received", "closed_at": None}, None),
        ({"received_at": None}, None),
        ({"received_at": None, "quantity_received": "0"}, None),
        # Goods for goods.
        ({"return_type": "exchange", "status": "replaced"}, None),
        ({"return_type": "exchange", "status": "replaced", "refund_amount": "0"}, None),
        # Closed in the file, though the money went out.
        ({"refunded_at": "2026-11-24 09:00:00"}, None),
        ({"return_type": "compensation"}, None),
    ],
)
def test_goods_are_back_and_nothing_went_out(held, row, reason):
    told = [f"the goods are back, and neither money nor other goods went out: {reason}"] if reason else []
    assert _told(held, row) == told
