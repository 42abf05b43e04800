"""What was found, on a terminal: causes, groups, and single findings; or only how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .statistics import print_statistics
from .terminal_findings import print_findings
from .terminal_groups import print_groups
from .terminal_systemic import print_systemic
from .untold import untold
from .verdict import counted

if TYPE_CHECKING:
    from rich.console import Console

    from ..report import Report


def print_found(
    report: Report, console: Console, limit: int | None, *, notes: bool, statistics: bool
) -> None:
    """Print the findings.

    Args:
        report: the finished run.
        console: where to.
        limit: how many findings of a rule to show; None for all.
        notes: whether to show findings of severity note, too.
        statistics: whether the findings of each rule are counted in one line, and not listed.
    """
    if statistics:
        print_statistics(report, console)
        return
    print_systemic(report, console, notes=notes)
    print_groups(report, console, limit, notes=notes)
    print_findings(report, console, limit, notes=notes)
    if not notes and (hidden := untold(report)):
        console.print(f"\n{counted(hidden, 'note')}: --notes shows {'it' if hidden == 1 else 'them'}")
