"""Whether a run reached the gate, and why; the exit code follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from .errors import ExitCode
from .findings import concern_of, handoff_of, severity_of
from .judged_units import flagged_units, judged_units, unit_of
from .policy.fail_on import fails_on
from .rules.rule import Concern, Handoff, Severity
from .rulings import is_required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .audit import Checked
    from .findings import RuleFindings
    from .policy.policy import Policy
    from .report import OrderCounts, Report
    from .rules.rule import Rule


class Why(StrEnum):
    """What reaches the gate; `reporters.gate_words` says each in words.

    Values:
        findings: a rule found what the policy fails on.
        count: a rule found more than its `max_count`.
        rate: a rule found more than its `max_rate`.
        required: a required rule could not be checked, or not on every file.
        held: orders are held before waybills.
        unreadable: records cannot be read, before waybills.
    """

    FINDINGS = "findings"
    COUNT = "count"
    RATE = "rate"
    REQUIRED = "required"
    HELD = "held"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that reaches the gate.

    Args:
        why: which kind of thing.
        rule: the rule that it is about; None for `HELD` and `UNREADABLE`.
        count: findings; for a rate, units with a finding; held orders, or records.
        of: for a rate: how many units were judged.
        unit: for a rate: which units (see `judged_units`).
        allowed: the count or the rate that the policy lets pass.
        missing: for `REQUIRED`: the columns that are missing; none where no file tells of what the rule
            judges.
        path: for `REQUIRED`: the file that lacks them.
    """

    why: Why
    rule: Rule | None = None
    count: int = 0
    of: int = 0
    unit: str = ""
    allowed: float | None = None
    missing: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate decided.

    Args:
        reasons: why it was reached, in report order; none where it was not.
        fail_on: the words of the policy (see `policy.fail_on`).
    """

    reasons: tuple[Reason, ...] = ()
    fail_on: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether anything reached it."""
        return bool(self.reasons)


def judge(checked: Checked, counts: OrderCounts | None = None) -> Gate:
    """Judge a run by its policy.

    An audit reaches the gate by findings that the policy fails on, folded or not; inferred ones count one
    severity lower. A rule with a count or a rate of its own reaches it by these alone. A handoff reaches it
    by held orders, by records that cannot be read, and by what holds no order (the courier's form disagrees,
    a count or a rate is exceeded). Either reaches it where a required rule could not be checked.

    Args:
        checked: the run.
        counts: what the handoff decided; None for an audit.
    """
    policy = checked.question.policy
    reasons = [*_required(checked)]
    if counts is not None and counts.held:
        reasons.append(Reason(Why.HELD, count=counts.held))
    if counts is not None and checked.facts.unreadable.height:
        reasons.append(Reason(Why.UNREADABLE, count=checked.facts.unreadable.height))
    for found in checked.findings:
        settings = policy.rules.get(found.rule.code)
        if settings is not None and settings.is_gated:
            reasons += _limited(found, checked, settings.max_count, settings.max_rate)
        elif count := _failing(found, policy, handoff=counts is not None):
            reasons.append(Reason(Why.FINDINGS, found.rule, count))
    return Gate(tuple(reasons), policy.fail_on)


def exit_code(report: Report, *, zero: bool = False) -> ExitCode:
    """The exit code of a run, by its report alone; the same whatever the format.

    Args:
        report: the finished run.
        zero: answer `CLEAN` whatever was found.
    """
    return ExitCode.GATE if report.gate.reached and not zero else ExitCode.CLEAN


def _required(checked: Checked) -> Iterator[Reason]:
    policy = checked.question.policy
    for found in checked.findings:
        rule = found.rule
        if not is_required(rule, policy):
            continue
        skipped = [(missing, path) for each, missing, path in checked.not_checked if each is rule]
        if skipped:
            missing, path = skipped[0]
            yield Reason(Why.REQUIRED, rule, count=len(skipped), missing=missing, path=path)
        elif rule.code in checked.unasked:
            yield Reason(Why.REQUIRED, rule)


def _limited(
    found: RuleFindings, checked: Checked, count: int | None, rate: float | None
) -> Iterator[Reason]:
    """By how much a rule goes beyond what may pass."""
    findings = _counted(found)
    if count is not None and findings > count:
        yield Reason(Why.COUNT, found.rule, findings, allowed=count)
    if rate is not None:
        flagged = flagged_units(found, found.rows, checked.facts)
        judged = max(judged_units(found, checked.facts), flagged)
        if judged and flagged / judged > rate:
            unit = unit_of(found.rule)
            yield Reason(Why.RATE, found.rule, flagged, of=judged, unit=unit, allowed=rate)


def _failing(found: RuleFindings, policy: Policy, *, handoff: bool) -> int:
    """How many findings of a rule the policy fails on.

    What holds an order, or warns beside it, is the handoff's own to count, unless the policy names the rule.
    """
    named = tuple(word for word in policy.fail_on if word in (found.rule.code, found.rule.family))
    number = 0
    for rows in (found.rows, found.systemic) if found.rows.is_empty() else (found.rows,):
        if rows.is_empty():
            continue
        graded = rows.select(
            severity_of(found.rule, rows), concern_of(found.rule, rows), handoff_of(found.rule, rows)
        )
        for severity, concern, held, count in graded.group_by(pl.all()).len().iter_rows():
            words = named if handoff and Handoff(held) is not Handoff.OFF else policy.fail_on
            if fails_on(words, found.rule, Severity(severity), Concern(concern)):
                number += count
    return number


def _counted(found: RuleFindings) -> int:
    return found.rows.height or found.systemic.height
