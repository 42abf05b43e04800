"""M02 and M03: orders against the promise to ship, by every clock."""

from __future__ import annotations

from tests.metrics.frames import EVERYTHING, at

CLOCKS = ("by label", "by confirmation", "by first scan", "by first scan, else confirmation")


def test_the_clocks_stand_side_by_side(world):
    # Promised for day 3. The label is in time, the confirmation too, the scan a day late.
    world.order(0, labelled_at=at(2), confirmed_at=at(3), scanned_at=at(4), left_at=at(4))
    # To the moment is in time.
    world.order(1, labelled_at=at(3), confirmed_at=at(3), scanned_at=at(3), left_at=at(3))
    figures = world.figures("M02")
    assert tuple(figures) == CLOCKS
    assert [figures[clock] for clock in CLOCKS] == [(2, 2), (2, 2), (1, 2), (1, 2)]


def test_what_never_left_is_a_miss_once_the_promise_has_run_out(world):
    nothing = {
        "complete": False,
        "status": "to_ship",
        "parcels": 0,
        "left_at": None,
        "done_at": None,
        "delivered_at": None,
    }
    world.order(0)
    world.order(1, **nothing)  # promised for day 3, and it is day 20
    world.order(2, **nothing, ship_by=at(25))
    world.order(3, **nothing, ship_by=None)
    assert world.figures("M02")["by confirmation"] == (1, 2)
    assert world.left_out("M02") == {"no promise to ship": 1, "the promise has not run out": 1}


def test_the_shops_parcels_end_the_period(world):
    world.order(0, parcels_until=at(10))
    never = {"complete": False, "parcels": 0, "left_at": None, "delivered_at": None}
    world.order(1, ship_by=at(15), parcels_until=at(10), **never)
    assert world.figures("M02")["by confirmation"] == (1, 1)
    world.order(2, ship_by=at(15), parcels_until=at(20), **never)
    assert world.figures("M02")["by confirmation"] == (1, 2)


def test_who_cancelled_and_when_decides(world):
    gone = {"live": False, "complete": False, "parcels": 0, "left_at": None, "delivered_at": None}
    early, late = {"cancelled_at": at(2)}, {"cancelled_at": at(4)}
    world.order(0)
    world.order(1, **gone, **early, cancelled_by="buyer")  # excused
    world.order(2, **gone, **late, cancelled_by="buyer")  # the promise was broken before
    world.order(3, **gone, **early, cancelled_by="seller")  # a miss of the seller's own
    world.order(4, **gone, **early, cancelled_by="platform")
    world.order(5, **gone)
    world.order(6, live=False, status="refunded")  # left in time, refunded later: it was in time
    assert world.figures("M02")["by confirmation"] == (2, 4)
    assert world.left_out("M02") == {
        "cancelled before the promise, and nothing says by whom": 1,
        "cancelled by the buyer before the promise": 1,
        "cancelled by the platform before the promise": 1,
    }


def test_orders_outside_the_spans_and_orders_never_due_are_left_out(world):
    world.order(0, observed=False)
    world.order(1, live=False, lines=False)
    world.line(1, 1, due=0, reason="unpaid")
    assert world.figures("M02")["by label"] == (0, 0)
    assert sorted(world.left_out("M02").values()) == [1, 1]


def test_a_clock_that_a_shop_never_tells_is_unknown_and_no_miss(world):
    world.order(0, scanned_at=None)
    world.order(1, shop="B")
    world.order(2, shop="B", scanned_at=None)  # this shop tells scans, so that a missing one is a miss
    measured = {figure.name: figure for figure in world.measured("M02").figures}
    scan = measured["by first scan"]
    assert (scan.numerator, scan.denominator, scan.left_out) == (1, 2, 1)
    assert measured["by label"].left_out == 0


def test_said_to_be_sent_without_a_time_is_unknown(world):
    world.order(0)
    world.order(1, left_at=None, parcels=0)  # complete, and no file says when
    figure = world.measured("M02").figures[1]
    assert (figure.numerator, figure.denominator, figure.left_out) == (1, 1, 1)


def test_a_clock_without_its_column_is_not_computed(world):
    world.order(0)
    columns = EVERYTHING - {"shipment_lines.picked_up_at"}
    missing = {figure.name: figure.missing for figure in world.measured("M02", columns=columns).figures}
    assert missing["by first scan"] == ("shipment_lines.picked_up_at",)
    assert missing["by confirmation"] == ()


def test_late_in_windows_of_ten_and_thirty_days(world):
    # It is day 20: day 12 lies in the last 10 days, day 3 in the last 30 only.
    world.order(0, ship_by=at(12), left_at=at(13))
    world.order(1, ship_by=at(12), left_at=at(11))
    world.order(2, ship_by=at(3), left_at=at(4))
    world.order(3, ship_by=at(-20), left_at=at(4))
    assert world.figures("M03") == {
        "last 10 days": (1, 2),
        "last 30 days": (2, 3),
        "whole time": (3, 4),
    }


def test_by_dimension(world):
    world.order(0, province="浙江省")
    world.order(1, left_at=at(4), province="江苏省", created_at=at(1, 17))  # 1:00 of Monday in Shanghai
    world.content(0, 1000, carrier="SF", warehouse="W1")
    world.content(1, 1001, carrier="SF", warehouse="W1")
    world.content(1, 1002, carrier="YTO", warehouse=None)
    by = ("carrier", "warehouse", "week", "province")
    parts = {
        (part.dimension, part.value): (part.figures[1].numerator, part.figures[1].denominator)
        for part in world.measured("M02", by).by
    }
    assert parts == {
        ("carrier", "SF"): (1, 1),
        ("carrier", "several"): (0, 1),
        ("warehouse", "W1"): (1, 2),
        ("week", "2026-W44"): (1, 1),
        ("week", "2026-W45"): (0, 1),
        ("province", "浙江省"): (1, 1),
        ("province", "江苏省"): (0, 1),
    }
