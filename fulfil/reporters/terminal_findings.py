"""The findings about single records, one table per rule, sampled with exact counts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from ..findings import of_severity
from ..rules.rule import Handoff, Severity
from .group_findings import alone
from .inert import inert
from .placed import NEW_TEXT, NO_FILE, placed
from .severity_colors import COLORS
from .terminal_box import table_box
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl
    from rich.console import Console

    from ..report import Report
    from ..rules.rule import Rule

#: What only warns is shown more briefly.
_BRIEF = 3
#: So many characters of a cell are shown; the rest is in the file.
_WRITTEN = 60


#: A rule with those of its findings that stand together, and their severity.
Some = tuple["Rule", "pl.DataFrame", Severity]


def print_findings(report: Report, console: Console, limit: int | None, *, notes: bool) -> None:
    """Print the findings that no systemic one explains, and that no sibling group tells of.

    Args:
        report: the finished run.
        console: where to.
        limit: how many of a rule to show; fewer of what only warns; None for all.
        notes: whether findings of severity note are shown.
    """
    names = _names(report)
    for title, some, brief in _groups(
        report, [one for one in by_severity(report) if notes or told(report, one)]
    ):
        if not some:
            continue
        console.print()
        console.rule(Text(title, style="bold"), align="left", characters="-")
        for rule, rows, severity in some:
            most = rows.height if limit is None else min(limit, _BRIEF) if brief else limit
            _print_rule(rule, severity, rows.height, console, most)
            if most:
                worded = placed(report, rule, rows, personal=True).head(most)
                console.print(_table(worded, console, names))


def by_severity(report: Report) -> Iterator[Some]:
    """The findings that stand alone; those of a rule are told apart where some are inferred."""
    for found in report.findings:
        rows = alone(report, found)
        for severity in Severity:
            if (some := of_severity(found.rule, rows, severity)).height:
                yield found.rule, some, severity


def told(report: Report, some: Some) -> bool:
    """Whether a terminal tells findings that nobody asked for: no notes, unless the gate warns of them."""
    rule, _, severity = some
    return severity is not Severity.NOTE or (report.counts is not None and rule.handoff is not Handoff.OFF)


def _groups(report: Report, findings: list[Some]) -> Iterator[tuple[str, list[Some], bool]]:
    if report.counts is not None:
        holding = [some for some in findings if some[0].handoff is Handoff.HOLD]
        yield f"{counted(report.counts.held, 'order')} held: what each needs", holding, False
        others = [some for some in findings if some[0].handoff is not Handoff.HOLD]
        yield "May go, with a warning", others, True
        return
    for severity, title in (
        (Severity.ERROR, "Errors"),
        (Severity.WARNING, "Warnings"),
        (Severity.NOTE, "Notes"),
    ):
        yield title, [some for some in findings if some[2] is severity], severity is not Severity.ERROR


def _print_rule(rule: Rule, severity: Severity, total: int, console: Console, most: int) -> None:
    count = f"{most:,} of {total:,} shown" if most < total else f"{total:,}"
    console.print(Text.assemble((f"\n{rule.code} {rule.name}", f"bold {COLORS[severity]}"), f"  {count}"))
    console.print(Text(rule.summary, style="dim"))


def _table(worded: pl.DataFrame, console: Console, names: dict[str, str]) -> Table:
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("order", overflow="fold")
    table.add_column("where", overflow="fold")
    table.add_column("problem", overflow="fold", ratio=1)
    for finding in worded.iter_rows(named=True):
        order = Text(inert(finding["order_id"] or "-"))
        table.add_row(order, Text(_where(finding, names)), _problem(finding))
    return table


def _where(told: dict[str, Any], names: dict[str, str]) -> str:
    path = NO_FILE if told["path"] is None else inert(names.get(told["path"], told["path"]))
    return path if told["line"] is None else f"{path}:{told['line']}"


def _problem(told: dict[str, Any]) -> Text:
    problem = Text(NEW_TEXT if told.get("new") else "", style="bold")
    problem.append(inert(told["message"] or ""), style="not bold")
    if told["written"]:
        written = inert(told["written"])
        shown = written if len(written) <= _WRITTEN else written[:_WRITTEN] + "..."
        problem.append(f": “{shown}”", style="bold")
    if told["suggestion"]:
        problem.append(f"\n> {inert(told['suggestion'])}", style="green")
    return problem


def _names(report: Report) -> dict[str, str]:
    """File names without their folders, where that keeps them apart."""
    names = {file.path: PurePath(file.path).name for file in report.files}
    return names if len(set(names.values())) == len(names) else {path: path for path in names}
