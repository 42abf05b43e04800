"""All rules at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .terminal_box import table_box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ..rules.rule import Rule

_COLUMNS = ("code", "name", "severity", "handoff", "concern", "needs", "summary")


def rule_lines(rules: Sequence[Rule]) -> Iterator[str]:
    """A header and one line per rule, tab-separated."""
    yield "\t".join(_COLUMNS) + "\n"
    for rule in rules:
        yield "\t".join(_cells(rule)) + "\n"


def print_rules(rules: Sequence[Rule], console: Console) -> None:
    """Print the rules as a table."""
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("code", no_wrap=True, style="bold")
    table.add_column("severity", no_wrap=True)
    table.add_column("handoff", no_wrap=True)
    table.add_column("concern", no_wrap=True)
    table.add_column("what is wrong, and what it needs", overflow="fold", ratio=1)
    for rule in rules:
        code, name, severity, handoff, concern, needs, summary = _cells(rule)
        what = Text.assemble((name, "bold"), f"\n{summary}", (f"\nneeds {needs}" if needs else "", "dim"))
        table.add_row(code, severity, handoff, concern, what)
    console.print(table)


def _cells(rule: Rule) -> tuple[str, ...]:
    needs = ", ".join(rule.needs)
    return (
        rule.code,
        rule.name,
        rule.severity.value,
        rule.handoff.value,
        rule.concern.value,
        needs,
        rule.summary,
    )
