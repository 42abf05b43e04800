"""Findings as the rows of one table, the same for every format that lists them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from ...findings import concern_of, of_severity, severity_of
from ...fingerprints import with_fingerprints
from ...rules.rule import Severity
from ..placed import placed, placed_systemic, waiting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...findings import RuleFindings
    from ...report import Report

#: What a finding tells of itself; named as in the JSON report.
COLUMNS: Final = (
    "rule",
    "name",
    "severity",
    "concern",
    "order_id",
    "file",
    "record",
    "line",
    "message",
    "suggestion",
    "systemic",
    "folded",
    "inferred",
    "suppressed",
    "new",
    "fingerprint",
)

#: What a finding may have been given, and the type of it.
_MARKS: Final = {"suppressed": pl.String(), "new": pl.Boolean(), "fingerprint": pl.String()}


def told(
    report: Report, found: RuleFindings, rows: pl.DataFrame, *, personal: bool, folded: bool = False
) -> pl.DataFrame:
    """Findings about single records.

    Args:
        report: the run.
        found: the findings of the rule.
        rows: those to tell.
        personal: whether personal data may be shown.
        folded: what the column `folded` says of them.

    Returns:
        `COLUMNS` (`fingerprint` is null where none was given, see `fingerprinted`; `suppressed` where the
        finding counts; `new` where there is no earlier report), the path as `file`, and
        `written` (see `placed`) and `explains` (null).
    """
    frame = placed(report, found.rule, rows, personal=personal)
    return _table(found, frame, systemic=False, folded=folded)


def told_systemic(report: Report, found: RuleFindings) -> pl.DataFrame:
    """Findings that explain many rows; `explains` says how many. See `told`."""
    frame = placed_systemic(report, found).with_columns(
        written=pl.lit(None, pl.String), inferred=pl.lit(value=False)
    )
    return _table(found, frame, systemic=True, folded=False)


def ranked(report: Report, *, personal: bool) -> Iterator[pl.DataFrame]:
    """What somebody has to look at, by urgency: causes of many findings first, then the worst.

    Findings that a systemic one explains are left out, and so are those that a handoff has cured.

    Yields:
        Tables as `told` gives them, each of one rule, and but for the systemic ones of one severity.
    """
    for severity in Severity:
        for found in report.findings:
            if of_severity(found.rule, found.systemic, severity).height:
                yield told_systemic(report, found).filter(pl.col("severity") == severity.value)
    frames: dict[str, pl.DataFrame] = {}
    for severity in Severity:
        for found in report.findings:
            waits = waiting(report, found)
            if of_severity(found.rule, waits, severity).is_empty():
                continue
            code = found.rule.code
            if code not in frames:
                frames[code] = told(report, found, waits, personal=personal)
            yield frames[code].filter(pl.col("severity") == severity.value)


def listed(
    report: Report, findings: Iterable[RuleFindings], *, personal: bool, folded: bool
) -> Iterator[pl.DataFrame]:
    """Findings rule by rule, those about single records that a systemic one explains or does not."""
    for found in findings:
        rows = found.folded if folded else found.shown
        if rows.height:
            yield told(report, found, rows, personal=personal, folded=folded)


def causes(report: Report, findings: Iterable[RuleFindings]) -> Iterator[pl.DataFrame]:
    """Systemic findings, rule by rule."""
    for found in findings:
        if found.systemic.height:
            yield told_systemic(report, found)


def silent(report: Report, *, personal: bool) -> Iterator[pl.DataFrame]:
    """What the ignore file or the baseline silences, rule by rule; `suppressed` says which of them."""
    findings = report.silenced.findings
    yield from causes(report, findings)
    for folded in (False, True):
        yield from listed(report, findings, personal=personal, folded=folded)


def fingerprinted(report: Report) -> Report:
    """The report whose findings have fingerprints; those that have them already keep them."""
    found, silenced = (
        (_fingerprinted(each, report) for each in findings)
        for findings in (report.findings, report.silenced.findings)
    )
    return replace(report, findings=tuple(found), silenced=replace(report.silenced, findings=tuple(silenced)))


def _fingerprinted(found: RuleFindings, report: Report) -> RuleFindings:
    # Most rules find nothing, and many small steps over nothing add up.
    nothing = found.rows.is_empty() and found.systemic.is_empty()
    return found if nothing else with_fingerprints(found, report.known)


def _table(found: RuleFindings, frame: pl.DataFrame, *, systemic: bool, folded: bool) -> pl.DataFrame:
    rule = found.rule
    explains = pl.col("rows").cast(pl.UInt32) if "rows" in frame.columns else pl.lit(None, pl.UInt32)
    marks = [
        pl.col(name) if name in frame.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in _MARKS.items()
    ]
    return frame.with_columns(severity_of(rule, frame), concern_of(rule, frame)).select(
        *marks,
        rule=pl.lit(rule.code),
        name=pl.lit(rule.name),
        severity="severity",
        concern="concern",
        order_id="order_id",
        file="path",
        record="record",
        line="line",
        message="message",
        suggestion="suggestion",
        systemic=pl.lit(systemic),
        folded=pl.lit(folded),
        inferred="inferred",
        written="written",
        explains=explains,
    )
