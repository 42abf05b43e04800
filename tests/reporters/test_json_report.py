from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from fulfil.report import VERSION
from fulfil.reporters.json_report import json_pieces
from fulfil.rules.evidence import EVIDENCE

PATH = Path(str(files("fulfil.reporters").joinpath("report.schema.json")))
SCHEMA = json.loads(PATH.read_text("utf-8"))


def as_json(report, written=(), *, personal=False):
    return json.loads("".join(json_pieces(report, written, personal=personal)))


def names(told):
    return sorted(f["fingerprint"] for f in told["findings"] + told["folded"])


def test_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"] == {"const": VERSION}


def test_schema_knows_the_evidence():
    """FULFIL_REGENERATE=1 writes it anew."""
    known = {name: {"type": [e.type, "null"], "description": e.meaning} for name, e in EVIDENCE.items()}
    if os.environ.get("FULFIL_REGENERATE"):
        SCHEMA["$defs"]["evidence"]["properties"] = known
        PATH.write_text(json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n", "utf-8")
    assert known
    assert SCHEMA["$defs"]["evidence"]["properties"] == known


@pytest.mark.parametrize("rows", ["mixed_rows", "countyless_rows"])
@pytest.mark.parametrize("personal", [False, True])
def test_audit_fits_the_schema(audited, request, rows, personal):
    told = as_json(audited(request.getfixturevalue(rows)), personal=personal)
    assert told["findings"]
    Draft202012Validator(SCHEMA).validate(told)


def test_handoff_fits_the_schema(handed, mixed_rows):
    result = handed(mixed_rows)
    told = as_json(result.report, result.written)
    Draft202012Validator(SCHEMA).validate(told)
    (file,) = told["files"]
    fates = [file[fate] for fate in ("ready", "fixed", "held", "not_due", "aside")]
    assert sum(fates) == file["records"] == 40
    assert told["summary"]["handoff"]["held"] > 0


def test_a_wrong_report_does_not_fit(audited, mixed_rows):
    told = as_json(audited(mixed_rows))
    told["findings"][0]["evidence"]["surprise"] = 1
    assert not Draft202012Validator(SCHEMA).is_valid(told)


def test_personal_data_is_masked_unless_asked_for(audited, mixed_rows):
    report = audited(mixed_rows)
    masked = "".join(json_pieces(report, personal=False))
    assert "1380000" not in masked
    assert "1380000" in "".join(json_pieces(report, personal=True))


def test_fingerprints_are_the_same_with_and_without_personal_data(audited, mixed_rows):
    report = audited(mixed_rows)
    assert names(as_json(report)) == names(as_json(report, personal=True))


def test_fingerprints_know_no_order_of_records(audited, mixed_rows):
    plain = [row for row in mixed_rows if row.count(",") > 5]
    before = names(as_json(audited(plain)))
    shuffled = plain[:0:-1]
    assert len(before) > 5
    assert names(as_json(audited([plain[0], *shuffled[5:], *shuffled[:5]]))) == before


def test_fingerprints_are_distinct_even_for_lines_that_are_alike(audited, mixed_rows):
    twice = [mixed_rows[0], *(mixed_rows[4] for _ in range(3))]
    found = names(as_json(audited(twice)))
    assert len(found) >= 3
    assert len(set(found)) == len(found)


def test_folded_findings_stand_apart(audited, countyless_rows):
    told = as_json(audited(countyless_rows))
    systemic = [f for f in told["findings"] if f["systemic"]]
    assert [f["rule"] for f in systemic] == ["EXP001"]
    assert {f["rule"] for f in told["folded"]} == {"ADR003"}
    assert len(told["folded"]) == told["summary"]["folded"] == 30


def test_every_rule_is_checked_or_not(audited, mixed_rows):
    told = as_json(audited(mixed_rows))
    checked = {entry["rule"] for entry in told["checked"]}
    assert checked
    assert not checked & {entry["rule"] for entry in told["not_checked"]}


def test_same_bytes_twice(audited, mixed_rows):
    assert "".join(json_pieces(audited(mixed_rows), personal=False)) == "".join(
        json_pieces(audited(mixed_rows), personal=False)
    )
