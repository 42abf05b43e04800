"""How many notes a terminal leaves out until somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.rule import Severity
from .terminal_findings import by_severity, told

if TYPE_CHECKING:
    from ..report import Report


def untold(report: Report) -> int:
    """The number of findings of severity note that are not shown: all of an audit, and of a handoff some."""
    if report.counts is None:
        return report.found.notes
    alone = sum(some[1].height for some in by_severity(report) if not told(report, some))
    return alone + sum(f.systemic.height for f in report.findings if f.rule.severity is Severity.NOTE)
