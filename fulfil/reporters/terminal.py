"""The report on a terminal: the answer, the causes, the orders, the figures, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from .inert import inert
from .terminal_findings import print_findings
from .terminal_metrics import print_metrics
from .terminal_notes import print_notes
from .terminal_systemic import print_systemic
from .verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ..handoff import Written
    from ..report import Report


def print_report(
    report: Report, console: Console, written: Sequence[Written] = (), *, limit: int | None
) -> None:
    """Print a report.

    Args:
        report: the finished run.
        console: where to; personal data is shown.
        written: the files of a handoff.
        limit: how many findings of a rule, or values of a dimension, to show; None for all.
    """
    console.print(Text(inert(verdict(report)), style=_style(report)))
    print_systemic(report, console)
    print_findings(report, console, limit)
    print_metrics(report, console, limit)
    print_notes(report, console, written, limit)


def _style(report: Report) -> str:
    bad = report.found.errors if report.counts is None else report.counts.held + report.unreadable
    return "bold red" if bad else "bold green"
