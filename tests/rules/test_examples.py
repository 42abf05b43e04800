"""The examples in the rules' documentation do what they say."""

from __future__ import annotations

import re
from io import StringIO

import polars as pl
import pytest

from fulfil.audit import Question, checked, with_form
from fulfil.facts.coverage import read_coverage
from fulfil.facts.run_facts import FORM_DIFFERENCES
from fulfil.rules.registry import RULES
from fulfil.rules.rule import Severity

#: A fenced block: orders, or what its info string names beside `csv`.
FENCE = re.compile(r"^```csv(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda found: found.code)


def _blocks(rule, heading):
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", rule.documentation, re.MULTILINE | re.DOTALL)
    return {name or "orders": text for name, text in FENCE.findall(section[1])}


def _flagged(folder, blocks):
    orders = folder / "orders.csv"
    orders.write_text(blocks["orders"], encoding="utf-8")
    coverage = None
    if "coverage" in blocks:
        table = folder / "coverage.csv"
        table.write_text(blocks["coverage"], encoding="utf-8")
        coverage = read_coverage(str(table))
    with checked([str(orders)], Question(only_due=True, coverage=coverage)) as run:
        findings = run.findings
        if "form" in blocks:
            differences = pl.read_csv(StringIO(blocks["form"]), schema=FORM_DIFFERENCES)
            findings = with_form(run, differences).findings
        return {found.rule.code for found in findings if found.rows.height or found.systemic.height}


@every_rule
def test_the_flagged_example_is_flagged(rule, tmp_path):
    assert rule.code in _flagged(tmp_path, _blocks(rule, "Flagged"))


@every_rule
def test_the_clean_example_breaks_no_promise(rule, tmp_path):
    flagged = _flagged(tmp_path, _blocks(rule, "Clean"))
    assert rule.code not in flagged
    assert not [found.code for found in RULES if found.code in flagged and found.severity is Severity.ERROR]
