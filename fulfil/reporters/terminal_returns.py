"""Returns on a terminal: the answer, how long each stage takes, how cases end, what is owed, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from .covered import covered
from .gate_words import gate_lines
from .inert import inert
from .returns_answer import returns_answer
from .terminal_found import print_found
from .terminal_notes import print_list, print_notes
from .terminal_returns_cases import print_apart, print_open, print_outcomes, print_owed
from .terminal_returns_parts import print_compared, print_from_orders, print_parts
from .terminal_returns_time import print_answers, print_order_to_refund, print_stages, print_waterfall
from .verdict import verdict

if TYPE_CHECKING:
    from rich.console import Console

    from ..metrics.returns.result import ReturnsFigures
    from ..report import Report

#: The time that each of so many files covers is told in a line of its own.
_FILES = 6


def print_returns_report(
    report: Report,
    console: Console,
    *,
    limit: int | None,
    notes: bool = False,
    statistics: bool = False,
) -> None:
    """Print a report about returns: its answer first, the figures, and then the findings.

    Args:
        report: the finished run.
        console: where to.
        limit: how many findings of a rule, cases that are owed something, or values of a dimension to show;
            None for all.
        notes: whether to show findings of severity note, too.
        statistics: whether the findings of each rule are counted in one line, and not listed.
    """
    figures = report.returns
    bad = figures is not None and figures.past_legal
    console.print(Text(inert(returns_answer(figures)), style="bold red" if bad else "bold green"))
    console.print(Text(inert(verdict(report))))
    for line in gate_lines(report):
        console.print(Text(inert(line)))
    for line in covered(report, most=_FILES):
        console.print(Text(inert(line), style="dim"))
    if figures is not None:
        _figures(figures, report, console, limit)
    if not statistics and any(found.systemic.height for found in report.findings):
        console.print()
    print_found(report, console, limit, notes=notes, statistics=statistics)
    print_notes(report, console, (), limit)


def print_returns(report: Report, console: Console, limit: int | None) -> None:
    """Print the returns of an audit, under a heading of their own; nothing where there are none.

    Args:
        report: the finished run.
        console: where to.
        limit: how many cases that are owed something, or values of a dimension, to show; None for all.
    """
    if report.returns is None:
        return
    console.print()
    console.rule(Text("Returns", style="bold"), align="left", characters="-")
    console.print(Text(inert(returns_answer(report.returns)), style="bold"))
    _figures(report.returns, report, console, limit)


def _figures(figures: ReturnsFigures, report: Report, console: Console, limit: int | None) -> None:
    if figures.period is not None:
        first, last = figures.period
        told = f"Period: {first} to {last}; what was under way in it, and the time inside it."
        console.print(Text(told, style="dim"))
    if report.compared is not None:
        print_compared(report.compared, console, limit)
    print_stages(figures, console)
    print_waterfall(figures, console)
    print_outcomes(figures, console)
    print_open(figures, console)
    if figures.number:
        print_owed("Overdue, and still owed", figures.overdue, report, console, limit)
    if figures.due_soon is not None:
        print_owed("Due soon", figures.due_soon, report, console, limit)
    print_order_to_refund(figures, console)
    print_answers(figures, console)
    print_parts(figures, console, limit)
    print_from_orders(figures, console)
    print_apart(figures, console)
    print_list(console, "About these figures", figures.notes)
