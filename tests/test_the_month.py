"""The third story: a month from placing the order to the last refund, told from `fixtures/the_month`."""

from __future__ import annotations

import csv
import json
import statistics
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import polars as pl
import pytest

from cli.app import run as program
from fulfil.audit import Question, checked
from fulfil.policy.policy_file import read_policy
from tests.fixtures import make_the_month
from tests.fixtures.reading import FIXTURES

#: The third story as anybody asks for it.
MONTH = FIXTURES / "the_month"
MONTH_FILES = tuple(str(MONTH / name) for name in ("orders.csv", "shipments.csv", "returns.csv"))
#: What is no return, and stands apart.
APART = ("refund_before_shipment", "price_protection")
#: The purchase's stages by hand: the days of each, and whose they are.
TOLD, BACK = 2.0, (2.0, 4.0, 9.0)
OWNERS = ("seller", "buyer", "courier", "seller", "seller")
LEGS = ("requested", "answered", "sent back", "received", "inspected", "settled")
#: From the goods' inspection to the last money: of two lines in one return, and of the other order's.
MONEY = {"R-0001": 5 + 14 / 24, "R-0002": 9 + (13 * 60 + 32) / (24 * 60)}
#: What the law's seven days from the goods' return are over for: paid late, or not paid at all.
LATE = {"R-0001": "2026-10-27 16:00", "R-0002": "2026-11-01 16:00"}


def _days(start, end):
    return (end - start).total_seconds() / 86_400


def _cases():
    """The returns of the story as a person reads the file: by return, its rows."""
    with (MONTH / "returns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cases = {}
    for row in rows:
        cases.setdefault(row["return_id"], []).append(row)
    return cases


@pytest.fixture(scope="module")
def month():
    """The facts of the story under the law of mainland China."""
    with checked(MONTH_FILES, Question(policy=read_policy(["cn-law"]))) as run:
        return run.facts


def test_the_files_of_the_month_are_what_the_script_writes():
    files = make_the_month.files()
    assert set(files) == {"orders.csv", "shipments.csv", "returns.csv"}
    for name, data in files.items():
        assert (MONTH / name).read_bytes() == data, f"run python -m {make_the_month.__name__}"


def test_the_purchase_s_stages_are_those_that_the_customer_told(month):
    held = month.cases
    told = dict(held.cases.select("return_id", "case").iter_rows())
    for name, money in MONEY.items():
        rows = held.stages.filter(pl.col("case") == told[name]).rows(named=True)
        assert [(row["from"], row["to"]) for row in rows] == list(pairwise(LEGS))
        assert [row["owner"] for row in rows] == list(OWNERS)
        days = [_days(row["start_at"], row["end_at"]) for row in rows]
        assert days == pytest.approx([TOLD, *BACK, money])
    # Two days to be told, half a month for the return, then the money.
    assert sum(BACK) == 15


def test_the_last_refund_came_a_month_after_the_order(month):
    cases = month.cases.cases.filter(pl.col("return_id").is_in(list(MONEY)))
    assert cases["group"].n_unique() == 1
    assert cases["order"].n_unique() == 2
    assert _days(cases["paid_at"].min(), cases["refunded_at"].max()) == pytest.approx(31)
    assert cases["refund_amount"].sum() == 459 + 2 * 289 + 129
    assert cases["inferred"].to_list() == [False, False]


def test_every_return_of_the_month_has_the_end_that_its_file_tells(month):
    wanted = Counter(rows[0]["status"] for rows in _cases().values())
    ended = {word: wanted.pop(word) for word in ("refunded", "replaced", "rejected", "withdrawn", "closed")}
    found = Counter(month.cases.cases["outcome"].to_list())
    assert found.pop("open") == wanted.total() == 28
    assert found == Counter(ended)
    assert found.total() + 28 == 90


def test_what_is_no_return_stands_apart(month):
    apart = Counter(month.cases.cases["apart"].drop_nulls().to_list())
    assert apart == {"refunded before shipment": 5, "price protection": 4}


def test_what_is_past_the_limit_of_the_law(month):
    clocks = month.cases.clocks.join(month.cases.cases.select("case", "return_id"), on="case")
    legal = clocks.filter(pl.col("legal"), pl.coalesce("met_at", pl.lit(month.as_of)) > pl.col("due_at"))
    late = legal.filter(pl.col("clock") == "refund")
    assert set(late["return_id"]) == {*LATE, "R-0056"}
    # The goods were back on 13 October at 20:00: seven days after that day end with the 20th.
    story = late.filter(pl.col("return_id").is_in(list(LATE)))
    assert set(story["due_at"].dt.strftime("%Y-%m-%d %H:%M")) == {"2026-10-20 16:00"}
    unpaid = late.filter(pl.col("met_at").is_null()).row(0, named=True)
    assert (unpaid["return_id"], unpaid["met_at"]) == ("R-0056", None)
    assert unpaid["due_at"].isoformat() == "2026-11-27T16:00:00+00:00"
    # Fifteen days after the goods' return, only the last refund is still out.
    assert set(legal.filter(pl.col("clock") == "deem")["return_id"]) == {"R-0002"}
    assert set(legal["clock"]) == {"refund", "deem"}


def test_the_exchange_ends_when_its_replacement_leaves(month):
    case = month.cases.cases.filter(pl.col("outcome") == "replaced").row(0, named=True)
    with (MONTH / "shipments.csv").open(encoding="utf-8", newline="") as file:
        (sent,) = [row["shipped_at"] for row in csv.DictReader(file) if row["replacement"] == "yes"]
    assert case["return_id"] == "R-0022"
    assert case["ended_at"] == datetime.fromisoformat(f"{sent}+08:00")


def _headline():
    """The returns that the headline counts."""
    return [rows for rows in _cases().values() if rows[0]["return_type"] not in APART]


def _closed(rows):
    """When a return was closed; None while it is open."""
    told = max(row["closed_at"] for row in rows)
    return datetime.fromisoformat(told) if told else None


def _spans():
    """How long each return of the headline took, or has taken, in minutes, and whether it has ended."""
    spans = []
    for rows in _headline():
        closed = _closed(rows)
        start = datetime.fromisoformat(rows[0]["requested_at"])
        end = closed or make_the_month.EXPORTED
        spans.append((round((end - start).total_seconds() / 60), bool(closed)))
    return spans


def _half(spans):
    """By when half have ended, by Kaplan and Meier, over the rows by hand."""
    alive = 1.0
    for lasted in sorted({minutes for minutes, ended in spans if ended}):
        gone = sum(ended for minutes, ended in spans if minutes == lasted)
        alive *= 1 - gone / sum(minutes >= lasted for minutes, _ in spans)
        if alive <= 0.5:
            return lasted / (24 * 60)
    return None


def test_the_cases_last_as_long_as_their_rows_say(month):
    cases = month.cases.cases.filter(pl.col("apart").is_null())
    lasted = (pl.coalesce("ended_at", pl.lit(month.as_of)) - pl.col("requested_at")).dt.total_minutes()
    found = cases.select(lasted, pl.col("outcome") != "open").rows()
    assert len(found) == 81
    assert sorted(found) == sorted(_spans())


def test_the_open_returns_do_not_flatter_the_month():
    spans = _spans()
    closed_only = statistics.median(minutes for minutes, ended in spans if ended) / (24 * 60)
    assert (round(closed_only, 1), round(_half(spans), 1)) == (8.4, 9.2)


COMMAND = ("returns", MONTH_FILES[2], "--orders", MONTH_FILES[0], "--shipments", MONTH_FILES[1])
UNDER_LAW = (*COMMAND, "--policy", "cn-law")


def _figures(capsys, *asked):
    assert program((*asked, "--format", "json")) == 0
    return json.loads(capsys.readouterr().out)["metrics"]["returns"]


def _refunded(spans):
    """By when half of all are refunded, by Aalen and Johansen, over the rows by hand."""
    alive, paid = 1.0, 0.0
    for lasted in sorted({minutes for minutes, _ in spans}):
        risk = sum(minutes >= lasted for minutes, _ in spans)
        here = [end for minutes, end in spans if minutes == lasted and end != "open"]
        paid += alive * here.count("refunded") / risk
        alive *= 1 - len(here) / risk
        if paid >= 0.5:
            return lasted / (24 * 60)
    return None


def _ends():
    """As `_spans`, with the word of how each ended."""
    return [
        (minutes, rows[0]["status"] if closed else "open")
        for (minutes, closed), rows in zip(_spans(), _headline(), strict=True)
    ]


def test_the_answer_is_one_line_that_the_open_ones_cannot_flatter(capsys):
    assert program(UNDER_LAW) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    half = _refunded(_ends())
    assert first.startswith(
        f"Half of the returns are refunded within {half:.1f} days, the open ones included; "
        "3 are past a legal limit; "
    )
    overdue = [line for line in lines if ": overdue: " in line]
    assert len(overdue) == 1
    assert "the refund of return R-0056, order M-0057" in overdue[0]
    assert "66.0 h late, due 2026-11-28 00:00; 7 days, by law" in overdue[0]
    assert "since 2026-11-20 16:00; amount 289.00 CNY" in overdue[0]


def test_the_figures_are_those_of_the_rows(capsys):
    told = _figures(capsys, *UNDER_LAW)
    ends = _ends()
    assert (told["n"], told["past_legal"]) == (81, 3)
    assert told["outcomes"] == Counter(end for _, end in ends)
    assert (told["whole"]["n"], told["whole"]["open"]) == (81, 28)
    assert told["whole"]["p50_days"] == pytest.approx(_half(_spans()), abs=1e-6)
    refunded = next(way for way in told["incidence"] if way["outcome"] == "refunded")
    assert refunded["half_days"] == pytest.approx(_refunded(ends), abs=1e-6)
    assert sum(stage["days"] for stage in told["stages"]) == pytest.approx(
        sum(minutes for minutes, _ in ends) / (24 * 60), abs=1e-6
    )
    apart = {part["why"]: (part["n"], part["money"]) for part in told["apart"]}
    assert apart["price protection"] == (4, [{"currency": "CNY", "amount": "40.00"}])


def test_the_time_of_the_stages_is_that_between_the_columns(capsys):
    """The courier's days: from the parcel's leaving to its receipt, or to the export."""
    told = {(stage["from"], stage["to"]): stage for stage in _figures(capsys, *UNDER_LAW)["stages"]}
    columns = {"answered": "responded_at", "sent back": "sent_back_at", "received": "received_at"}
    for start, end in (("sent back", "received"), ("received", "inspected")):
        spent = []
        for rows in _cases().values():
            last = {name: max(row[name] for row in rows) for name in rows[0]}
            if not last[columns[start]]:
                continue
            until = last["received_at" if end == "received" else "inspected_at"]
            ends = datetime.fromisoformat(until) if until else make_the_month.EXPORTED
            spent.append(_days(datetime.fromisoformat(last[columns[start]]), ends))
        assert told[start, end]["n"] == len(spent)
        assert told[start, end]["days"] == pytest.approx(sum(spent), abs=1e-6)
    assert told["sent back", "received"]["owner"] == "courier"
    assert told["received", "inspected"]["owner"] == "seller"


def test_the_open_ones_by_age_with_what_they_ask_for(capsys):
    bands = {band["above_days"]: band for band in _figures(capsys, *UNDER_LAW)["open_by_age"]}
    for above, up_to in ((0, 3), (3, 7), (7, 15), (15, 30), (30, 1000)):
        asked = [
            sum(Decimal(row["refund_amount"]) for row in rows)
            for (minutes, closed), rows in zip(_spans(), _headline(), strict=True)
            if not closed and above < minutes / (24 * 60) <= up_to
        ]
        assert bands[above]["n"] == len(asked)
        assert sum(Decimal(part["amount"]) for part in bands[above]["money"]) == sum(asked)


def test_what_falls_due_within_a_day(capsys):
    (soon,) = _figures(capsys, *UNDER_LAW, "--due-within", "24h")["due_soon"]
    now = make_the_month.EXPORTED
    by_hand = [
        rows[0]["return_id"]
        for rows in _cases().values()
        if rows[0]["deadline_at"]
        and rows[0]["status"] != "approved"
        and now < datetime.fromisoformat(rows[0]["deadline_at"]) <= now + timedelta(days=1)
    ]
    assert by_hand == [soon["return_id"]] == ["R-0038"]
    assert soon["what"] == "answer"


def test_a_period_holds_what_was_under_way_in_it(capsys):
    told = _figures(capsys, *UNDER_LAW, "--period", "2026-10")
    november = datetime(2026, 11, 1)  # noqa: DTZ001  (the shop's wall clock)
    under_way = [rows for rows in _headline() if datetime.fromisoformat(rows[0]["requested_at"]) < november]
    still = [rows for rows in under_way if not _closed(rows) or _closed(rows) >= november]
    assert (told["n"], told["whole"]["open"]) == (len(under_way), len(still))


def test_the_month_is_in_an_audit_too(capsys):
    assert program(("audit", *MONTH_FILES, "--policy", "cn-law", "--format", "json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["metrics"]["returns"]["n"] == 81
    found = Counter(each["rule"] for each in told["findings"])
    late = {each["order_id"] for each in told["findings"] if each["rule"] == "RFD001"}
    month = [each["order_id"] for each in told["findings"] if each["rule"] == "RFD002"]
    assert late == {"M-0001", "M-0002", "M-0057"}
    assert month == ["M-0002"]
    # Two past the seller's fifteen days, nine open for more than seven, and two deadlines.
    assert (found["RET002"], found["RET003"], found["RET008"]) == (2, 9, 2)
