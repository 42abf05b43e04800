from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from fulfil.errors import ExitCode
from fulfil.findings import RuleFindings
from fulfil.gate import exit_code
from fulfil.report import OrderCounts
from fulfil.rules.registry import RULES
from fulfil.rules.rule import Concern, Handoff, Severity

SOME = pl.DataFrame({"row": [0], "file": [0], "folded": [False]})
NONE = SOME.head(0)


def report(rule=None, rows=NONE, systemic=NONE, counts=None, unreadable=0):
    findings = () if rule is None else (RuleFindings(rule, rows, systemic, 1, 0),)
    return SimpleNamespace(findings=findings, counts=counts, unreadable=unreadable)


def rule(severity=Severity.ERROR, concern=Concern.INTEGRITY):
    return replace(RULES[0], severity=severity, concern=concern)


@pytest.mark.parametrize(
    ("severity", "concern", "code"),
    [
        (Severity.ERROR, Concern.INTEGRITY, ExitCode.GATE),
        (Severity.ERROR, Concern.SERVICE, ExitCode.CLEAN),
        (Severity.WARNING, Concern.INTEGRITY, ExitCode.CLEAN),
        (Severity.NOTE, Concern.INTEGRITY, ExitCode.CLEAN),
    ],
)
def test_audit_stops_at_errors_of_integrity(severity, concern, code):
    assert exit_code(report(rule(severity, concern), SOME)) is code


def test_folded_and_systemic_findings_count():
    folded = SOME.with_columns(folded=pl.lit(value=True))
    assert exit_code(report(rule(), folded)) is ExitCode.GATE
    assert exit_code(report(rule(), NONE, SOME)) is ExitCode.GATE
    assert exit_code(report(rule())) is ExitCode.CLEAN


@pytest.mark.parametrize(
    ("held", "unreadable", "code"), [(0, 0, ExitCode.CLEAN), (1, 0, ExitCode.GATE), (0, 1, ExitCode.GATE)]
)
def test_handoff_stops_at_held_orders_and_unreadable_records(held, unreadable, code):
    counts = OrderCounts(due=3, ready=3 - held, fixed=0, held=held, not_due=0)
    assert exit_code(report(rule(), SOME, counts=counts, unreadable=unreadable)) is code


def test_zero_wins():
    assert exit_code(report(rule(), SOME), zero=True) is ExitCode.CLEAN


@pytest.mark.parametrize(("handoff", "code"), [(Handoff.OFF, ExitCode.GATE), (Handoff.WARN, ExitCode.CLEAN)])
def test_an_error_that_holds_no_order_stops_a_handoff(handoff, code):
    nothing_held = OrderCounts(due=2, ready=2, fixed=0, held=0, not_due=0)
    found = replace(rule(), handoff=handoff)
    assert exit_code(report(found, SOME, counts=nothing_held)) is code
