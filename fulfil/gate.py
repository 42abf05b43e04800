"""The exit code of a run, by its report alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ExitCode
from .findings import of_severity
from .rules.rule import Concern, Handoff, Severity

if TYPE_CHECKING:
    from .findings import RuleFindings
    from .report import Report


def exit_code(report: Report, *, zero: bool = False) -> ExitCode:
    """Whether the gate was reached.

    A handoff reaches it when an order is held, a record cannot be read, or an error was found that holds no
    order (the courier's form disagrees); an audit when an integrity rule of severity error found anything,
    folded or not. Service findings never reach it, and inferred ones count one severity lower.

    Args:
        report: the finished run.
        zero: answer `CLEAN` whatever was found.
    """
    reached = _handoff(report) if report.counts is not None else any(map(_breaks, report.findings))
    return ExitCode.GATE if reached and not zero else ExitCode.CLEAN


def _handoff(report: Report) -> bool:
    held = report.counts.held if report.counts is not None else 0
    unheld = any(_breaks(found) for found in report.findings if found.rule.handoff is Handoff.OFF)
    return held > 0 or report.unreadable > 0 or unheld


def _breaks(found: RuleFindings) -> bool:
    rule = found.rule
    return rule.concern is Concern.INTEGRITY and any(
        of_severity(rule, rows, Severity.ERROR).height for rows in (found.rows, found.systemic)
    )
