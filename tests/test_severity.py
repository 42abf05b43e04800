"""What rests on inference is told one severity lower, finding by finding, everywhere."""

from __future__ import annotations

import json
from dataclasses import replace

import polars as pl
import pytest

from fulfil.errors import ExitCode
from fulfil.findings import of_severity, severity_of
from fulfil.gate import exit_code
from fulfil.reporters.json_report import json_pieces
from fulfil.rules.registry import RULES
from fulfil.rules.rule import Severity
from tests.reporters.air_conditioners import report_of, write

ROWS = pl.DataFrame({"row": [0, 1, 2], "inferred": [True, False, None]})


@pytest.fixture
def exports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path)


@pytest.mark.parametrize(("own", "lower"), [("error", "warning"), ("warning", "note"), ("note", "note")])
def test_inferred_is_one_lower_and_null_is_not_inferred(own, lower):
    rule = replace(RULES[0], severity=Severity(own))
    assert severity_of(rule, ROWS).to_list() == [lower, own, own]
    assert severity_of(rule, ROWS.drop("inferred")).to_list() == [own] * 3
    assert severity_of(rule, ROWS.head(0)).to_list() == []


def test_every_finding_has_exactly_one_severity():
    for rule in RULES[:5]:
        for rows in (ROWS, ROWS.drop("inferred"), ROWS.head(0)):
            parts = [of_severity(rule, rows, severity) for severity in Severity]
            assert pl.concat(parts).sort("row").equals(rows)


@pytest.mark.parametrize(
    ("inferred", "counts", "code"), [(False, (2, 1, 1), ExitCode.GATE), (True, (0, 2, 2), ExitCode.CLEAN)]
)
def test_counts_json_and_the_gate_agree(exports, inferred, counts, code):
    report = report_of(exports, inferred=inferred)
    assert (report.found.errors, report.found.warnings, report.found.notes) == counts
    told = json.loads("".join(json_pieces(report, personal=False)))["findings"]
    grades = [finding["severity"] for finding in told]
    assert tuple(map(grades.count, ("error", "warning", "note"))) == counts
    assert {finding["inferred"] for finding in told} == {inferred}
    assert exit_code(report) is code


def test_orders_of_shipments_count_as_flagged(exports):
    assert report_of(exports).found.orders == 3
