"""The report on a terminal: the answer, the causes, the orders, the figures, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from .covered import covered
from .gate_words import gate_lines
from .inert import inert
from .terminal_found import print_found
from .terminal_metrics import print_metrics
from .terminal_notes import print_notes
from .terminal_returns import print_returns
from .terminal_upcoming import print_upcoming
from .verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ..handoff import Written
    from ..report import Report


#: The time that each of so many files covers is told in a line of its own.
_FILES = 6


def print_report(  # noqa: PLR0913  (what is shown of a report)
    report: Report,
    console: Console,
    written: Sequence[Written] = (),
    *,
    limit: int | None,
    notes: bool = False,
    statistics: bool = False,
) -> None:
    """Print a report.

    Args:
        report: the finished run.
        console: where to; personal data is shown.
        written: the files of a handoff.
        limit: how many findings of a rule, or values of a dimension, to show; None for all.
        notes: whether to show findings of severity note, too.
        statistics: whether the findings of each rule are counted in one line, and not listed.
    """
    console.print(Text(inert(verdict(report)), style=_style(report)))
    for line in gate_lines(report):
        console.print(Text(inert(line)))
    for line in covered(report, most=_FILES):
        console.print(Text(inert(line), style="dim"))
    print_found(report, console, limit, notes=notes, statistics=statistics)
    print_upcoming(report, console, limit)
    print_metrics(report, console, limit)
    print_returns(report, console, limit)
    print_notes(report, console, written, limit)


def _style(report: Report) -> str:
    bad = report.found.errors if report.counts is None else report.counts.held + report.unreadable
    return "bold red" if bad else "bold green"
