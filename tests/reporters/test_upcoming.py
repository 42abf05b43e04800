from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from fulfil.audit import Question, checked
from fulfil.figures import Asked
from fulfil.gate import exit_code
from fulfil.report import make_report
from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.plain import plain_lines
from fulfil.reporters.terminal import print_report
from fulfil.reporters.terminal_upcoming import print_upcoming
from tests.reporters.air_conditioners import report_of, write
from tests.reporters.test_golden import compare
from tests.reporters.test_groups import screen
from tests.reporters.test_json_report import SCHEMA


@pytest.fixture
def exports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


def on_terminal(report, **options):
    return screen(report, lambda report, console, **o: print_upcoming(report, console, o["limit"]), **options)


def as_json(report):
    told = json.loads("".join(json_pieces(report, personal=False)))
    Draft202012Validator(SCHEMA).validate(told)
    return told["upcoming"]


def test_table(exports):
    compare("due_80.txt", on_terminal(report_of(exports, due_within=48)))


def test_a_sample_says_of_how_many(exports):
    assert "1 of 4 shown, most urgent first" in on_terminal(report_of(exports, due_within=48), limit=1)
    assert "0 of 4 shown" in on_terminal(report_of(exports, due_within=48), limit=0)


def test_lines(exports):
    text = "".join(plain_lines(report_of(exports, due_within=24), personal=False))
    (due,) = (line for line in text.splitlines() if "due within" in line)
    place, deed, promise = (
        "shipments.csv:8",
        "deliver A3, parcel YTO 9904",
        "promised_delivery_at of the parcel",
    )
    assert due == f"{place}: due within 24 h: {deed} by 2026-09-05 09:00 ({promise})"


def test_json(exports):
    told = as_json(report_of(exports, due_within=48))
    assert [one["order_id"] for one in told] == ["A3", "B1", "B2", "A1"]
    assert told[0]["hours_left"] == 18
    assert told[1] == {
        "kind": "ship",
        "due_at": "2026-09-06T01:00:00+00:00",
        "hours_left": 42.0,
        "promise": "48 h after payment",
        "order_id": "B1",
        "shop": "Cool",
        "carrier": None,
        "tracking_number": None,
        "file": "orders.csv",
        "line": 8,
    }


def test_nobody_asked(exports):
    report = report_of(exports)
    assert as_json(report) is None
    assert "ue within" not in screen(report, print_report)
    assert "due within" not in "".join(plain_lines(report, personal=False))


def test_nothing_is_due(exports):
    report = report_of(exports, due_within=1)
    assert as_json(report) == []
    assert "nothing that the files promise" in on_terminal(report)
    assert "Due within 60 min: nothing" in "".join(plain_lines(report, personal=False))


def test_nothing_to_count_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare.csv").write_text("order_id,sku,quantity\nA1,S1,1\n", "utf-8")
    with checked(["bare.csv"], Question()) as run:
        report = make_report(run, asked=Asked(due_within=24))
    assert as_json(report) == []
    assert "no file has an event to count from" in "".join(plain_lines(report, personal=False))


def test_it_is_no_finding(exports):
    assert exit_code(report_of(exports, due_within=48)) is exit_code(report_of(exports))
    assert report_of(exports, due_within=48).found == report_of(exports).found
