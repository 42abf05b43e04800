"""`fulfil returns`, as people use it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli.breakdowns import parse_by_of_returns
from fulfil.errors import UsageError
from fulfil.metrics.returns.result import DIMENSIONS
from tests.cli.test_on_terminal import on_terminal
from tests.reporters.test_json_report import SCHEMA

MONTH = Path(__file__).parents[2] / "fixtures" / "the_month"
RETURNS = str(MONTH / "returns.csv")
BESIDE = ("--orders", str(MONTH / "orders.csv"), "--shipments", str(MONTH / "shipments.csv"))


def figures(fulfil, *arguments):
    code, out, err = fulfil("returns", *arguments, "--format", "json")
    assert code in (0, 1), err
    told = json.loads(out)
    Draft202012Validator(SCHEMA).validate(told)
    return told["metrics"]["returns"]


def test_a_pipe_gets_the_answer_first(fulfil):
    code, out, err = fulfil("returns", RETURNS, *BESIDE, "--policy", "cn-law")
    first = out.splitlines()[0]
    assert not err
    assert code in (0, 1)
    assert first.startswith("Half of the returns are refunded within ")
    assert ", the open ones included; " in first
    assert "past a legal limit; " in first
    assert " of the time is " in first
    assert "\x1b" not in out
    assert "\nmetric " not in out


@pytest.mark.parametrize("form", ["terminal", "csv", "json"])
def test_the_exit_code_knows_no_format(fulfil, folder, form):
    header = "return_id,order_id,status,requested_at,refunded_at,refund_amount,quantity,sku"
    (folder / "bad.csv").write_text(f"{header}\nR1,A1,refunded,2026-10-01,2026-10-02,x,1,S\n", "utf-8")
    assert fulfil("returns", "bad.csv", "--format", form)[0] == 1
    assert fulfil("returns", "bad.csv", "--format", form, "--exit-zero")[0] == 0


def test_json_has_the_figures_and_no_other_metrics(fulfil):
    code, out, _ = fulfil("returns", RETURNS, *BESIDE, "--format", "json")
    assert code in (0, 1)
    assert list(json.loads(out)["metrics"]) == ["returns"]
    told = figures(fulfil, RETURNS, *BESIDE)
    assert told["n"] > 50
    assert told["whole"]["p50_low"] <= told["whole"]["p50_days"] <= told["whole"]["p50_high"]
    assert len(told["stages"]) >= 5
    assert sum(one["share"] for one in told["stages"]) == pytest.approx(1)
    assert (told["due_soon"], told["parts"], told["period"], told["compared"]) == (None, [], None, None)


def test_csv_is_one_figure_a_row(fulfil):
    out = fulfil("returns", RETURNS, *BESIDE, "--by", "reason", "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    sections = {row["section"] for row in rows}
    assert {"answer", "whole", "stage", "owner", "outcome", "open by age", "by reason"} <= sections
    assert all(row["value"] == "" or float(row["value"]) is not None for row in rows)


def test_an_audit_tells_the_same_figures(fulfil):
    files = (RETURNS, *BESIDE)
    told = json.loads(fulfil("audit", *files, "--format", "json")[1])["metrics"]
    assert {"M01", "returns"} <= set(told)
    assert told["returns"] == figures(fulfil, *files)


def test_breakdowns(fulfil):
    told = figures(fulfil, RETURNS, *BESIDE, "--by", ",".join(DIMENSIONS))
    assert {part["dimension"] for part in told["parts"]} == set(DIMENSIONS)
    weeks = [part["value"] for part in told["parts"] if part["dimension"] == "week"]
    assert len(weeks) > 3
    assert sum(part["n"] for part in told["parts"] if part["dimension"] == "reason") == told["n"]


@pytest.mark.parametrize("text", ["", "province", "reason,colour"])
def test_what_is_no_dimension_is_refused_with_those_that_are(text):
    with pytest.raises(UsageError) as refused:
        parse_by_of_returns(text)
    assert ", ".join(DIMENSIONS) in refused.value.hint


def test_a_period(fulfil):
    whole = figures(fulfil, RETURNS, *BESIDE)
    october = figures(fulfil, RETURNS, *BESIDE, "--period", "2026-10")
    assert october["period"] == {"from": "2026-10-01", "to": "2026-10-31"}
    assert 0 < october["n"] < whole["n"]


def test_due_within(fulfil):
    told = figures(fulfil, RETURNS, *BESIDE, "--due-within", "10d", "--policy", "cn-law")
    assert told["due_soon"]
    assert all(-10 <= one["days"] <= 0 for one in told["due_soon"])
    due = [one["due_at"] for one in told["due_soon"]]
    assert due == sorted(due)


def test_compare_with_itself_and_with_another_month(fulfil, folder):
    old = fulfil("returns", RETURNS, *BESIDE, "--format", "json")[1]
    (folder / "old.json").write_text(old, "utf-8")
    same = figures(fulfil, RETURNS, *BESIDE, "--compare", "old.json")["compared"]
    assert same["file"] == "old.json"
    assert len(same["changes"]) > 50
    assert {one["change"] for one in same["changes"]} <= {0, None, "0.00"}
    other = figures(fulfil, RETURNS, *BESIDE, "--compare", "old.json", "--period", "2026-10")["compared"]
    (cases,) = [one for one in other["changes"] if (one["section"], one["part"]) == ("returns", "cases")]
    assert cases["change"] == cases["now"] - cases["before"] < 0
    out = fulfil("returns", RETURNS, *BESIDE, "--compare", "old.json", "--period", "2026-10")[1]
    assert "returns compared: returns: cases: " in out


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("order_id,sku\n", "it is no JSON"),
        ("[1, 2]", "it is no report of fulfil"),
        ('{"metrics": {}}', "it is no report of fulfil"),
        ('{"version": 2, "metrics": {}}', "it is a report of version 2, and not of 1"),
        ('{"version": 1, "metrics": {}}', "the report has no figures of returns"),
        ('{"version": 1, "metrics": {"returns": {"n": 3}}}', "its figures of returns are damaged"),
        (b"\xff\xfe\x00", "it is no JSON"),
    ],
)
def test_what_cannot_be_compared_with_is_refused_before_anything_is_read(fulfil, folder, text, what):
    (folder / "old.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    code, out, err = fulfil("returns", "missing.csv", "--compare", "old.json")
    assert (code, out) == (2, "")
    assert f"old.json: --compare: {what}" in err
    assert "--format json" in err


@pytest.mark.parametrize(
    ("arguments", "what", "hint"),
    [
        ((), "no file is given", "a folder of them"),
        (
            (RETURNS, "--compare", "nothing.json"),
            "nothing.json: --compare: it cannot be read",
            "--format json",
        ),
        ((RETURNS, "--period", "October"), "“October” is no period", "2026-W44"),
        ((RETURNS, "--by", "colour"), "“colour” is no dimension", "reason, sku, carrier"),
        ((RETURNS, "--due-within", "soon"), "“soon” is no age", "90m"),
        ((RETURNS, "--format", "xml"), "--format", "fulfil returns --help"),
        ((RETURNS, "--as-of", "09/10/2026"), "several ways", "2026-09-15 18:00"),
        ((RETURNS, "--orders", RETURNS, "--returns", RETURNS), "it is given as", "leave both out"),
    ],
)
def test_refusals(fulfil, arguments, what, hint):
    code, out, err = fulfil("returns", *arguments)
    assert (code, out) == (2, "")
    assert what in err
    assert hint in err


def test_other_exit_codes(fulfil):
    assert fulfil("returns", "missing.csv")[0] == 3
    assert fulfil("returns", RETURNS, "--policy", "cn-lore")[0] == 4


def test_what_could_be_orders_or_returns_is_read_as_returns(fulfil, folder):
    text = "order_id,sku,quantity,status,reason,refund_amount\nA1,S1,1,refunded,too small,9.90\n"
    (folder / "either.csv").write_text(text, "utf-8")
    told = json.loads(fulfil("returns", "either.csv", "--format", "json")[1])
    assert list(told["files"][0]["tells_of"]) == ["returns"]


def test_orders_alone_say_that_they_tell_of_none(fulfil):
    code, out, _ = fulfil("returns", "clean.csv")
    assert code == 0
    assert out.startswith("These files tell of no returns and no refunds.\n")
    assert fulfil("returns", "clean.csv", "--format", "csv")[0] == 0


def test_on_a_real_terminal():
    code, told = on_terminal("returns", RETURNS, *BESIDE, "--by", "sku", "--limit", "2", "--no-color", "-q")
    assert code in (0, 1)
    told = re.sub(r"\x1b\[[0-9;]*m", "", told)
    assert told.startswith("Half of the returns are refunded within ")
    assert re.search(r"\nBy sku  2 of \d shown\n", told)
    assert all(len(line) <= 80 for line in told.splitlines())


def test_standard_input(process):
    done = process("returns", "-", input=Path(RETURNS).read_bytes())
    assert done.stdout.startswith(b"Half of the returns are refunded within ")
