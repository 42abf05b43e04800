from __future__ import annotations

import pytest

from fulfil.policy.policy import Policy, Times

TOLD = [("A1", "parcel 75800000000001 was not delivered at the first attempt")]
TRIED = {"first_attempt_at": "2026-11-12 12:00:00"}


@pytest.mark.parametrize(
    ("parcel", "told"),
    [
        ({"attempts": "2"}, TOLD),
        ({"attempts": "1"}, []),
        ({"attempts": "0"}, []),
        # The number of attempts counts before the times.
        (TRIED | {"attempts": "1", "delivered_at": "2026-11-13 12:00:00"}, []),
        (TRIED | {"delivered_at": "2026-11-13 12:00:00"}, TOLD),
        # Two clocks differ by minutes.
        (TRIED | {"delivered_at": "2026-11-12 12:05:00"}, []),
        (TRIED | {"delivered_at": "2026-11-12 12:06:00"}, TOLD),
        (TRIED, []),
        ({"delivery_status": "attempted"}, TOLD),
        ({"delivery_status": "delivered"}, []),
        ({"attempts": "2", "voided": "yes"}, []),
        ({"attempts": "2", "order_id": "Z9"}, [("Z9", TOLD[0][1])]),
    ],
)
def test_attempts(held, parcel, told):
    assert held([{}], [parcel]).get("DLV003", []) == told


def test_how_much_clocks_differ_is_policy(held):
    policy = Policy(times=Times(tolerance_minutes=60))
    assert "DLV003" not in held([{}], [TRIED | {"delivered_at": "2026-11-12 12:30:00"}], policy=policy)
