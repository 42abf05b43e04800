"""Which rules hold orders before waybills, and by how many findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...findings import handoff_of
from ...handoff.fates import Fate
from ...rules.rule import Handoff

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...findings import RuleFindings
    from ...report import Report


def holding(report: Report) -> Mapping[str, int]:
    """Rule -> how many of its findings hold an order, or stand for a record that cannot be read.

    Findings that a systemic one explains are counted, and the systemic ones, too. Empty for an audit.
    """
    if report.counts is None:
        return {}
    counted = {found.rule.code: _holding(report, found) for found in report.findings}
    return {code: number for code, number in counted.items() if number}


def _holding(report: Report, found: RuleFindings) -> int:
    rows = found.rows.filter(handoff_of(found.rule, found.rows) == Handoff.HOLD.value)
    number = rows.height
    if number and "row" in rows.columns:
        fates = report.spine["fate"].cast(str).gather(rows["row"])
        number = int((fates.is_null() | (fates == Fate.HELD.value)).sum())
    causes = found.systemic.filter(handoff_of(found.rule, found.systemic) == Handoff.HOLD.value)
    return number + (causes.height if report.counts is not None and report.counts.held else 0)
