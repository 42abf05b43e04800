"""The examples in the rules' documentation do what they say."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from io import StringIO

import polars as pl
import pytest

from fulfil.audit import Question, checked, with_form
from fulfil.facts.coverage import read_coverage
from fulfil.facts.run_facts import FORM_DIFFERENCES
from fulfil.findings import FIELD_OF
from fulfil.lock.delivery import Delivery, MaxAge
from fulfil.lock.lock import read_lock
from fulfil.policy.policy import Policy
from fulfil.rules.registry import RULES
from fulfil.rules.rule import Severity
from fulfil.sets.kits import read_kits

#: A fenced block: orders, or what its info string names beside the language.
FENCE = re.compile(r"^```\w+(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda found: found.code)


def _blocks(rule, heading):
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", rule.documentation, re.MULTILINE | re.DOTALL)
    return {name or "orders": text for name, text in FENCE.findall(section[1])}


def _flagged(folder, blocks, *, across, codes=None):
    paths = []
    for name in ("orders", "shipments", "returns"):
        if name in blocks:
            path = folder / f"{name}.csv"
            path.write_text(blocks[name], encoding="utf-8")
            paths.append(str(path))
    coverage = None
    if "coverage" in blocks:
        table = folder / "coverage.csv"
        table.write_text(blocks["coverage"], encoding="utf-8")
        coverage = read_coverage(str(table))
    question = Question(
        only_due=not across,
        codes=codes,
        coverage=coverage,
        kits=_kits(folder, blocks),
        policy=Policy.model_validate(tomllib.loads(blocks.get("policy", ""))),
        delivery=_delivery(folder, blocks),
    )
    with checked(paths, question) as run:
        findings = run.findings
        if "form" in blocks:
            differences = pl.read_csv(StringIO(blocks["form"]), schema=FORM_DIFFERENCES)
            findings = with_form(run, differences).findings
        return {found.rule.code for found in findings if found.rows.height or found.systemic.height}


def _kits(folder, blocks):
    if "kits" not in blocks:
        return None
    path = folder / "kits.csv"
    path.write_text(blocks["kits"], encoding="utf-8")
    return read_kits(str(path))


def _delivery(folder, blocks):
    """What the example's lock and greatest age (`26h at MOMENT`) say."""
    lock, most = None, None
    if "lock" in blocks:
        path = folder / "exports.lock.toml"
        path.write_text(blocks["lock"], encoding="utf-8")
        lock = read_lock(str(path))
    if "max_age" in blocks:
        said, moment = blocks["max_age"].strip().split(" at ")
        most = MaxAge(float(said.removesuffix("h")), said, datetime.fromisoformat(moment))
    return Delivery(lock=lock, max_age=most) if lock or most else None


@every_rule
def test_the_flagged_example_is_flagged(rule, tmp_path):
    # EXP001 speaks for others: it tells of a column what they tell of its rows.
    codes = frozenset({rule.code, *FIELD_OF})
    assert rule.code in _flagged(tmp_path, _blocks(rule, "Flagged"), across=rule.across, codes=codes)


@every_rule
def test_the_clean_example_breaks_no_promise(rule, tmp_path):
    flagged = _flagged(tmp_path, _blocks(rule, "Clean"), across=rule.across)
    assert rule.code not in flagged
    assert not [found.code for found in RULES if found.code in flagged and found.severity is Severity.ERROR]
