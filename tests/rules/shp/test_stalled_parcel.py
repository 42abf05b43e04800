from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fulfil.policy.dispatch import Dispatch
from fulfil.policy.policy import Policy
from tests.rules.held import number

#: Another parcel, delivered: its file keeps the ends of parcels.
ENDED = {"order_id": "B1", "tracking_number": number(9), "delivered_at": "2026-11-13 10:00:00"}
ORDERS = [{}, {"order_id": "B1"}]
AS_OF = datetime(2026, 11, 20, 2, tzinfo=UTC)


def _told(days):
    return [("A1", f"nothing was heard of parcel {number(1)} for {days} days")]


@pytest.mark.parametrize(
    ("parcel", "told"),
    [
        ({}, _told(9)),
        # The last event that is known counts.
        ({"last_event_at": "2026-11-12 22:00:00"}, _told(7.5)),
        ({"last_event_at": "2026-11-13 10:00:00"}, []),
        ({"picked_up_at": "2026-11-14 10:00:00"}, []),
        ({"first_attempt_at": "2026-11-14 10:00:00"}, []),
        # It has an end, or never began.
        ({"delivered_at": "2026-11-12 10:00:00"}, []),
        ({"delivery_status": "delivered"}, []),
        ({"delivery_status": "returned"}, []),
        ({"delivery_status": "exception"}, _told(9)),
        ({"shipped_at": None}, []),
        ({"voided": "yes"}, []),
        ({"delivery_status": "not shipped"}, []),
    ],
)
def test_parcels_of_which_nothing_is_heard(held, parcel, told):
    assert held(ORDERS, [parcel, ENDED], as_of=AS_OF).get("SHP006", []) == told


def test_a_file_that_does_not_keep_ends_says_nothing_by_an_empty_one(held):
    parcels = [{}, {"tracking_number": number(2)}, ENDED]
    assert "SHP006" not in held(ORDERS, parcels, as_of=AS_OF)


def test_how_long_is_policy(held):
    policy = Policy(dispatch=Dispatch(stalled_days=10))
    assert "SHP006" not in held(ORDERS, [{}, ENDED], as_of=AS_OF, policy=policy)
