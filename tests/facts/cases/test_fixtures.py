"""The cases of return fixtures, typed by hand after reading each file; times are those of the file's zone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from fulfil.audit import Question, checked
from tests.fixtures.reading import FIXTURES

SHANGHAI, UTC = "Asia/Shanghai", "UTC"


@dataclass(frozen=True)
class Told:
    """What a file's returns come to.

    Args:
        zone: the zone of its times.
        as_of: its latest event.
        cases: per case: kind, goods, apart, outcome; `untimed` behind the outcome where no time is told.
        stages: per stage: place of its case, from, to, owner, hours (to `as_of` where it has not ended), and
            how it stands: `on`, `ended` the case there, or `open`.
        money: what was paid back, by currency.
    """

    zone: str
    as_of: str
    cases: tuple[tuple[str | None, bool, str | None, str | None], ...]
    stages: tuple[tuple[int, str, str, str, float, str], ...]
    money: dict[str | None, Decimal]


BACK, ONLY, BEFORE = "return_and_refund", "refund_only", "refund_before_shipment"

TRUTHS = {
    "taobao/refunds.csv": Told(
        zone=SHANGHAI,
        as_of="2026-09-21 11:00",
        cases=(
            (BACK, True, None, "refunded"),
            (ONLY, False, None, "refunded"),
            (ONLY, False, None, "open"),
            (BACK, True, None, "open"),
            (BACK, True, None, "open"),
            (ONLY, False, None, "rejected untimed"),
            (ONLY, False, None, "closed"),
            (ONLY, False, None, "refunded"),
        ),
        stages=(
            # Neither an answer nor a receipt is told.
            (0, "requested", "sent back", "several", 21, "on"),
            (0, "sent back", "settled", "several", 98, "on"),
            # The money is the answer.
            (1, "requested", "answered", "seller", 4.5, "on"),
            (1, "answered", "settled", "seller", 0, "on"),
            (2, "requested", "answered", "seller", 51, "open"),
            # Approved, at a time that nobody tells: what is waited for is the parcel.
            (3, "requested", "sent back", "several", 74, "open"),
            (4, "requested", "sent back", "several", 49, "on"),
            (4, "sent back", "settled", "several", 49, "open"),
            (6, "requested", "answered", "seller", 1, "ended"),
            (7, "requested", "answered", "seller", 9, "on"),
            (7, "answered", "settled", "seller", 0, "on"),
        ),
        money={None: Decimal("136.00")},
    ),
    "taobao/refunds_2017.csv": Told(
        zone=SHANGHAI,
        as_of="2017-09-21 11:00",
        cases=(
            (BACK, True, None, "refunded"),
            (ONLY, False, None, "refunded"),
            (ONLY, False, None, "closed"),
        ),
        stages=(
            (0, "requested", "sent back", "several", 21, "on"),
            (0, "sent back", "settled", "several", 98, "on"),
            (1, "requested", "answered", "seller", 4.5, "on"),
            (1, "answered", "settled", "seller", 0, "on"),
            (2, "requested", "answered", "seller", 1, "ended"),
        ),
        money={None: Decimal("118.00")},
    ),
    "douyin/aftersale.csv": Told(
        zone=SHANGHAI,
        as_of="2026-09-18 12:00",
        cases=(
            (BACK, True, None, "refunded"),
            (BEFORE, False, "refunded before shipment", "refunded"),
            (BACK, True, None, "open"),
            (ONLY, False, None, "open"),
            ("exchange", True, None, "open"),
            ("exchange", True, None, "replaced"),
            ("price_protection", False, "price protection", "refunded"),
            ("reship", False, "reshipment", "open"),
            (ONLY, False, None, "rejected untimed"),
            (BACK, True, None, "closed"),
        ),
        stages=(
            (0, "requested", "answered", "seller", 1, "on"),
            (0, "answered", "sent back", "buyer", 9, "on"),
            (0, "sent back", "settled", "several", 64, "on"),
            (1, "requested", "answered", "seller", 0.5, "on"),
            (1, "answered", "settled", "seller", 0, "on"),
            (2, "requested", "answered", "seller", 1, "on"),
            (2, "answered", "sent back", "buyer", 49, "open"),
            (3, "requested", "answered", "seller", 48, "open"),
            (4, "requested", "answered", "seller", 1, "on"),
            (4, "answered", "sent back", "buyer", 20, "on"),
            (4, "sent back", "settled", "several", 51, "open"),
            # Of an exchange that is done nothing but the request and the end is told.
            (5, "requested", "settled", "several", 144, "on"),
            (6, "requested", "answered", "seller", 3 / 3600, "on"),
            (6, "answered", "settled", "seller", 0, "on"),
            (7, "requested", "settled", "seller", 24, "open"),
            (9, "requested", "answered", "several", 96, "ended"),
        ),
        money={None: Decimal("351.50")},
    ),
    "amazon/fba_returns.csv": Told(
        zone=UTC,
        as_of="2026-09-29 07:00",
        # Units that came back: nothing says who asked when, or was paid.
        cases=((None, True, None, None),) * 5,
        stages=(),
        money={},
    ),
    "amazon/mfn_returns.txt": Told(
        zone=UTC,
        as_of="2026-09-29 00:00",
        cases=(
            (BACK, True, None, "open"),
            (BACK, True, None, "refunded untimed"),
            (None, True, None, "open"),
            (None, True, None, "rejected untimed"),
            ("exchange", True, None, "open"),
            (BACK, True, None, "closed untimed"),
        ),
        stages=(
            (0, "requested", "received", "several", 7 * 24, "open"),
            (1, "requested", "received", "several", 6 * 24, "on"),
            (2, "requested", "answered", "seller", 20 * 24, "open"),
            (4, "requested", "received", "several", 5 * 24, "open"),
        ),
        money={"USD": Decimal(20)},
    ),
    "magento/creditmemos.csv": Told(
        zone=UTC,
        as_of="2026-09-25 00:00",
        # A memo is money, and says nothing of goods, nor of when somebody asked for it.
        cases=(
            *((None, False, None, "refunded"),) * 3,
            # Until money comes without goods, goods are taken to come where nothing tells the kind.
            (None, True, None, "open"),
            (None, True, None, "withdrawn untimed"),
            (None, False, None, "refunded"),
        ),
        stages=(),
        money={None: Decimal("1105.00")},
    ),
    "shopify/matrixify_orders.csv": Told(
        zone=UTC,
        as_of="2026-11-01 07:00",
        cases=(
            (BACK, True, None, "refunded"),
            (BEFORE, False, "refunded before shipment", "refunded"),
            (None, False, None, "refunded"),
        ),
        stages=(),
        money={"USD": Decimal(60), "EUR": Decimal(20)},
    ),
}

every_file = pytest.mark.parametrize("path", TRUTHS)


@cache
def _facts(path):
    with checked([str(FIXTURES / path)], Question()) as run:
        return run.facts


def _local(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@every_file
def test_the_moment_of_the_file(path):
    told = TRUTHS[path]
    assert _facts(path).as_of == _local(told.as_of, told.zone)


@every_file
def test_kinds_and_ends(path):
    found = [
        (
            case["kind"],
            case["goods"],
            case["apart"],
            case["outcome"] and case["outcome"] + " untimed" * case["untimed"],
        )
        for case in _facts(path).cases.cases.iter_rows(named=True)
    ]
    assert found == list(TRUTHS[path].cases)


@every_file
def test_stages_and_whose_they_are(path):
    facts = _facts(path)
    places = {case: at for at, case in enumerate(facts.cases.cases["case"])}
    found = []
    for row in facts.cases.stages.iter_rows(named=True):
        hours = ((row["end_at"] or facts.as_of) - row["start_at"]).total_seconds() / 3600
        stands = "open" if row["end_at"] is None else "ended" if row["ended"] else "on"
        found.append((places[row["case"]], row["from"], row["to"], row["owner"], hours, stands))
    assert found == list(TRUTHS[path].stages)


@every_file
def test_money_by_currency(path):
    paid = Counter()
    for case in _facts(path).cases.cases.iter_rows(named=True):
        if case["outcome"] == "refunded" and case["refund_amount"] is not None:
            paid[case["currency"]] += case["refund_amount"]
    assert paid == TRUTHS[path].money
