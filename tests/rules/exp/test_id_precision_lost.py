from __future__ import annotations

import pytest

REAL = [
    "2150935217044138312",
    "2150935217044138317",
    "1001",
    "231122-123456789",
    "PO-1E5",
    "1234567890123450",
]


def _told(audit, *ids):
    outcome = audit(*({"order_id": order} for order in ids))
    return sorted(outcome.orders("EXP002"))


@pytest.mark.parametrize("ruined", ["2.15094E+18", "2E+18", "2.15094e+18", "2,15094E+18", "10012345.0"])
def test_numbers_that_a_spreadsheet_rewrote(audit, ruined):
    assert _told(audit, ruined, *REAL) == [ruined]


def test_zeros_where_a_spreadsheet_stopped(audit):
    ruined = ["2150935217044130000", "2150935217044140000"]
    assert _told(audit, *ruined) == ruined
    assert _told(audit, ruined[0], *REAL) == ruined[:1]


def test_zeros_by_chance(audit):
    by_chance = [f"21509352170441{n:05d}" for n in range(10_000, 10_300)]
    assert _told(audit, *by_chance) == []
    assert _told(audit, "1234567890123450", "1234567890123451") == []


def test_tracking_numbers_are_told_apart_and_folded(audit):
    rows = [{"tracking_number": "7.7701E+13"}, {"tracking_number": "7.7702E+13"}]
    outcome = audit(*rows, {"tracking_number": "777010000012345"})
    assert [row["field"] for row in outcome.findings["EXP002"]] == ["tracking_number"] * 2
    assert outcome.systemic["EXP002"][0]["orders"] == 2
    assert all(row["folded"] for row in outcome.findings["EXP002"])
