"""What the gate decided, in words; each kind of reason has one sentence with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gate import Why
from .not_judged import lack_words
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..gate import Gate, Reason
    from ..report import Report

#: What the first line of a handoff tells anyway.
_TOLD_BEFORE = (Why.HELD, Why.UNREADABLE)


def gate_lines(report: Report) -> Iterator[str]:
    """The gate's decision and its reasons, one sentence each.

    Of a handoff only what the first line does not say: held orders and unreadable records are counted there.
    """
    gate = report.gate
    if report.counts is None:
        yield _decision(gate)
    for reason in gate.reasons:
        if reason.why not in (Why.FINDINGS, *_TOLD_BEFORE):
            yield reason_words(reason)
    if report.counts is not None and (told := _by_findings(gate)):
        yield f"The gate is reached by {told}."


def reason_words(reason: Reason) -> str:
    """One reason as a sentence."""
    code = reason.rule.code if reason.rule is not None else ""
    allowed = reason.allowed or 0
    match reason.why:
        case Why.FINDINGS:
            return f"{code} has {counted(reason.count, 'finding')} that the policy fails on."
        case Why.COUNT:
            return f"{code} has {counted(reason.count, 'finding')}, where {allowed:,.0f} may pass."
        case Why.RATE:
            share = f"{reason.count:,} of {reason.of:,} {reason.unit} ({_percent(reason.count / reason.of)})"
            return f"{code} is found in {share}, where {_percent(allowed)} may pass."
        case Why.REQUIRED:
            return f"{code} is required and was not checked: {_lack(reason)}."
        case Why.HELD:
            return f"{counted(reason.count, 'order')} {'is' if reason.count == 1 else 'are'} held."
        case Why.UNREADABLE:
            return f"{counted(reason.count, 'record')} could not be read."


def _decision(gate: Gate) -> str:
    words = _listed(gate.fail_on)
    if not gate.reached:
        return f"The gate is not reached; it fails on {words}."
    told = _by_findings(gate)
    return f"The gate is reached by {told}; it fails on {words}." if told else "The gate is reached."


def _by_findings(gate: Gate) -> str:
    found = [reason for reason in gate.reasons if reason.why is Why.FINDINGS and reason.rule is not None]
    if not found:
        return ""
    total = counted(sum(reason.count for reason in found), "finding")
    return f"{total} of {_listed([reason.rule.code for reason in found if reason.rule is not None])}"


def _lack(reason: Reason) -> str:
    if not reason.missing:
        return "no file tells of what it judges"
    more = f" and {counted(reason.count - 1, 'more file')}" if reason.count > 1 else ""
    return f"{lack_words(reason.missing)} ({reason.path}{more})"


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
