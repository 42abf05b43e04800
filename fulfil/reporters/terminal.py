"""The report on a terminal: the answer, the causes, the orders, the figures, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from .covered import covered
from .gate_words import gate_lines
from .inert import inert
from .terminal_findings import print_findings
from .terminal_groups import print_groups
from .terminal_metrics import print_metrics
from .terminal_notes import print_notes
from .terminal_returns import print_returns
from .terminal_systemic import print_systemic
from .terminal_upcoming import print_upcoming
from .untold import untold
from .verdict import counted, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ..handoff import Written
    from ..report import Report


#: The time that each of so many files covers is told in a line of its own.
_FILES = 6


def print_report(
    report: Report,
    console: Console,
    written: Sequence[Written] = (),
    *,
    limit: int | None,
    notes: bool = False,
) -> None:
    """Print a report.

    Args:
        report: the finished run.
        console: where to; personal data is shown.
        written: the files of a handoff.
        limit: how many findings of a rule, or values of a dimension, to show; None for all.
        notes: whether to show findings of severity note, too.
    """
    console.print(Text(inert(verdict(report)), style=_style(report)))
    for line in gate_lines(report):
        console.print(Text(inert(line)))
    for line in covered(report, most=_FILES):
        console.print(Text(inert(line), style="dim"))
    print_systemic(report, console, notes=notes)
    print_groups(report, console, limit, notes=notes)
    print_findings(report, console, limit, notes=notes)
    if not notes and (hidden := untold(report)):
        console.print(f"\n{counted(hidden, 'note')}: --notes shows {'it' if hidden == 1 else 'them'}")
    print_upcoming(report, console, limit)
    print_metrics(report, console, limit)
    print_returns(report, console, limit)
    print_notes(report, console, written, limit)


def _style(report: Report) -> str:
    bad = report.found.errors if report.counts is None else report.counts.held + report.unreadable
    return "bold red" if bad else "bold green"
