"""How many notes a terminal leaves out until somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..findings import of_severity
from ..rules.rule import Severity
from .group_findings import in_groups
from .terminal_findings import by_severity, told

if TYPE_CHECKING:
    from ..report import Report


def untold(report: Report) -> int:
    """The number of findings of severity note that are not shown."""
    note = Severity.NOTE
    alone = sum(some[1].height for some in by_severity(report) if not told(report, some))
    grouped = sum(of_severity(f.rule, in_groups(report, f), note).height for f in report.findings)
    systemic = sum(f.systemic.height for f in report.findings if f.rule.severity is note)
    return alone + grouped + systemic
