"""The SQL says of generated worlds what was planted in them, and of small ones what is told beside them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.bench.fulfilment import world

from .comparing import differences
from .oracle import CODES, all_flagged, facts, flagged
from .program import found

NOW = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

ORDER = {
    "shop": "S",
    "order_id": "A1",
    "status": "delivered",
    "created_at": "2026-01-10 08:00:00",
    "paid_at": "2026-01-10 08:00:00",
    "sku": "a",
    "quantity": "1",
}
PARCEL = {
    "shop": "S",
    "order_id": "A1",
    "shipment_id": "P1",
    "sku": "a",
    "quantity": "1",
    "carrier": "ZTO",
    "tracking_number": "71234567890123",
    "warehouse": "W",
    "shipped_at": "2026-01-10 20:00:00",
    "picked_up_at": "2026-01-10 22:00:00",
    "delivered_at": "2026-01-12 10:00:00",
    "delivery_status": "delivered",
}
# It tells that the parcel file goes on for long after the orders of a case.
LATER = {
    "order_id": "Z9",
    "shipment_id": "P9",
    "sku": "z",
    "tracking_number": "71234567890999",
    **dict.fromkeys(("shipped_at", "picked_up_at", "delivered_at"), "2026-03-01 10:00:00"),
}
LATER_ORDER = {
    "order_id": "Z9",
    "sku": "z",
    **dict.fromkeys(("created_at", "paid_at"), "2026-03-01 08:00:00"),
}
KITS = [
    {"kit_sku": "K", "component_sku": "x", "quantity": "2"},
    {"kit_sku": "K", "component_sku": "y", "quantity": "1"},
]
OTHER = {"shipment_id": "P2", "tracking_number": "71234567890124"}
OPEN = {"delivered_at": "", "delivery_status": "in transit"}
SETS = [{"sku": "KFR-35G/A"}, {"sku": "KFR-35W/B"}]

#: What orders, parcels and returns of a case say otherwise than the above; file and record of what is told.
CASES = {
    "whole": ([{}], [{}], [], {}),
    "short": ([{"quantity": "2"}], [{}], [], {"SPL001": {("orders.csv", 1)}}),
    "short by a fraction": (
        [{"quantity": "1.5"}],
        [{"quantity": "1.25"}],
        [],
        {"SPL001": {("orders.csv", 1)}},
    ),
    "cancelled in part": ([{"quantity": "2", "cancelled_quantity": "1"}], [{}], [], {}),
    "case, width and space of a SKU": ([{"sku": "a-1"}], [{"sku": " Ａ－１ "}], [], {}),
    "over": ([{}], [{"quantity": "2"}], [], {"SPL002": {("orders.csv", 1)}}),
    "over, voided": ([{}], [{}, {**OTHER, "voided": "yes"}], [], {}),
    "sent again with a link": ([{}], [{}, {**OTHER, "reship_of": "P1"}], [], {}),
    "sent twice": (
        [{}],
        [{}, OTHER],
        [],
        {"SPL002": {("orders.csv", 1)}, "DUP002": {("shipments.csv", 2)}},
    ),
    "exchanged": (
        [{}],
        [{}, OTHER],
        [{"order_id": "A1", "return_type": "exchange", "exchange_tracking_number": "71234567890124"}],
        {},
    ),
    "largest line first": (
        [{"line_id": "1"}, {"line_id": "2", "quantity": "3"}],
        [{"quantity": "3"}],
        [],
        {"SPL001": {("orders.csv", 1)}},
    ),
    "line id before SKU": (
        [{"line_id": "1"}, {"line_id": "2", "quantity": "3"}],
        [{"line_id": "1"}, {"quantity": "2"}],
        [],
        {"SPL001": {("orders.csv", 2)}},
    ),
    "wrong item": (
        [{}],
        [{}, {"sku": "b"}],
        [],
        {"SPL003": {("shipments.csv", 2)}},
    ),
    "kit whole": ([{"sku": "k"}], [{"sku": "x", "quantity": "2"}, {"sku": "y"}], [], {}),
    "kit short": (
        [{"sku": "k", "quantity": "2"}],
        [{"sku": "x", "quantity": "3"}, {"sku": "y", "quantity": "2"}],
        [],
        {"SPL005": {("orders.csv", 1)}},
    ),
    "kit by its line's id, in two parcels": (
        [{"sku": "k", "line_id": "1"}],
        [
            {"sku": "x", "quantity": "2", "line_id": "1"},
            {**OTHER, "sku": "y", "line_id": "1", "warehouse": "V"},
        ],
        [],
        {},
    ),
    "more by a line's id than it asks for": (
        [{"line_id": "1"}, {"line_id": "2", "quantity": "3"}],
        [{"line_id": "1", "quantity": "4"}],
        [],
        {},
    ),
    "a kit as it is, and a line of its part": (
        [{"sku": "k", "line_id": "1"}, {"sku": "y", "line_id": "2"}],
        [{"sku": "k", "quantity": "2"}],
        [],
        {"SPL002": {("orders.csv", 1)}},
    ),
    "a kit for a part of it": (
        [{"sku": "y"}],
        [{"sku": "k"}],
        [],
        {"SPL001": {("orders.csv", 1)}, "SPL003": {("shipments.csv", 1)}},
    ),
    "a kit of a sibling": (
        [{"parent_order_id": "P"}, {"order_id": "A2", "parent_order_id": "P", "sku": "k"}],
        [{}, {"sku": "x", "quantity": "2"}, {**OTHER, "order_id": "A2", "sku": "y"}],
        [],
        {},
    ),
    "a stray unit in an order of a kit": (
        [{"sku": "k"}],
        [{"sku": "x", "quantity": "2"}, {"sku": "y"}, {"sku": "KFR-35G/A"}],
        [],
        {"SPL003": {("shipments.csv", 3)}},
    ),
    "a set and a spare unit": (
        [{"sku": "KFR-35GW/A"}, {"sku": "KFR-35G/A"}],
        [{"sku": "KFR-35G/A"}, {"sku": "KFR-35G/B"}, {"sku": "KFR-35W/A"}],
        [],
        {},
    ),
    "a part of a cancelled kit": (
        [{"sku": "k", "status": "cancelled", "cancelled_at": "2026-01-10 12:00:00"}],
        [{"sku": "x"}],
        [],
        {"SPL004": {("shipments.csv", 1)}},
    ),
    "refunded before it left": (
        [{"quantity": "2", "line_paid": "9"}],
        [{}],
        [{"order_id": "A1", "sku": "a", "return_type": "refund before shipment", "quantity": "1"}],
        {},
    ),
    "a refusal to refund": (
        [{"quantity": "2"}],
        [{}],
        [
            {
                "order_id": "A1",
                "sku": "a",
                "return_type": "refund before shipment",
                "quantity": "1",
                "status": "rejected",
                "return_id": "R1",
                "requested_at": "2026-01-10 09:00:00",
            }
        ],
        {"SPL001": {("orders.csv", 1)}},
    ),
    "a parcel with goods of nobody": (
        [{}, {"sku": "b"}],
        [{"weight_kg": "1"}, {"order_id": "X1", "weight_kg": "1"}, {**OTHER, "sku": "b", "weight_kg": "1"}],
        [],
        {},
    ),
    "split in vain": (
        [{}, {"sku": "b"}],
        [{"weight_kg": "1"}, {**OTHER, "sku": "b", "weight_kg": "1"}],
        [],
        {"SPL010": {("shipments.csv", 2)}},
    ),
    "sent though cancelled": (
        [{"status": "cancelled", "cancelled_at": "2026-01-10 12:00:00"}],
        [{}],
        [],
        {"SPL004": {("shipments.csv", 1)}},
    ),
    "cancelled in the minute of the pickup": (
        [{"status": "cancelled", "cancelled_at": "2026-01-10 21:59:30"}],
        [{}],
        [],
        {},
    ),
    "the order of another shop": (
        [{"shop": "S"}, {"shop": "T", "quantity": "2"}],
        [{}, {**OTHER, "shop": "T", "quantity": "2"}],
        [],
        {},
    ),
    "nobody knows whose": ([{"shop": "S"}, {"shop": "T"}], [{"shop": ""}], [], {}),
    "a set of one order": (SETS, [{"sku": "KFR-35G/A"}, {**OTHER, "sku": "KFR-35W/B"}], [], {}),
    "a set by its whole SKU": (
        [{"sku": "KFR-35GW/A"}],
        [{"sku": "KFR-35G/A"}, {**OTHER, "sku": "KFR-35W/B"}],
        [],
        {},
    ),
    "a set from two places": (
        SETS,
        [{"sku": "KFR-35G/A"}, {**OTHER, "sku": "KFR-35W/B", "warehouse": "V"}],
        [],
        {"SPL009": {("shipments.csv", 2)}},
    ),
    "strangers": (
        [{"phone": "13800000001"}, {"order_id": "A2", "phone": "13800000002"}],
        [{}, {"order_id": "A2"}],
        [],
        {"SPL011": {("shipments.csv", 1)}},
    ),
    "strangers behind masks": (
        [{"phone": "138****0001"}, {"order_id": "A2", "phone": "13800000002"}],
        [{}, {"order_id": "A2"}],
        [],
        {},
    ),
    "late": ([{"promised_ship_at": "2026-01-10 21:00:00"}], [{}], [], {"SHP001": {("orders.csv", 1)}}),
    "not sent, and still in time": (
        [{"status": "to_ship", "promised_ship_at": "2026-03-02 00:00:00"}],
        [],
        [],
        {},
    ),
    "not sent": (
        [{"status": "to_ship", "promised_ship_at": "2026-02-01 00:00:00"}],
        [],
        [],
        {"SHP001": {("orders.csv", 1)}},
    ),
    "without a waybill": ([{}], [{"tracking_number": ""}], [], {"SHP002": {("shipments.csv", 1)}}),
    "stalled": (
        [{"status": "shipped", "quantity": "2"}],
        [{}, {**OTHER, **OPEN, "warehouse": "V"}],
        [],
        {"SHP006": {("shipments.csv", 2)}},
    ),
    "no file tells how parcels end": ([{"status": "shipped"}], [OPEN], [], {}),
    "closed with an open parcel": ([{}], [OPEN], [], {"SPL012": {("shipments.csv", 1)}}),
    "delivered late": (
        [{}],
        [{"promised_delivery_at": "2026-01-12 09:00:00"}],
        [],
        {"DLV001": {("shipments.csv", 1)}},
    ),
    "tried twice": ([{}], [{"attempts": "2"}], [], {"DLV003": {("shipments.csv", 1)}}),
    "a number used again": (
        [{}, {"order_id": "A2", "created_at": "2026-02-14 08:00:00", "paid_at": "2026-02-14 08:00:00"}],
        [{}, {"order_id": "A2", "shipped_at": "2026-02-14 20:00:00", "picked_up_at": "2026-02-14 22:00:00"}],
        [],
        {"DUP003": {("shipments.csv", 2)}},
    ),
}


def written(folder, name, rows):
    if not rows:
        return None
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        columns = list(dict.fromkeys(column for row in rows for column in row))
        out = csv.DictWriter(file, columns, restval="")
        out.writeheader()
        out.writerows(rows)
    return path


@pytest.fixture(params=CASES)
def case(request, tmp_path):
    orders, parcels, returns, wanted = CASES[request.param]
    files = (
        written(tmp_path, "orders", [{**ORDER, **row} for row in [*orders, LATER_ORDER]]),
        written(tmp_path, "shipments", [{**PARCEL, **row} for row in [*parcels, LATER]]),
        written(tmp_path, "returns", returns),
    )
    return files, written(tmp_path, "kits", KITS), wanted


def test_small_worlds(case):
    files, kits, wanted = case
    base = facts(*files, kits, as_of=NOW.replace(tzinfo=None))
    told = {code: flagged(base, code) for code in CODES}
    assert {code: places for code, places in told.items() if places} == wanted


def test_the_program_says_the_same_of_small_worlds(case):
    files, kits, wanted = case
    rows = found([path for path in files if path is not None], kits, as_of=NOW.astimezone(UTC))
    told = {}
    for code, *place in rows.rows():
        told.setdefault(code, set()).add(tuple(place))
    assert told == wanted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_planted_and_nothing_else(seed, tmp_path):
    made = world(tmp_path, "planted", 3_000, seed, every=4)
    truth = made.truth()
    assert set(truth["rule"]) == set(CODES)
    assert differences(all_flagged(facts(*made.files, made.kits)), truth) == {}


def test_nothing_in_a_clean_world(tmp_path):
    made = world(tmp_path, "clean", 5_000)
    assert all_flagged(facts(*made.files, made.kits)).is_empty()
