from __future__ import annotations

import pytest

from tests.rules.held import number

ORDERS = [{"created_at": "2026-03-01 09:00:00"}, {"order_id": "A2", "created_at": "2026-03-01 09:00:00"}]
FIRST = {"shipped_at": "2026-03-02 10:00:00"}


def _told(days):
    return [("A2", f"parcel {number(1)} left {days} days after another parcel of that number")]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ({"shipped_at": "2026-05-02 10:00:00"}, _told(61)),
        # A day or two apart are pieces of one parcel; 30 days to the second are allowed.
        ({"shipped_at": "2026-03-04 10:00:00"}, []),
        ({"shipped_at": "2026-04-01 10:00:00"}, []),
        ({"shipped_at": "2026-04-02 10:00:00"}, _told(31)),
        # Carriers give numbers out again after months.
        ({"shipped_at": "2026-08-29 10:00:00"}, _told(180)),
        ({"shipped_at": "2026-08-30 10:00:00"}, []),
        ({"shipped_at": None}, []),
        ({"shipped_at": "2026-05-02 10:00:00", "voided": "yes"}, []),
        # One number of two carriers is of two parcels; one carrier may have two names.
        ({"shipped_at": "2026-05-02 10:00:00", "carrier": "YTO"}, []),
        ({"shipped_at": "2026-05-02 10:00:00", "carrier": "中通快递"}, _told(61)),
    ],
)
def test_one_number_for_parcels_weeks_apart(held, second, told):
    assert held(ORDERS, [FIRST, {"order_id": "A2", **second}]).get("DUP003", []) == told


def test_parcels_without_a_number_are_never_one(held):
    none = {"tracking_number": None}
    later = {"order_id": "A2", "shipped_at": "2026-05-02 10:00:00"}
    assert "DUP003" not in held(ORDERS, [FIRST | none, later | none])


def test_a_long_chain_of_short_gaps_is_no_reuse(held):
    days = [f"2026-{month:02}-{day:02} 10:00:00" for month in (3, 4, 5) for day in (1, 15, 28)]
    assert "DUP003" not in held(ORDERS, [{"shipped_at": day} for day in days])
