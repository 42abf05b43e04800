from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from jsonschema import Draft7Validator

from fulfil.formats import Format
from fulfil.reporters.formats import Rendering, pieces
from fulfil.reporters.formats.sarif import results
from fulfil.reporters.json_report import json_pieces

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-schema-2.1.0.json").read_text("utf-8"))
_RANK = ("error", "warning", "note")


def sarif(report, rendering=None):
    return json.loads("".join(pieces(report, Format.SARIF, rendering or Rendering())))


def as_json(report):
    return json.loads("".join(json_pieces(report, personal=False)))


@pytest.mark.parametrize("name", ["silenced", "clean", "returned", "handed"])
def test_it_fits_the_published_schema(request, name):
    made = request.getfixturevalue(name)
    told = sarif(getattr(made, "report", made), Rendering(of_returns=name == "returned"))
    Draft7Validator.check_schema(SCHEMA)
    Draft7Validator(SCHEMA).validate(told)
    (run,) = told["runs"]
    command = {"silenced": "audit", "clean": "audit", "returned": "returns", "handed": "handoff"}[name]
    assert run["automationDetails"]["id"] == f"fulfil/{command}/"


def test_the_schema_refuses_what_is_wrong(audited):
    told = sarif(audited)
    told["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft7Validator(SCHEMA).is_valid(told)


def test_results_are_the_findings_of_the_json_report(audited):
    """But for the fields that SARIF says otherwise, both tell the same of each finding."""
    (run,) = sarif(audited)["runs"]
    wanted = Counter(
        (f["rule"], f["severity"], f["fingerprint"], f["line"], f["order_id"])
        for f in as_json(audited)["findings"]
    )
    found = Counter(
        (
            r["ruleId"],
            r["level"],
            r["partialFingerprints"]["fulfil/v1"],
            r["locations"][0]["physicalLocation"].get("region", {}).get("startLine"),
            r.get("properties", {}).get("order"),
        )
        for r in run["results"]
    )
    assert sum(wanted.values()) > 30
    assert found == wanted


def test_rules_are_described_and_found_by_their_index(audited):
    (run,) = sarif(audited)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) > 50
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    for rule in rules:
        assert rule["help"]["markdown"].startswith(f"# {rule['id']} {rule['name']}")
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in _RANK


def test_causes_first_and_then_the_worst(audited):
    (run,) = sarif(audited)["runs"]
    marks = [
        (not r.get("properties", {}).get("systemic", False), _RANK.index(r["level"])) for r in run["results"]
    ]
    assert marks == sorted(marks)
    assert len(set(marks)) > 3


def test_what_a_cause_explains_is_counted_and_said(audited):
    (run,) = sarif(audited)["runs"]
    causes = {r["ruleId"]: r["occurrenceCount"] for r in run["results"] if "occurrenceCount" in r}
    assert causes["EXP001"] == 25
    said = run["invocations"][0]["toolExecutionNotifications"]
    assert said[0]["level"] == "note"
    assert "50 findings are explained by a systemic one" in said[0]["message"]["text"]


def test_what_was_not_checked_is_a_note_of_its_rule(audited):
    (run,) = sarif(audited)["runs"]
    said = run["invocations"][0]["toolExecutionNotifications"]
    notes = {note["associatedRule"]["id"]: note for note in said if "associatedRule" in note}
    assert "no lock was given" in notes["EXP010"]["message"]["text"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[n["associatedRule"]["index"]]["id"] == code for code, n in notes.items())


def test_what_is_silenced_comes_last_and_says_by_whom(silenced):
    told = sarif(silenced)
    results_of_it = told["runs"][0]["results"]
    silent = [r for r in results_of_it if "suppressions" in r]
    assert silent == results_of_it[-len(silent) :]
    said = Counter((r["ruleId"], r["suppressions"][0]["justification"]) for r in silent)
    assert said == {
        ("ORD006", "agreed | with *them* (until 2026-12-31)"): 1,
        ("ADR003", "in the baseline old.json"): 27,
    }


def test_what_is_new_since_another_report_is_told(audited):
    marked = tuple(
        replace(found, rows=found.rows.with_columns(new=pl.int_range(pl.len()) == 0))
        if found.rows.height
        else found
        for found in audited.findings
    )
    told = sarif(replace(audited, findings=marked))
    states = Counter(r["baselineState"] for r in told["runs"][0]["results"] if r["ruleId"] == "RET002")
    assert states == {"new": 1, "unchanged": 3}


@pytest.mark.parametrize(("name", "most"), [("MOST_RESULTS", 7), ("MOST_BYTES", 0)])
def test_what_does_not_fit_is_left_to_the_json_report(audited, monkeypatch, name, most):
    everything = sarif(audited)
    size = len("".join(pieces(audited, Format.SARIF, Rendering())))
    monkeypatch.setattr(results, name, most or size - 2_000)
    monkeypatch.setattr(results, "_RESERVED", len(json.dumps(everything["runs"][0]["invocations"])) + 300)
    told = sarif(audited)
    some, all_of_them = told["runs"][0]["results"], everything["runs"][0]["results"]
    assert 0 < len(some) < len(all_of_them)
    assert some == all_of_them[: len(some)], "the most urgent stay"
    if most:
        assert len(some) == most
    else:
        assert len("".join(pieces(audited, Format.SARIF, Rendering())).encode()) <= size - 2_000
    (first, *_) = told["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert first["level"] == "warning"
    assert first["message"]["text"].startswith(f"{len(some)} of {len(all_of_them)} findings shown")


def test_the_limits_are_those_of_its_readers():
    assert results.MOST_RESULTS == 25_000
    assert results.MOST_BYTES == 10_000_000


def test_absolute_paths_are_not_told(audited):
    files = tuple(replace(file, path=f"/home/somebody/{file.path}") for file in audited.files)
    moved = replace(audited, files=files)
    text = "".join(pieces(moved, Format.SARIF, Rendering()))
    assert "orders.csv" in text
    assert '"uri":"orders.csv"' in text.replace(" ", "")
    uris = [
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for r in json.loads(text)["runs"][0]["results"]
    ]
    assert not [uri for uri in uris if "somebody" in uri or uri.startswith("/")]
