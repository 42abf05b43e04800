"""The findings about single records, one table per rule, sampled with exact counts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from ..rules.rule import Handoff, Severity
from .inert import inert
from .placed import placed
from .terminal_box import table_box
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ..findings import RuleFindings
    from ..report import Report

#: What only warns is shown more briefly.
_BRIEF = 3
#: So many characters of a cell are shown; the rest is in the file.
_WRITTEN = 60

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_findings(report: Report, console: Console, limit: int | None) -> None:
    """Print the findings that no systemic one explains.

    Args:
        report: the finished run.
        console: where to.
        limit: how many of a rule to show; fewer of what only warns; None for all.
    """
    names = _names(report)
    for title, group, brief in _groups(report):
        if not group:
            continue
        console.print()
        console.rule(Text(title, style="bold"), align="left", characters="-")
        for found in group:
            most = found.shown.height if limit is None else min(limit, _BRIEF) if brief else limit
            _print_rule(report, found, console, most, names)


def _groups(report: Report) -> Iterator[tuple[str, list[RuleFindings], bool]]:
    some = [found for found in report.findings if found.shown.height]
    if report.counts is not None:
        holding = [found for found in some if found.rule.handoff is Handoff.HOLD]
        yield f"{counted(report.counts.held, 'order')} held: what each needs", holding, False
        yield (
            "May go, with a warning",
            [found for found in some if found.rule.handoff is not Handoff.HOLD],
            True,
        )
        return
    for severity, title in (
        (Severity.ERROR, "Errors"),
        (Severity.WARNING, "Warnings"),
        (Severity.NOTE, "Notes"),
    ):
        yield (
            title,
            [found for found in some if found.rule.severity is severity],
            severity is not Severity.ERROR,
        )


def _print_rule(
    report: Report, found: RuleFindings, console: Console, most: int, names: dict[str, str]
) -> None:
    rule = found.rule
    total = found.shown.height
    count = f"{most:,} of {total:,} shown" if most < total else f"{total:,}"
    heading = Text.assemble((f"\n{rule.code} {rule.name}", f"bold {_COLORS[rule.severity]}"), f"  {count}")
    console.print(heading)
    console.print(Text(rule.summary, style="dim"))
    if most == 0:
        return
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("order", overflow="fold")
    table.add_column("where", overflow="fold")
    table.add_column("problem", overflow="fold", ratio=1)
    rows = placed(report, rule, found.shown, personal=True).head(most)
    for told in rows.iter_rows(named=True):
        table.add_row(Text(inert(told["order_id"] or "-")), Text(_where(told, names)), _problem(told))
    console.print(table)


def _where(told: dict[str, Any], names: dict[str, str]) -> str:
    path = inert(names.get(told["path"], told["path"] or ""))
    return path if told["line"] is None else f"{path}:{told['line']}"


def _problem(told: dict[str, Any]) -> Text:
    problem = Text(inert(told["message"] or ""))
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
