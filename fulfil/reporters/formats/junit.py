"""The report as JUnit XML: one test case per rule, which fails where the rule reaches the gate.

There is no official schema; this keeps to what the schema of Jenkins' xUnit plugin (`junit-10.xsd`) and
GitLab read. Jenkins cuts a long output anyway, so a test case holds a sample and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..gate_words import reason_words
from ..inert import inert
from ..not_judged import not_judged
from ..placed import NO_FILE, in_full
from ..silence_words import silence_lines
from ..verdict import counted, verdict
from .holding import holding
from .told import told, told_systemic
from .xml_text import attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...findings import RuleFindings
    from ...report import Report
    from .rendering import Rendering

#: So many findings of a rule are told; all of them are in the JSON report.
_MOST: Final = 50
_NO_FILE: Final = "no file tells of what it judges"


def junit_pieces(report: Report, rendering: Rendering) -> Iterator[str]:
    """One test suite in pieces of text: a test case per rule, and one for what the gate decided beside rules.

    A rule that could not be checked at all is skipped, with the reason; before waybills, one that holds an
    order fails. What was found and does not reach the gate stands in the output of a test case that passes.
    It holds no time and no host.

    Args:
        report: the finished run.
        rendering: whether personal data may be shown.
    """
    failing = _failing(report)
    skipped = _skipped(report)
    tests = len(report.findings) + 1
    counts = f'tests="{tests}" failures="{len(failing)}" errors="0"'
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="fulfil" {counts}>\n'
    unchecked = sum(code not in failing for code in skipped)
    yield f'<testsuite name={attribute(_suite(report, rendering))} {counts} skipped="{unchecked}">\n'
    yield f'<testcase name="gate" classname="fulfil">{_failure("gate", failing.get("", ""), "")}'
    said = "".join(f"{inert(line)}\n" for line in (verdict(report), *silence_lines(report.silenced)))
    yield f"<system-out>{text(said)}</system-out></testcase>\n"
    for found in report.findings:
        code = found.rule.code
        lines = _lines(report, found, personal=rendering.personal)
        name = attribute(f"{code} {found.rule.name}")
        yield f'<testcase name={name} classname="fulfil.{found.rule.family}">'
        if code in failing:
            yield _failure(found.rule.severity.value, failing[code], lines)
        elif code in skipped:
            yield f"<skipped message={attribute(inert(skipped[code]))}/>"
        elif lines:
            yield f"<system-out>{text(lines)}</system-out>"
        yield "</testcase>\n"
    yield "</testsuite>\n</testsuites>\n"


def _suite(report: Report, rendering: Rendering) -> str:
    if rendering.of_returns:
        return "fulfil returns"
    return "fulfil audit" if report.counts is None else "fulfil handoff"


def _failing(report: Report) -> Mapping[str, str]:
    """Rule -> why it fails; empty for what is about no rule, such as held orders.

    Before waybills a rule fails that holds an order.
    """
    reasons: dict[str, list[str]] = {}
    for reason in report.gate.reasons:
        reasons.setdefault(reason.rule.code if reason.rule else "", []).append(reason_words(reason))
    for code, number in holding(report).items():
        reasons.setdefault(code, []).append(f"{counted(number, 'finding holds', 'findings hold')} orders.")
    return {code: inert(" ".join(told)) for code, told in reasons.items()}


def _skipped(report: Report) -> Mapping[str, str]:
    """Rule -> why no file allowed to check it."""
    why = {code: reason for codes, reason in not_judged(report) for code in codes.split()}
    return {code: why.get(code, _NO_FILE) for code in report.unasked}


def _failure(kind: str, message: str, lines: str) -> str:
    if not message:
        return ""
    return f"<failure type={attribute(kind)} message={attribute(message)}>{text(lines)}</failure>"


def _lines(report: Report, found: RuleFindings, *, personal: bool) -> str:
    """The first findings of a rule, one line each, causes first, and how many there are."""
    frames = []
    if found.systemic.height:
        frames.append(told_systemic(report, found))
    if found.shown.height:
        frames.append(told(report, found, found.shown, personal=personal))
    total = sum(frame.height for frame in frames)
    if not total:
        return ""
    rows = pl.concat(frames).head(_MOST).with_columns(said=in_full(news=True))
    told_lines = [
        f"{_where(row['file'], row['line'])}: {inert(row['order_id'] or '-')}: {row['said']}"
        for row in rows.iter_rows(named=True)
    ]
    if rows.height < total:
        told_lines.append(f"{rows.height:,} of {counted(total, 'finding')} shown; all are in the JSON report")
    if found.folded.height:
        told_lines.append(f"{counted(found.folded.height, 'finding')} explained by a cause, not shown")
    return "\n".join(told_lines) + "\n"


def _where(path: str | None, line: int | None) -> str:
    name = NO_FILE if path is None else inert(path)
    return name if line is None else f"{name}:{line}"
