"""M10 to M13: what left of what was due."""

from __future__ import annotations

from tests.metrics.frames import at

UNSENT = {
    "complete": False,
    "status": "to_ship",
    "parcels": 0,
    "left_at": None,
    "done_at": None,
    "delivered_at": None,
}
CANCELLED = {"live": False, "complete": False, "parcels": 0, "left_at": None, "cancelled_at": at(2)}


def test_order_fill_from_the_end_to_one_parcel(world):
    world.order(0)
    world.order(1, parcels=2, left_at=at(2), done_at=at(2, 3))  # two parcels of one day
    world.order(2, parcels=2, left_at=at(2), done_at=at(2, 17))  # 1:00 of the next day in Shanghai
    world.order(3, lines=False)
    world.line(3, 3, due=3000, shipped=2000)
    world.order(4, **UNSENT, lines=False)  # past its promise
    world.line(4, 4, shipped=0)
    assert world.figures("M10") == {
        "less all cancellations": (3, 5),
        "complete in the end": (3, 5),
        "complete on one day": (2, 5),
        "complete in one parcel": (1, 5),
    }


def test_what_may_still_be_sent_is_not_judged(world):
    world.order(0, **UNSENT, ship_by=at(25), lines=False)
    world.order(1, **UNSENT, ship_by=None, lines=False)
    world.order(2, opaque=True)
    world.order(3, lines=False)
    world.line(9, 3, passed=True)
    world.line(0, 0, shipped=0)
    world.line(1, 1, shipped=0)
    assert world.figures("M10")["complete in the end"] == (0, 0)
    assert world.left_out("M10") == {
        "not finished, and without a promise": 1,
        "nothing due: gifts, services and the like, or all cancelled": 1,
        "quantities or contents cannot be told": 1,
        "still to be sent within its promise": 1,
    }


def test_what_the_seller_cancelled_whole_is_a_miss(world):
    world.order(0)
    world.order(1, **CANCELLED, cancelled_by="seller", lines=False)
    world.line(1, 1, due=0, cancelled=1000, reason="cancelled", live=False)
    world.order(2, **CANCELLED, cancelled_by="buyer", lines=False)
    world.line(2, 2, due=0, cancelled=1000, reason="cancelled", live=False)
    assert world.figures("M10")["complete in the end"] == (1, 2)
    assert world.figures("M11") == {
        "less all cancellations": (1, 1),
        "seller's cancellations missed": (1, 2),
    }


def test_what_the_seller_cancelled_of_an_order_is_a_miss(world):
    for order, who in enumerate(("seller", "buyer", None)):
        world.order(order, cancelled_by=who, lines=False)
        world.line(order, order, due=1000, cancelled=1000)
    figures = world.figures("M10")
    assert figures["less all cancellations"] == (3, 3)
    assert figures["complete in the end"] == (2, 3)


def test_finished_orders_without_parcels_are_unknown_where_the_files_lack_some(world):
    world.order(0)
    world.order(1, parcels=0, told=False)
    assert world.figures("M10")["complete in the end"] == (1, 1)
    assert world.left_out("M10") == {"said to be sent, and the parcel files do not hold it": 1}


def test_lines_and_units(world):
    world.order(0, lines=False)
    world.line(0, 0, due=3000, shipped=2000)
    world.line(1, 0, due=1000, shipped=1000, excess=4000)  # more than due counts as due
    world.line(2, 0, due=1000, passed=True)
    world.line(3, 0, due=1000, judged=False)
    world.order(4, lines=False, cancelled_by="seller")
    world.line(4, 4, due=1500, shipped=1500, cancelled=500)  # weighed goods, half a unit refused
    assert world.figures("M11") == {
        "less all cancellations": (2, 3),
        "seller's cancellations missed": (1, 3),
    }
    # Sent 2 + 1 + 1.5 of 3 + 1 + 1.5, and of half a unit more.
    assert world.figures("M12") == {
        "less all cancellations": (4.5, 5.5),
        "seller's cancellations missed": (4.5, 6),
    }
    assert world.figures("M13") == {
        "short or cancelled by the seller": (2, 3),
        "sent short": (1, 3),
        "cancelled by the seller": (1, 3),
        "nothing of it left": (0, 3),
    }
    assert world.left_out("M12") == {
        "lines of gifts, services, virtual goods and pick-ups": 1,
        "lines whose quantities or contents cannot be told": 1,
    }
