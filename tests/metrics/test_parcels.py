"""M04, M05, M08 and M09: parcels and their carriers."""

from __future__ import annotations

import pytest

from tests.metrics.frames import at

#: Handed over and never seen again.
SILENT = {"picked_up_at": None, "delivered_at": None, "status": "shipped"}


def test_valid_tracking(world):
    world.parcel(0)
    world.parcel(0, picked_up_at=None)  # delivered, without a pickup scan
    world.parcel(0, **SILENT)
    world.parcel(0, **SILENT, shipped_at=at(15))  # younger than 14 days
    world.parcel(0, **SILENT, carrier="商家自送")
    world.parcel(0, counted=False)
    world.parcel(0, **(SILENT | {"status": "label_created"}), shipped_at=None)
    assert world.figures("M04") == {
        "any sign of the carrier": (2, 4),
        "any sign, sent 14 days ago or earlier": (2, 3),
        "a pickup scan": (1, 4),
    }
    assert world.left_out("M04") == {
        "a label and no more so far": 1,
        "own delivery": 1,
        "voided, cancelled or never sent": 1,
    }


def test_a_file_without_any_sign_is_left_out(world):
    world.parcel(0)
    world.parcel(0, **SILENT, file=2)  # of another kind, of which no parcel has a sign
    assert world.figures("M04")["any sign of the carrier"] == (1, 1)
    assert world.left_out("M04") == {"the file tells no sign of the carrier": 1}


def test_pickup_lag_censors_what_waits(world):
    # Waits of 6 and 12 hours, one that has waited 18 days, and a scan before the handover: no wait.
    world.parcel(0)
    world.parcel(0, picked_up_at=at(2, 12))
    world.parcel(0, **SILENT)
    world.parcel(0, picked_up_at=at(1.5))
    world.parcel(0, picked_up_at=None)  # delivered: nobody knows when it was picked up
    figure = world.measured("M05").figures[0]
    assert (figure.name, figure.numerator, figure.denominator) == ("from confirmation", 3, 4)
    # 4 at risk, one ends at 0 h: 3/4; one at 6 h: 1/2; one at 12 h: 1/4; the last is open.
    p50, _, p90, p95 = figure.percentiles
    assert (p50.hours, p50.more_than) == (6, None)
    assert (p90.hours, p90.more_than) == (None, 18 * 24)
    assert (p95.hours, p95.more_than) == (None, None), "four are too few"
    # The area: 3/4 to 6 h, 1/2 to 12 h, 1/4 to 432 h.
    assert figure.mean_hours == pytest.approx(0.75 * 6 + 0.5 * 6 + 0.25 * 420)
    assert world.left_out("M05") == {"it moved, and the pickup scan is missing": 1}


def test_pickup_lag_without_a_label_time_is_unknown(world):
    world.parcel(0, label_created_at=None)
    figures = {figure.name: figure for figure in world.measured("M05").figures}
    assert figures["from label"].left_out == 1
    assert figures["from label"].percentiles == ()
    assert figures["from confirmation"].denominator == 1


def test_delivery_success(world):
    world.parcel(0)
    world.parcel(0, delivered_at=None)  # the state alone says delivered
    world.parcel(0, delivered_at=None, status="returned")
    world.parcel(0, delivered_at=None, status="in_transit")
    world.parcel(0, delivered_at=None, status=None)
    assert world.figures("M08") == {
        "delivered, of those with an end": (2, 3),
        "delivered, of all that left": (2, 5),
        "still open, of all that left": (2, 5),
    }


def test_first_attempt_success(world):
    world.parcel(0, attempts=1)
    world.parcel(0, attempts=2)
    world.parcel(0, attempts=1, delivered_at=None, status="attempted")
    world.parcel(0, first_attempt_at=at(5))  # delivered as the carrier came
    world.parcel(0, first_attempt_at=at(4))  # a day later
    world.parcel(0)
    assert world.figures("M09") == {"of parcels attempted": (2, 5), "of parcels delivered": (2, 4)}
    assert world.left_out("M09") == {"no attempt is told": 1}


def test_parcels_are_told_by_their_own_carrier_and_their_orders_shop(world):
    world.order(0, shop="B")
    world.parcel(0)
    world.parcel(None, carrier="YTO", delivered_at=None, status="returned")
    parts = {
        (part.dimension, part.value): (part.figures[0].numerator, part.figures[0].denominator)
        for part in world.measured("M08", ("carrier", "shop")).by
    }
    assert parts == {
        ("carrier", "SF"): (1, 1),
        ("carrier", "YTO"): (0, 1),
        ("shop", "B"): (1, 1),
        ("shop", None): (0, 1),
    }
