"""M01, M14, M15 and M16: whether orders went right."""

from __future__ import annotations

import polars as pl
import pytest

from fulfil.metrics.inputs import FLAGGED
from tests.metrics.frames import EVERYTHING, at


def flagged(*rows):
    return pl.DataFrame(rows, schema=FLAGGED, orient="row")


def test_address_completeness(world):
    # Ten rows, of which row 1 lacks county and street, row 2 the county; two phones are masked.
    world.findings = {"ADR003": [1, 2], "ADR006": [1], "CON001": []}
    judged = flagged((0, "ADR003", 10), (0, "ADR006", 10), (0, "CON001", 8))
    measured = world.measured("M01", flagged=judged)
    assert {f.name: (f.numerator, f.denominator) for f in measured.figures} == {
        "the address": (8, 10),
        "address and phone": (6, 8),
        "county": (8, 10),
        "street": (9, 10),
        "phone": (8, 8),
    }
    assert measured.left_out == (
        ("rows of which some field is masked, encrypted, absent or of no use any more", 2),
    )


def test_wrong_short_damaged(world):
    for order in range(6):
        world.order(order)
    world.order(6, delivered_at=None)
    world.content(2, 1000)
    world.findings = {"SPL001": [0, 6], "SPL003": [1000], "ADR003": [5]}
    world.returned(0, reason="商品破损")  # one order, proved and claimed
    world.returned(3, reason="DAMAGED_BY_CARRIER")
    world.returned(4, reason="ORDERED_WRONG_ITEM")  # the buyer's own mistake
    world.returned(5, reason="七天无理由退换货")
    world.returned(None, reason="Missing parts")
    assert world.figures("M14") == {
        "by findings or return reasons": (3, 6),
        "by findings": (2, 6),
        "by return reasons": (2, 6),
    }
    assert world.left_out("M14") == {"not delivered": 1}


def test_without_reasons_or_rules_it_says_so(world):
    world.order(0)
    measured = world.measured("M14", columns=EVERYTHING - {"returns.reason"})
    assert measured.figures[1].missing == ("SPL001 | SPL002 | SPL003 | SPL005 | SPL006",)
    assert measured.figures[2].missing == ("returns.reason",)


@pytest.mark.parametrize(
    ("reason", "faulty"),
    [
        ("卖家发错货", True),
        ("少件/漏发", True),
        ("Item arrived damaged", True),
        ("SWITCHEROO", True),
        ("Wrong item was sent", True),
        ("拍错/多拍/不喜欢", False),
        ("Bought the wrong size", False),
        ("No longer needed", False),
        (None, None),
    ],
)
def test_reasons(world, reason, faulty):
    world.order(0)
    world.returned(0, reason=reason)
    assert world.inputs().returned["faulty"].to_list() == [faulty]


def test_on_time_in_full_from_tolerant_to_strict(world):
    promise = {"deliver_by": at(5, 12), "ship_by": at(3)}
    world.order(0, **promise)
    world.order(1, **promise, parcels=2, done_at=at(4))  # the second parcel left too late
    world.order(2, **promise, delivered_at=at(5, 15))  # on the day, after the moment
    world.order(3, **promise, lines=False)
    world.line(3, 3, excess=1000)  # too much
    world.order(4, **promise, lines=False)
    world.line(4, 4, shipped=0)  # short
    world.order(5, **promise, left_at=at(4), delivered_at=at(9))
    world.order(6, ship_by=None, deliver_by=at(5, 12))
    assert world.figures("M15") == {
        "first parcel left in time, all left": (4, 6),
        "all parcels left in time": (3, 6),
        "all delivered by the promised day": (5, 7),
        # Not those in two parcels, after the moment, and with too much.
        "exactly, in one parcel, to the moment": (2, 7),
    }


def test_perfect_orders_with_their_components(world):
    for order in range(5):
        world.order(order, left_at=at(4) if order == 1 else at(2), lines=order != 2)
    world.line(2, 2, shipped=0)
    world.content(3, 1000)
    world.findings = {"ADR003": [3], "SPL001": [2], "SHP003": [1000]}
    world.returned(4, reason="发错货")
    assert world.figures("M16") == {
        "all of these": (1, 5),
        "left on time": (4, 5),
        "in full": (4, 5),
        "address and waybill without error": (4, 5),
        "nothing wrong, short or damaged": (3, 5),
    }
