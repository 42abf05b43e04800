"""How much each rule found, one line per rule and severity, in the place of single findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..findings import of_severity
from ..rules.rule import Scope, Severity
from .severity_colors import COLORS
from .terminal_box import table_box
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ..report import Report
    from ..rules.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleCount:
    """The findings of a rule that have one severity.

    Args:
        rule: the rule.
        severity: that of these findings; inferred ones and those under an override may have another.
        flagged: findings about single records.
        systemic: findings that explain many rows.
        folded: findings about single records that a systemic one explains.
        judged: how many rows the rule could judge, whatever their severity; None for a rule about files.
    """

    rule: Rule
    severity: Severity
    flagged: int
    systemic: int
    folded: int
    judged: int | None


def rule_counts(report: Report) -> Iterator[RuleCount]:
    """The counts of every rule that found anything: the worst severity first, then in report order."""
    for severity in Severity:
        for found in report.findings:
            rule = found.rule
            parts = (found.shown, found.systemic, found.folded)
            flagged, systemic, folded = (of_severity(rule, rows, severity).height for rows in parts)
            if flagged or systemic or folded:
                judged = None if rule.scope is Scope.EXPORT else found.judged
                yield RuleCount(rule, severity, flagged, systemic, folded, judged)


def statistics_lines(report: Report) -> Iterator[str]:
    """One line per rule and severity: `CODE name: error: 3 findings, 1 cause, 40 explained; 5,000 judged`."""
    for told in rule_counts(report):
        parts = [counted(told.flagged, "finding")] if told.flagged else []
        if told.systemic:
            parts.append(counted(told.systemic, "cause"))
        if told.folded:
            parts.append(f"{told.folded:,} explained")
        judged = "" if told.judged is None else f"; {counted(told.judged, 'row')} judged"
        yield f"{told.rule.code} {told.rule.name}: {told.severity.value}: {', '.join(parts)}{judged}\n"


def print_statistics(report: Report, console: Console) -> None:
    """Print the same as a table; nothing where nothing was found."""
    told = list(rule_counts(report))
    if not told:
        return
    console.print()
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("rule", overflow="fold")
    table.add_column("severity", no_wrap=True)
    for name in ("findings", "causes", "explained", "judged"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in told:
        numbers = (one.flagged, one.systemic, one.folded, one.judged)
        table.add_row(
            Text(f"{one.rule.code} {one.rule.name}"),
            Text(one.severity.value, style=COLORS[one.severity]),
            *("-" if number is None else f"{number:,}" for number in numbers),
        )
    console.print(table)
