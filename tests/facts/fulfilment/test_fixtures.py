"""The splits that the platforms' exports tell, checked by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from fulfil.audit import Question, checked
from fulfil.messages import messages
from tests.fixtures.reading import FIXTURES

_TOLD = ("SPL", "SHP", "DLV", "DUP002", "DUP003")
_WRONG_DIGIT = "the waybill “1Z00000000000000{}” fails the check digit of UPS: a digit is wrong"


def _wrong_digit(order, digits):
    """The made-up UPS numbers of the fixtures have no right check digit."""
    return ("SHP003", order, _WRONG_DIGIT.format(digits))


@dataclass(frozen=True)
class Truth:
    """What the files tell.

    `orders`: order id -> its number of parcels; `groups`: orders of one purchase; `lines`: order id, SKU,
    due and shipped units; `findings`: code, order id and message of the rules on orders and parcels.
    """

    files: tuple[str, ...]
    orders: dict[str, int]
    lines: list[tuple[str, str, float, float]]
    groups: tuple[tuple[str, ...], ...] = ()
    findings: list[tuple[str, str, str]] = field(default_factory=list)


_WDT = "300100020003000{}".format
_JST = "300100020003000{}".format
_AMAZON = "112-000000{0}-000000{0}".format

TRUTHS = {
    "Matrixify": Truth(
        ("shopify/matrixify_orders.csv",),
        {"#1001": 2, "#1002": 0, "#1003": 0, "#1004": 0},
        [
            ("#1001", "MUG-BLU", 2, 2),
            ("#1001", "007", 2, 1),
            ("#1002", "MUG-BLU", 1, 0),
            ("#1003", "MUG-RED", 0, 0),
            ("#1004", "GIFT", 1, 0),
        ],
        findings=[
            _wrong_digit("#1001", "01"),
            _wrong_digit("#1001", "02"),
            ("SHP006", "#1001", "nothing was heard of parcel 1Z0000000000000002 for 45.7 days"),
        ],
    ),
    # Labels do not say what is in them: nothing can be said of lines. One label is voided, one a return's.
    "ShipStation": Truth(
        ("shipstation/shipments.csv", "shipstation/orders.csv"),
        {"1001": 2, "1002": 1, "1003": 1, "1004": 0, "1005": 0, "1006": 0, "0042": 1},
        [
            ("1001", "MUG-BLU", 2, 0),
            ("1001", "007", 1, 0),
            ("1002", "MUG-BLU", 1, 0),
            ("1003", "MUG-BLU", 0, 0),
            ("1004", "MUG-BLU", 1, 0),
            ("1005", "MUG-BLU", 0, 0),
            ("1006", "MUG-BLU", 1, 0),
            ("0042", "MUG-BLU", 1, 0),
        ],
        groups=(("1001", "1002", "1003", "1004", "1005", "1006", "0042"),),
        findings=[
            ("SHP001", "1002", "it left, 0 h after 2026-09-17 06:59 UTC (promised in the file)"),
            ("SHP001", "0042", "it left, 360 h after 2026-09-17 06:59 UTC (promised in the file)"),
            ("SHP002", "1002", "it was shipped without a tracking number and a carrier"),
            _wrong_digit("1001", "01"),
            _wrong_digit("1001", "03"),
            _wrong_digit("1003", "06"),
        ],
    ),
    "ShipStation, orders with their numbers": Truth(
        ("shipstation/orders_with_tracking.csv",),
        {"1001": 1, "1002": 0},
        [("1001", "MUG-BLU", 2, 2), ("1001", "007", 1, 1), ("1002", "MUG-BLU", 1, 0)],
        findings=[_wrong_digit("1001", "01")],
    ),
    # What the seller ships himself, Amazon's own shipments cannot tell; the record of 0000007 is damaged.
    "Amazon": Truth(
        ("amazon/fba_shipments.txt", "amazon/all_orders.txt"),
        {_AMAZON(n): parcels for n, parcels in zip(range(1, 9), (2, 0, 0, 0, 1, 1, 0, 0), strict=True)},
        [
            (_AMAZON(1), "AZ-01", 3, 3),
            (_AMAZON(1), "0007", 1, 1),
            (_AMAZON(2), "AZ-02", 1, 0),
            (_AMAZON(3), "AZ-02", 0, 0),
            (_AMAZON(4), "AZ-02", 0, 0),
            (_AMAZON(5), "AZ-02", 2, 1),
            (_AMAZON(6), "AZ-02", 1, 1),
            (_AMAZON(7), "AZ-02", 1, 0),
            (_AMAZON(8), "AZ-02", 1, 0),
        ],
        findings=[("SHP002", _AMAZON(5), "it was shipped without a tracking number and a carrier")],
    ),
    "Odoo": Truth(
        ("odoo/sale_order.csv", "odoo/stock_picking.csv"),
        {"S00021": 1, "S00022": 0, "S00024": 0, "S00026": 1},
        [
            ("S00021", "DESK-1", 2, 1),
            ("S00021", "LAMP-2", 1, 1),
            ("S00021", "007", 3, 0),
            ("S00022", "DESK-1", 0, 0),
            ("S00024", "DESK-1", 1, 0),
            ("S00026", "LAMP-2", 1, 1),
            ("S00026", "DESK-1", 1, 0),
        ],
        findings=[("SHP002", "S00026", "it was shipped without a carrier")],
    ),
    # One parcel of two orders, and a line of two records with a parcel each.
    "Wangdiantong": Truth(
        ("wangdiantong/stockout_detail.csv",),
        {
            **{_WDT(n): parcels for n, parcels in ((8001, 1), (8002, 1), (8003, 1), (8004, 0))},
            "JY202609150005": 1,
            _WDT(8006): 0,
            _WDT(8007): 2,
        },
        [
            (_WDT(8001), "TS-WHT-L", 1, 1),
            (_WDT(8002), "0071", 2, 2),
            (_WDT(8003), "TS-WHT-L", 1, 1),
            (_WDT(8004), "TS-WHT-L", 1, 0),
            ("JY202609150005", "TS-WHT-L", 1, 1),
            (_WDT(8006), "TS-WHT-L", 0, 0),
            (_WDT(8007), "TS-WHT-L", 1, 1),
            (_WDT(8007), "TS-WHT-L", 1, 1),
        ],
        groups=((*map(_WDT, (8001, 8002, 8003, 8004)), "JY202609150005", *map(_WDT, (8006, 8007))),),
    ),
    "Jushuitan": Truth(
        ("jushuitan/orders.csv",),
        {
            _JST(4001): 1,
            _JST(4002): 1,
            _JST("4002-1"): 1,
            _JST(4003): 0,
            **{_JST(n): 0 for n in (4111, 4112, 4113, 4114, 4115, 4116)},
            "1200017": 0,
            _JST(4118): 0,
        },
        [
            (_JST(4001), "TS-WHT-L", 1, 1),
            (_JST(4002), "SH-BLU-41", 1, 1),
            (_JST("4002-1"), "0071", 1, 1),
            (_JST("4002-1"), "0071", 1, 1),
            (_JST(4003), "TS-WHT-L", 0, 0),
            (_JST(4111), "TS-WHT-L", 1, 0),
            (_JST(4112), "TS-WHT-L", 1, 0),
            (_JST(4112), "TS-WHT-L", 1, 0),
            (_JST(4113), "TS-WHT-L", 1, 0),
            (_JST(4114), "TS-WHT-L", 1, 0),
            (_JST(4115), "TS-WHT-L", 0, 0),
            (_JST(4116), "TS-WHT-L", 1, 0),
            ("1200017", "TS-WHT-L", 1, 0),
            (_JST(4118), "TS-WHT-L", 0, 0),
        ],
        groups=((_JST(4002), _JST("4002-1")),),
    ),
    # No file of parcels: a deleted order and the two that it was split into, and nothing to judge.
    "JD": Truth(
        ("jd/orders.csv",),
        {f"3001000000{n:02}": 0 for n in range(1, 11)},
        [
            ("300100000001", "CUP-500", 1, 0),
            ("300100000002", "CUP-500", 0, 0),
            ("300100000002", "BRUSH-1", 0, 0),
            ("300100000003", "CUP-500", 1, 0),
            ("300100000004", "BRUSH-1", 1, 0),
            ("300100000005", "BOX-2", 0, 0),
            ("300100000006", "BOX-2", 1, 0),
            ("300100000006", "0044", 2, 0),
            ("300100000007", "BOX-2", 1, 0),
            ("300100000008", "BOX-2", 1, 0),
            ("300100000009", "BOX-2", 1, 0),
            ("300100000010", "BOX-2", 1, 0),
        ],
        groups=(("300100000002", "300100000003", "300100000004"),),
    ),
}


@pytest.fixture(scope="module", params=TRUTHS)
def told(request):
    truth = TRUTHS[request.param]
    with checked([str(FIXTURES / path) for path in truth.files], Question()) as run:
        yield truth, run


def test_each_order_has_its_parcels(told):
    truth, run = told
    assert dict(run.facts.fulfilment.orders.select("order_id", "parcels").iter_rows()) == truth.orders


def test_orders_of_one_purchase_are_siblings(told):
    truth, run = told
    groups = run.facts.fulfilment.orders.group_by("group", maintain_order=True).agg("order_id")["order_id"]
    assert tuple(tuple(ids) for ids in groups if len(ids) > 1) == truth.groups


def test_what_was_due_and_what_left(told):
    truth, run = told
    held = run.facts.fulfilment
    lines = held.lines.join(held.orders.select("order", "order_id"), on="order", maintain_order="left")
    rows = lines.select("order_id", "sku", "due", "shipped").iter_rows()
    assert [(order, sku, due / 1000, shipped / 1000) for order, sku, due, shipped in rows] == truth.lines
    assert lines["excess"].sum() == 0


def test_nothing_else_is_found(told):
    truth, run = told
    ids = run.facts.spine["order_id"]
    found = [
        (each.rule.code, ids[row], message)
        for each in run.findings
        if each.rule.code.startswith(_TOLD)
        for row, message in zip(each.rows["row"], messages(each.rule, each.rows), strict=True)
    ]
    assert found == truth.findings
