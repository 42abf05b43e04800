from __future__ import annotations

from datetime import UTC, datetime

import pytest

BY = {"promised_ship_at": "2026-11-11 09:00:00"}
WAITS = {"status": "to_ship", **BY}
#: The files tell of orders and parcels until then.
LAST = {"order_id": "B1", "created_at": "2026-11-12 09:00:00"}
LAST_PARCEL = {"order_id": "B1", "tracking_number": "75800000000009", "shipped_at": "2026-11-13 09:00:00"}
PROMISE = "2026-11-11 01:00 UTC (promised in the file)"
LEFT = [("A1", f"it left, 1 h after {PROMISE}")]


def _waiting(hours):
    return [("A1", f"it has not left, {hours} h after {PROMISE}")]


@pytest.mark.parametrize(
    ("order", "parcels", "told"),
    [
        (BY, [{}], LEFT),
        (BY, [{"shipped_at": "2026-11-11 09:00:00"}], []),
        # The carrier's scan counts before the shop's word.
        (BY, [{"shipped_at": "2026-11-10 10:00:00", "picked_up_at": "2026-11-11 10:00:00"}], LEFT),
        (BY, [{"shipped_at": "2026-11-11 10:00:00", "picked_up_at": "2026-11-11 08:00:00"}], []),
        # The first parcel that left is the order's; a voided label and a replacement are none.
        (BY, [{"shipped_at": "2026-11-11 08:00:00"}, {"tracking_number": "75800000000002"}], []),
        (
            BY,
            [{"shipped_at": "2026-11-11 08:00:00", "voided": "yes"}, {"tracking_number": "75800000000002"}],
            LEFT,
        ),
        (
            BY,
            [{"shipped_at": "2026-11-11 08:00:00", "reship_of": "R"}, {"tracking_number": "75800000000002"}],
            LEFT,
        ),
        # Without parcels the order's own time is told.
        (BY | {"shipped_at": "2026-11-11 10:00:00"}, [], LEFT),
        # It waits, and the promise is past by the end of the orders' file.
        (WAITS, [], _waiting(24)),
        (WAITS | {"promised_ship_at": "2026-11-12 09:00:00"}, [], []),
        # A cancelled order need not leave; one that is said to be shipped without a time is unknown.
        (BY | {"status": "cancelled"}, [], []),
        (BY, [], []),
    ],
)
def test_when_orders_left(held, order, parcels, told):
    found = held([order, LAST], [*parcels, LAST_PARCEL]).get("SHP001", [])
    assert found == told


def test_an_order_without_any_status_is_late_where_the_parcel_files_reach_past_its_promise(held):
    orders = [{**BY, "status": None}, {**LAST, "status": None}]
    first = {**LAST_PARCEL, "order_id": "C1", "shipped_at": "2026-11-09 09:00:00"}
    found = held(
        [*orders, {"order_id": "C1", "status": None}],
        [LAST_PARCEL, first | {"tracking_number": "75800000000008"}],
    )
    assert found["SHP001"] == _waiting(48)


def test_a_stated_moment_is_the_end_of_the_files(held):
    found = held([WAITS, LAST], [LAST_PARCEL], as_of=datetime(2026, 11, 13, 13, tzinfo=UTC))
    assert found["SHP001"] == _waiting(60)


def test_without_a_promise_nothing_is_late_where_no_platform_counts(held):
    paid = {"paid_at": "2026-11-10 09:00:00"}
    assert "SHP001" not in held([paid], [{"shipped_at": "2026-11-20 10:00:00"}])
