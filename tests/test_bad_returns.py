"""Every item of bad input in returns: a finding of its rule, or an assumption that is told."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.audit import Question, checked
from fulfil.exports.export import Reading
from fulfil.exports.user_profile import user_profile
from fulfil.policy.policy import Policy, Times
from fulfil.rules.registry import RULES
from fulfil.rules.rule import Severity
from fulfil.tables import Subject
from tests.facts.cases.derived import RETURN, derived
from tests.fixtures.reading import read_export
from tests.rules.held import ORDER, found, hold, table, written

#: What each kind of bad input promises: its rule and how bad it is.
PROMISED = {
    "ORD002": Severity.ERROR,
    "ORD004": Severity.WARNING,
    "EXP003": Severity.WARNING,
    "EXP004": Severity.WARNING,
    "EXP017": Severity.ERROR,
    "RET006": Severity.ERROR,
    "RFD003": Severity.ERROR,
    "RFD006": Severity.ERROR,
}

NOON = "2026-11-20 12:00:00"
BEFORE = "2026-11-20 11:00:00"
BY_DAY = "2026-11-20"


def test_the_severities_are_those_that_are_promised():
    told = {rule.code: rule.severity for rule in RULES if rule.code in PROMISED}
    assert told == PROMISED


@pytest.fixture
def told(tmp_path):
    """Audit one order of one piece and some returns: what a rule says of them, by return."""

    def of(code, *returns, orders=({},), **asked):
        rows = [{"return_id": f"R{n}", "requested_at": None, **row} for n, row in enumerate(returns, 1)]
        return [words for _, words in hold(tmp_path, orders, (), rows, **asked).get(code, [])]

    return of


@pytest.mark.parametrize(
    ("times", "what"),
    [
        ({"requested_at": NOON, "refunded_at": BEFORE}, "refunded before it was requested"),
        ({"requested_at": NOON, "closed_at": BEFORE}, "closed before it was requested"),
        ({"requested_at": NOON, "responded_at": BEFORE}, "answered before it was requested"),
        ({"requested_at": NOON, "approved_at": BEFORE}, "approved before it was requested"),
        ({"sent_back_at": NOON, "received_at": BEFORE}, "received before it was sent back"),
        ({"received_at": NOON, "inspected_at": BEFORE}, "inspected before it was received"),
    ],
)
def test_times_that_cannot_be_in_this_order(told, times, what):
    against = "2026-11-20 03:00 UTC, against 2026-11-20 04:00 UTC"
    assert told("ORD004", times) == [f"the return was {what}: {against}"]


def test_a_refund_before_the_goods_are_back_is_no_fault(told):
    early = {"requested_at": BEFORE, "refunded_at": BEFORE, "sent_back_at": NOON, "received_at": NOON}
    refused = {"received_at": BEFORE, "requested_at": NOON}
    assert told("ORD004", early, refused, {"requested_at": NOON, "closed_at": ""}) == []


def test_the_clocks_of_two_systems_may_differ_by_minutes(told):
    times = {"requested_at": NOON, "refunded_at": "2026-11-20 11:58:00"}
    assert told("ORD004", times) == []
    assert len(told("ORD004", times, policy=Policy(times=Times(tolerance_minutes=1)))) == 1


@pytest.mark.parametrize(
    ("day", "wrong"), [(BY_DAY, 0), ("2026-11-21", 0), ("2026-11-19", 1), ("2026-11-20 00:00:01", 1)]
)
def test_a_day_without_an_hour_is_compared_as_a_day(told, day, wrong):
    assert len(told("ORD004", {"requested_at": NOON, "refunded_at": day})) == wrong
    assert len(told("ORD004", {"sent_back_at": NOON, "received_at": day})) == wrong


def test_a_day_is_that_of_the_zone_of_the_file(told):
    # 12:00 in Shanghai is 04:00 UTC of the same day, and 00:30 there is the evening before in UTC.
    assert told("ORD004", {"requested_at": "2026-11-20 00:30:00", "refunded_at": BY_DAY}) == []
    assert len(told("ORD004", {"requested_at": "2026-11-20 00:30:00", "refunded_at": "2026-11-19"})) == 1


def test_a_request_of_a_day_is_answered_at_any_hour_of_it(told):
    assert told("ORD004", {"requested_at": BY_DAY, "responded_at": "2026-11-20 00:00:05"}) == []
    assert len(told("ORD004", {"requested_at": BY_DAY, "responded_at": "2026-11-19 23:00:00"})) == 1


def test_negative_numbers_are_impossible_and_nothing_is_not(told):
    rows = [
        {"refund_amount": "-29.90"},
        {"refund_amount": "0"},
        {"refund_amount": "0.00", "quantity": "0"},
        {"quantity": "-1"},
        {"quantity": "1", "quantity_received": "-1"},
        {"quantity": "", "refund_amount": ""},
        {"quantity": "0.5"},
    ]
    assert told("ORD002", *rows) == [
        "the refund_amount “-29.9” is negative",
        "the quantity “-1” is negative",
        "the quantity_received “-1” is negative",
    ]


def test_refund_lines_with_a_minus_by_their_kind_are_no_negative_refunds():
    # Matrixify writes a minus before every refund line.
    amounts = read_export("shopify/matrixify_orders.csv").column("refund_amount", Subject.RETURNS)
    assert min(amounts) == Decimal("20.00")


def test_amounts_that_are_no_number(told):
    assert told("EXP017", {"refund_amount": "twelve"}, {"refund_amount": "-"}) == [
        "the refund_amount “twelve” cannot be read: it is no number"
    ]


ORDERS = (
    {"order_id": "A1", "created_at": "2026-11-01 09:00:00"},
    {"order_id": "A2", "created_at": "2026-11-20 09:00:00"},
)


def test_a_return_of_an_order_that_no_file_has(told):
    inside, beyond = {"requested_at": "2026-11-10 09:00:00"}, {"requested_at": "2026-11-25 09:00:00"}
    rows = [{"order_id": "B7", **inside}, {"order_id": "A1", **inside}, {"order_id": "B8", **beyond}]
    words = "the returned order is in no file of orders"
    assert told("EXP003", *rows, orders=ORDERS) == [words]
    assert told("EXP003", rows[0], orders=ORDERS) == [words]
    assert told("EXP003", {"order_id": ""}, {"order_id": "A1"}, orders=ORDERS) == [words]


def test_so_it_is_in_a_small_file_that_is_read_as_returns(tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text("order_id,created_at,paid_at,sku\nA1,2026-11-01,2026-11-01,S\n", "utf-8")
    small = tmp_path / "small.csv"
    small.write_text("order_id,reason,refund_amount\nA1,wrong,9.90\nB7,wrong,9.90\n", "utf-8")
    for asked in (
        {"forced": {str(small): Subject.RETURNS}},
        {"reading": Reading(likely=Subject.RETURNS)},
    ):
        with checked([str(orders), str(small)], Question(**asked)) as run:
            rows = next(found for found in run.findings if found.rule.code == "EXP003").rows
            assert run.facts.spine["order_id"].gather(rows["row"]).to_list() == ["B7"]


NEW_YORK = """\
name = "our_returns"
title = "our returns desk"
signature = ["Case", "Asked"]
grain = "return_line"
zone = "America/New_York"
dates = ["2026-03-08 01:30:00"]

[returns.columns]
return_id = "Case"
order_id = "Order"
requested_at = "Asked"
refunded_at = "Paid back"
"""


@pytest.fixture
def new_york(tmp_path):
    """Findings of EXP004 and ORD004 in a file of times of New York without an offset."""

    def of(*records):
        (tmp_path / "ours.toml").write_text(NEW_YORK, "utf-8")
        path = tmp_path / "returns.csv"
        path.write_text("Case,Order,Asked,Paid back\n" + "".join(f"{r}\n" for r in records), "utf-8")
        reading = Reading(profiles=(user_profile(str(tmp_path / "ours.toml")),))
        with checked([str(path)], Question(reading=reading)) as run:
            return {
                found.rule.code: found.rows.select("row", "field", "reason").rows()
                for found in run.findings
                if found.rule.code in {"EXP004", "ORD004"} and found.rows.height
            }

    return of


def test_a_time_that_the_clocks_skipped_is_told_and_counts_as_empty(new_york):
    told = new_york("C1,A1,2026-03-08 02:30:00,2026-03-08 01:30:00", "C2,A2,2026-03-08 03:00:00,")
    assert told == {"EXP004": [(0, "requested_at", "it is no time that can be read")]}


def test_a_time_that_the_clocks_showed_twice_is_told_and_is_the_earlier_one(new_york):
    told = new_york("C1,A1,2026-11-01 01:30:00,2026-11-01 01:20:00", "C2,A2,2026-11-01 03:00:00,")
    assert told == {
        "EXP004": [
            (0, "requested_at", "the clocks showed this time twice"),
            (0, "refunded_at", "the clocks showed this time twice"),
        ],
        "ORD004": [(0, "refunded_at", "refunded before it was requested")],
    }


def test_a_return_that_was_closed_without_an_outcome_is_an_end_of_its_own(tmp_path):
    times = {"requested_at": BEFORE, "closed_at": NOON}
    rows = [
        {"return_id": f"R{n}", **times, "status": word} for n, word in enumerate(("", "pondering", "关闭"), 1)
    ]
    cases, _ = derived(tmp_path, rows)
    assert {case["outcome"] for case in cases.values()} == {"closed"}
    assert {case["settled_at"] for case in cases.values()} == {None}
    # A word that says that it is not closed yet counts before a time.
    cases, _ = derived(tmp_path, [{**times, "status": "approved"}])
    assert cases["R1"]["outcome"] == "open"


def test_two_refunds_of_one_return_are_one_case_that_ends_with_the_last(tmp_path):
    paid = {"status": "refunded", "requested_at": BEFORE, "currency": "CNY"}
    rows = [
        {**paid, "refund_id": "F1", "refunded_at": NOON, "refund_amount": "10.00"},
        {**paid, "refund_id": "F2", "refunded_at": "2026-11-22 12:00:00", "refund_amount": "19.90"},
    ]
    cases, _ = derived(tmp_path, rows)
    assert (len(cases), cases["R1"]["lines"], cases["R1"]["refund_amount"]) == (1, 2, Decimal("29.90"))
    assert cases["R1"]["ended_at"].isoformat() == "2026-11-22T04:00:00+00:00"


def test_amounts_of_several_currencies_are_never_added(tmp_path):
    rows = [
        {"status": "refunded", "refunded_at": NOON, "refund_amount": "10.00", "currency": currency}
        for currency in ("CNY", "USD")
    ]
    cases, facts = derived(tmp_path, rows)
    assert (cases["R1"]["refund_amount"], cases["R1"]["currency"]) == (None, None)
    assert facts.cases.lines["refund_amount"].to_list() == [Decimal(10), Decimal(10)]


def test_a_moment_before_the_last_event_leaves_out_what_had_not_happened(tmp_path):
    early = {"requested_at": BEFORE, "refunded_at": "2026-11-25 12:00:00", "status": "refunded"}
    late = {"return_id": "R2", "requested_at": "2026-11-24 12:00:00", "status": "requested"}
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    cases, facts = derived(tmp_path, [early, late], as_of=moment)
    assert (cases["R1"]["outcome"], cases["R1"]["refunded_at"]) == ("open", None)
    # What was asked for later is not under way yet, and the times beyond the moment are told.
    case = cases["R2"]["case"]
    assert case not in facts.cases.stages["case"].to_list()
    assert facts.stray.select("row", "field").rows() == [(1, "requested_at"), (0, "refunded_at")]
    (paths,) = [written(tmp_path, {"returns": table(RETURN, [early, late])})]
    told = found(paths, as_of=moment)["EXP004"]
    assert [words.split(": ")[1] for _, words in told] == [
        "it lies after the moment that ages are counted to"
    ] * 2


PAID = {"status": "refunded", "requested_at": BEFORE, "refunded_at": NOON, "currency": "CNY"}
ONE = {"order_id": "A1", "line_id": "1", "quantity": "1", "line_paid": "29.90", "currency": "CNY"}


def test_one_refund_that_was_paid_twice(told):
    rows = [{**PAID, "refund_amount": "29.90", "refund_id": "F1"}] * 2
    assert len(told("RFD006", *rows, orders=[ONE])) == 1


def test_more_refunded_than_was_paid_and_not_in_another_currency(told):
    twice = {**PAID, "refund_amount": "29.95"}
    (words,) = told("RFD003", twice, orders=[ONE])
    assert "29.95 were refunded" in words
    assert told("RFD003", {**twice, "currency": "USD"}, orders=[ONE]) == []


def test_a_refund_in_another_currency_is_unknown_and_not_compared(tmp_path):
    row = {**PAID, "refund_amount": "29.95", "currency": "USD"}
    paths = written(tmp_path, {"orders": table(ORDER, [ONE]), "returns": table(RETURN, [row])})
    with checked(paths, Question()) as run:
        (rule,) = [found for found in run.findings if found.rule.code == "RFD003"]
        assert (rule.judged, rule.unknown) == (0, 1)


def test_more_returned_than_shipped(told):
    rows = [{"quantity": "1", "line_id": "1", "requested_at": NOON, "status": "received"}] * 2
    (words,) = {*told("RET006", *rows, orders=[ONE])}
    assert words.startswith("2 units of TOY-01 were sent back or are to be")
    assert told("RET006", rows[0], orders=[ONE]) == []
