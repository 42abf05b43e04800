from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from fulfil.errors import ExitCode
from fulfil.findings import RuleFindings
from fulfil.gate import Reason, Why, exit_code, judge
from fulfil.policy.policy import Policy
from fulfil.report import OrderCounts
from fulfil.rules.registry import BY_CODE
from fulfil.rules.rule import Concern, Handoff, Severity

SOME = pl.DataFrame({"row": [0], "file": [0], "folded": [False]})
NONE = SOME.head(0)
ADR003, SPL002, SHP001 = BY_CODE["ADR003"], BY_CODE["SPL002"], BY_CODE["SHP001"]
#: Ten rows, two of each of five orders; rows 8 and 9 are not judged.
SPINE = pl.DataFrame({"order": [row // 2 * 2 for row in range(10)], "judged": [row < 8 for row in range(10)]})


def run(*findings, policy=None, unreadable=0, not_checked=(), unasked=()):
    return SimpleNamespace(
        findings=findings,
        question=SimpleNamespace(policy=policy or Policy()),
        facts=SimpleNamespace(
            unreadable=pl.DataFrame({"line": range(unreadable)}), spine=SPINE, fulfilment=None, cases=None
        ),
        not_checked=not_checked,
        unasked=frozenset(unasked),
    )


def found(rule=ADR003, rows=SOME, systemic=NONE, judged=10):
    return RuleFindings(rule, rows, systemic, judged, 0)


def at(*rows):
    return pl.DataFrame({"row": rows, "file": [0] * len(rows), "folded": [False] * len(rows)})


def policy(**said):
    return Policy.model_validate(said)


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("concern", list(Concern))
@pytest.mark.parametrize(
    ("fail_on", "reached"),
    [
        ("integrity-error", {("error", "integrity")}),
        ("service-warning", {("error", "service"), ("warning", "service")}),
        ("error", {("error", "integrity"), ("error", "service")}),
        ("ADR003", {(s.value, c.value) for s in Severity for c in Concern}),
        ("ADR", {(s.value, c.value) for s in Severity for c in Concern}),
        ("SPL", set()),
        ("never", set()),
    ],
)
def test_an_audit_fails_on_what_the_policy_says(severity, concern, fail_on, reached):
    graded = found(replace(ADR003, severity=severity, concern=concern))
    gate = judge(run(graded, policy=policy(fail_on=fail_on)))
    assert gate.reached is ((severity, concern) in reached)
    assert exit_code(SimpleNamespace(gate=gate)) is (ExitCode.GATE if gate.reached else ExitCode.CLEAN)
    assert exit_code(SimpleNamespace(gate=gate), zero=True) is ExitCode.CLEAN


def test_without_a_policy_errors_of_integrity_alone_reach_it():
    assert judge(run(found())).reasons == (Reason(Why.FINDINGS, ADR003, 1),)
    assert not judge(run(found(replace(ADR003, concern=Concern.SERVICE)))).reached
    assert not judge(run(found(replace(ADR003, severity=Severity.WARNING)))).reached


def test_folded_and_systemic_findings_count():
    folded = SOME.with_columns(folded=pl.lit(value=True))
    assert judge(run(found(rows=folded))).reasons[0].count == 1
    assert judge(run(found(rows=NONE, systemic=SOME))).reasons[0].count == 1
    assert not judge(run(found(rows=NONE))).reached


@pytest.mark.parametrize(("rows", "reached"), [((0, 1), False), ((0, 1, 2), True)])
def test_a_count_lets_so_many_pass_and_severity_has_no_say(rows, reached):
    gate = judge(run(found(rows=at(*rows)), policy=policy(rules={"ADR003": {"max_count": 2}})))
    assert gate.reached is reached
    if reached:
        assert gate.reasons == (Reason(Why.COUNT, ADR003, 3, allowed=2),)


@pytest.mark.parametrize(("rows", "reached"), [((0, 0, 1), False), ((0, 1, 2), True)])
def test_a_rate_of_rows_is_of_the_rows_that_the_rule_judged(rows, reached):
    gate = judge(run(found(rows=at(*rows)), policy=policy(rules={"ADR003": {"max_rate": 0.2}})))
    assert gate.reached is reached
    if reached:
        assert gate.reasons == (Reason(Why.RATE, ADR003, 3, of=10, unit="rows", allowed=0.2),)


@pytest.mark.parametrize(("rate", "reached"), [(0.5, False), (0.49, True)])
def test_a_rate_of_orders_is_of_orders_however_many_rows_they_have(rate, reached):
    gate = judge(run(found(SPL002, at(0, 1, 2)), policy=policy(rules={"SPL002": {"max_rate": rate}})))
    assert gate.reached is reached
    if reached:
        assert gate.reasons == (Reason(Why.RATE, SPL002, 2, of=4, unit="orders", allowed=0.49),)


def test_a_slow_drift_of_service_is_refused_and_a_normal_night_is_green():
    late = policy(rules={"SHP001": {"max_rate": 0.25}})
    assert not judge(run(found(SHP001, at(0)), policy=late)).reached
    assert judge(run(found(SHP001, at(0, 2)), policy=late)).reached


def test_nothing_judged_has_no_rate():
    nothing = policy(rules={"ADR003": {"max_rate": 0}})
    assert not judge(run(found(rows=NONE, judged=0), policy=nothing)).reached


def test_a_required_rule_that_was_not_checked_reaches_it():
    required = policy(require=["ADR003", "SPL"])
    lacks = ((ADR003, ("orders.county",), "a.csv"), (ADR003, ("orders.county",), "b.csv"))
    findings = (found(rows=NONE), found(SPL002, NONE), found(SHP001, NONE))
    gate = judge(run(*findings, policy=required, not_checked=lacks, unasked=("SPL002", "SHP001")))
    assert gate.reasons == (
        Reason(Why.REQUIRED, ADR003, count=2, missing=("orders.county",), path="a.csv"),
        Reason(Why.REQUIRED, SPL002),
    )
    assert not judge(run(*findings, policy=required)).reached


@pytest.mark.parametrize(
    ("held", "unreadable", "reasons"),
    [(0, 0, []), (1, 0, [Why.HELD]), (0, 1, [Why.UNREADABLE]), (2, 3, [Why.HELD, Why.UNREADABLE])],
)
def test_handoff_stops_at_held_orders_and_unreadable_records(held, unreadable, reasons):
    counts = OrderCounts(due=3, ready=3 - held, fixed=0, held=held, not_due=0)
    gate = judge(run(found(), unreadable=unreadable), counts)
    assert [reason.why for reason in gate.reasons] == reasons


@pytest.mark.parametrize(
    ("handoff", "fail_on", "reached"),
    [
        (Handoff.OFF, "integrity-error", True),
        (Handoff.WARN, "integrity-error", False),
        (Handoff.WARN, "ADR003", True),
        (Handoff.OFF, "never", False),
    ],
)
def test_an_error_that_holds_no_order_stops_a_handoff(handoff, fail_on, reached):
    nothing_held = OrderCounts(due=2, ready=2, fixed=0, held=0, not_due=0)
    unheld = found(replace(ADR003, handoff=handoff))
    assert judge(run(unheld, policy=policy(fail_on=fail_on)), nothing_held).reached is reached


def test_findings_of_one_rule_may_differ_where_an_override_counts():
    rows = at(0, 1).with_columns(severity=pl.Series(["warning", "error"]))
    assert judge(run(found(rows=rows))).reasons == (Reason(Why.FINDINGS, ADR003, 1),)
