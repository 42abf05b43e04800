from __future__ import annotations

import pytest

from fulfil.policy.dispatch import Dispatch
from fulfil.policy.policy import Policy
from tests.rules.held import number

#: Another parcel, scanned: its file keeps first scans, and reaches until then.
SCANNED = {
    "order_id": "B1",
    "tracking_number": number(9),
    "picked_up_at": "2026-11-11 12:00:00",
    "last_event_at": "2026-11-12 16:00:00",
}
TOLD = [("A1", f"30 h after it was said to be shipped, the carrier has not scanned parcel {number(1)}")]


@pytest.mark.parametrize(
    ("parcel", "told"),
    [
        ({}, TOLD),
        ({"picked_up_at": "2026-11-11 12:00:00"}, []),
        # A day is the limit, to the second.
        ({"shipped_at": "2026-11-11 16:00:00"}, []),
        ({"shipped_at": None}, []),
        # Any later sign of life counts as a scan; one from before it was shipped does not.
        ({"delivered_at": "2026-11-12 10:00:00"}, []),
        ({"first_attempt_at": "2026-11-12 10:00:00"}, []),
        ({"last_event_at": "2026-11-11 10:00:01"}, []),
        ({"last_event_at": "2026-11-11 09:00:00"}, TOLD),
        ({"delivery_status": "in transit"}, []),
        ({"delivery_status": "returned"}, []),
        ({"delivery_status": "shipped"}, TOLD),
        ({"voided": "yes"}, []),
        # A replacement needs a scan as well.
        ({"reship_of": "R"}, TOLD),
    ],
)
def test_parcels_that_nobody_scanned(held, parcel, told):
    assert held([{}, {"order_id": "B1"}], [parcel, SCANNED]).get("SHP005", []) == told


def test_a_file_that_mostly_has_no_first_scan_does_not_keep_them(held):
    parcels = [{}, {"tracking_number": number(2)}, SCANNED]
    assert "SHP005" not in held([{"quantity": "2"}, {"order_id": "B1"}], parcels)


def test_how_long_a_scan_may_take_is_policy(held):
    policy = Policy(dispatch=Dispatch(pickup_hours=48))
    assert "SHP005" not in held([{}, {"order_id": "B1"}], [{}, SCANNED], policy=policy)
