from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of

LATER = {"order_id": "Z9", "created_at": "2026-11-20 12:00:00"}
ASKED = {
    "return_type": "return_and_refund",
    "status": "requested",
    "requested_at": "2026-11-19 09:00:00",
    "deadline_at": "2026-11-20 20:00:00",
}
#: The file is written in Chinese time.
AT = "the platform's own deadline is 2026-11-20 12:00 UTC (told in the file): "
LEFT = "8 h left, within 24 h (by the policy, returns.near_hours)"


def _told(held, row, **asked):
    return held([{}, LATER], [], [{**ASKED, **row}], **asked).get("RET008", [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, [("A1", AT + LEFT)]),
        ({"deadline_at": "2026-11-20 10:30:00"}, [("A1", AT.replace("12:00", "02:30") + "1.5 h past")]),
        ({"deadline_at": "2026-11-21 13:00:00"}, []),
        ({"deadline_at": None}, []),
        # It is the buyer's turn, or all is over.
        ({"status": "approved"}, []),
        ({"status": "refunded", "refunded_at": "2026-11-20 10:00:00"}, []),
        ({"status": "withdrawn"}, []),
        # The seller must say that the parcel came.
        ({"status": "sent_back"}, [("A1", AT + LEFT)]),
        # The platform refunds what was not shipped, too.
        ({"return_type": "refund_before_shipment"}, [("A1", AT + LEFT)]),
    ],
)
def test_deadlines_that_the_file_tells(held, row, told):
    assert _told(held, row) == told


def test_near_is_what_the_policy_says(held):
    assert _told(held, {}, policy=policy_of("[returns]\nnear_hours = 6\n")) == []
