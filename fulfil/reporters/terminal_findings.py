"""The findings about single records, one table per rule, sampled with exact counts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from ..rules.rule import Handoff, Severity
from .inert import inert
from .placed import NO_FILE, placed, waiting
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

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_findings(report: Report, console: Console, limit: int | None) -> None:
    """Print the findings that no systemic one explains.

    Args:
        report: the finished run.
        console: where to.
        limit: how many of a rule to show; fewer of what only warns; None for all.
    """
    names = _names(report)
    left = {found.rule.code: rows for found in report.findings if (rows := waiting(report, found)).height}
    for title, rules, brief in _groups(
        report, [found.rule for found in report.findings if found.rule.code in left]
    ):
        if not rules:
            continue
        console.print()
        console.rule(Text(title, style="bold"), align="left", characters="-")
        for rule in rules:
            rows = left[rule.code]
            most = rows.height if limit is None else min(limit, _BRIEF) if brief else limit
            _print_rule(rule, rows.height, console, most)
            if most:
                told = placed(report, rule, rows, personal=True).head(most)
                console.print(_table(told, console, names))


def _groups(report: Report, rules: list[Rule]) -> Iterator[tuple[str, list[Rule], bool]]:
    if report.counts is not None:
        holding = [rule for rule in rules if rule.handoff is Handoff.HOLD]
        yield f"{counted(report.counts.held, 'order')} held: what each needs", holding, False
        yield "May go, with a warning", [rule for rule in rules if rule.handoff is not Handoff.HOLD], True
        return
    for severity, title in (
        (Severity.ERROR, "Errors"),
        (Severity.WARNING, "Warnings"),
        (Severity.NOTE, "Notes"),
    ):
        yield title, [rule for rule in rules if rule.severity is severity], severity is not Severity.ERROR


def _print_rule(rule: Rule, total: int, console: Console, most: int) -> None:
    count = f"{most:,} of {total:,} shown" if most < total else f"{total:,}"
    console.print(
        Text.assemble((f"\n{rule.code} {rule.name}", f"bold {_COLORS[rule.severity]}"), f"  {count}")
    )
    console.print(Text(rule.summary, style="dim"))


def _table(told: pl.DataFrame, console: Console, names: dict[str, str]) -> Table:
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("order", overflow="fold")
    table.add_column("where", overflow="fold")
    table.add_column("problem", overflow="fold", ratio=1)
    for finding in told.iter_rows(named=True):
        order = Text(inert(finding["order_id"] or "-"))
        table.add_row(order, Text(_where(finding, names)), _problem(finding))
    return table


def _where(told: dict[str, Any], names: dict[str, str]) -> str:
    path = NO_FILE if told["path"] is None else inert(names.get(told["path"], told["path"]))
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
