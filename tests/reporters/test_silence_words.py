from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from fulfil.audit import Question, checked
from fulfil.report import make_report
from fulfil.reporters.formats import Rendering, pieces
from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.terminal import print_report
from fulfil.suppression.differences import Before
from tests.reporters.test_json_report import SCHEMA
from tests.suppression.runs import LINES, ignored, quiet, write
from tests.suppression.test_silence import ON, of

UNUSED = {"rule": "ADR003", "order": "Z9", "until": date(2026, 12, 31)}
FORMATS = ("terminal", "json", "csv", "sarif", "junit", "github", "markdown")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    path = tmp_path_factory.mktemp("silence") / "orders.csv"
    write(path, LINES)
    with checked([str(path)], Question()) as found:
        yield found


@pytest.fixture(scope="module")
def report(run):
    """Orders of which B1 is ignored, A7 is new, and all others are old."""
    old = of(run, without=["A7"])
    before = Before("old.json", old.entries)
    return make_report(quiet(run, baseline=old, ignored=ignored(ON, UNUSED), before=before))


@pytest.fixture(scope="module")
def fresh(run):
    """Nothing is silent, and C1 is new."""
    return make_report(quiet(run, before=Before("old.json", of(run, without=["C1"]).entries)))


def text(report, form):
    return "".join(pieces(report, form, Rendering((), personal=False)))


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("json", "csv")])
def test_every_format_counts_what_is_silent(report, form):
    told = text(report, form)
    assert "24 old findings" in told
    assert "2 findings" in told
    assert "fulfil-ignore.toml" in told


@pytest.mark.parametrize("form", ["terminal", "sarif", "markdown"])
def test_what_became_of_entries_and_what_has_changed(report, form):
    told = text(report, form)
    assert "fulfil-ignore.toml:1: ORD002 of order B1: 2 findings ignored until 2026-12-31: known" in told
    assert "fulfil-ignore.toml:2: ADR003 of order Z9: retired: no file has this order" in told
    assert "24 old findings are in the baseline b.json" in told
    assert "since old.json: ADR003: 1 new, 22 still there" in told


def test_a_cause_says_how_many_of_its_findings_count(report):
    told = text(report, "terminal")
    assert "(23 findings explained, 22 of them ignored or old, 1 of them new)\n" in told


def test_what_is_new_is_marked(fresh):
    assert text(fresh, "terminal").count(" [new]\n") == 1
    assert text(fresh, "markdown").count("new: ") == 1
    assert text(fresh, "github").count("::new: ") == 1


def test_json_fits_its_schema_and_holds_all(report):
    told = json.loads("".join(json_pieces(report, personal=False)))
    Draft202012Validator(SCHEMA).validate(told)
    everything = told["findings"] + told["folded"] + told["suppressed"]
    assert len({finding["fingerprint"] for finding in everything}) == len(everything) == 28
    assert {finding["suppressed"] for finding in told["suppressed"]} == {"ignored", "baseline"}
    assert {finding["suppressed"] for finding in told["findings"] + told["folded"]} == {None}
    assert [entry["state"] for entry in told["ignored"]["entries"]] == ["used", "retired"]
    assert told["baseline"]["old"] == 24
    assert told["diff"]["new"] == sum(finding["new"] for finding in everything) == 1


def test_a_spreadsheet_holds_silent_findings_last(report):
    rows = list(csv.DictReader(io.StringIO(text(report, "csv").removeprefix("\ufeff"))))
    assert len(rows) == 28
    assert [row["suppressed"] for row in rows[:2]] == ["", ""]
    assert all(row["suppressed"] for row in rows[2:])
    assert [row["order_id"] for row in rows if row["new"] == "true"] == ["A7"]


def test_code_scanning_knows_what_is_new(report):
    (run,) = json.loads(text(report, "sarif"))["runs"]
    counting = [each for each in run["results"] if not each.get("suppressions")]
    assert [(each["ruleId"], each["baselineState"]) for each in counting] == [("EXP001", "unchanged")]


def test_a_terminal_tells_used_entries_in_one_line(report):
    screen = Console(file=io.StringIO(), width=80, force_terminal=False, highlight=False, markup=False)
    print_report(report, screen, limit=10)
    told = " ".join(screen.file.getvalue().split())
    assert "2 findings are ignored by 1 entry of fulfil-ignore.toml" in told
    assert "retired: no file has this order" in told
    assert "ignored until" not in told
    assert "What has changed" in told
