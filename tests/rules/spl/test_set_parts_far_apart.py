from __future__ import annotations

import pytest

from fulfil.policy.policy import Policy
from fulfil.policy.split import Split
from tests.rules.held import number

SET = {"sku": "KFR-35GW/BP"}
INDOOR = {"sku": "KFR-35G/BP", "shipped_at": "2026-11-11 10:00:00"}
LEFT = "the parts of a set (air-conditioner 35) left {} days apart"


def _outdoor(**times):
    return {"sku": "KFR-35W/BP", "tracking_number": number(2), "shipped_at": "2026-11-11 10:00:00", **times}


@pytest.mark.parametrize(
    ("indoor", "outdoor", "told"),
    [
        (INDOOR, _outdoor(shipped_at="2026-11-15 10:00:00"), [LEFT.format(4)]),
        (INDOOR, _outdoor(shipped_at="2026-11-14 22:00:00"), [LEFT.format(3.5)]),
        # Two days to the second are allowed.
        (INDOOR, _outdoor(shipped_at="2026-11-13 10:00:00"), []),
        (INDOOR, _outdoor(shipped_at="2026-11-13 22:00:00"), [LEFT.format(2.5)]),
        # The carrier's scan is the handover.
        (INDOOR, _outdoor(picked_up_at="2026-11-15 10:00:00"), [LEFT.format(4)]),
        # They left together and arrived apart.
        (
            {**INDOOR, "delivered_at": "2026-11-12 10:00:00"},
            _outdoor(delivered_at="2026-11-17 10:00:00"),
            [LEFT.format(5).replace("left", "arrived")],
        ),
        # Nobody says when.
        ({**INDOOR, "shipped_at": None}, _outdoor(shipped_at=None), []),
        ({**INDOOR, "delivered_at": None}, _outdoor(delivered_at="2026-11-27 10:00:00"), []),
    ],
)
def test_parts_that_leave_or_arrive_apart(held, indoor, outdoor, told):
    found = held([SET], [indoor, outdoor]).get("SPL008", [])
    assert [message for _, message in found] == told


def test_parts_that_make_no_set_are_not_compared(held):
    later = _outdoor(shipped_at="2026-11-15 10:00:00")
    assert "SPL008" not in held([SET], [INDOOR, {**later, "sku": "KFR-50W/BP"}])


def test_each_pair_is_told_once(held):
    two = {"quantity": "2"}
    found = held([SET | two], [INDOOR | two, _outdoor(shipped_at="2026-11-15 10:00:00") | two])
    assert [order for order, _ in found["SPL008"]] == ["A1"]


def test_how_far_is_policy(held):
    apart = [INDOOR, _outdoor(shipped_at="2026-11-15 10:00:00")]
    assert "SPL008" not in held([SET], apart, policy=Policy(split=Split(far_apart_hours=120)))
