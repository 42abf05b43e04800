"""What a format with limits leaves to the JSON report, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...report import Report


def left_out(report: Report, told: int, total: int) -> Iterator[str]:
    """One sentence for what did not fit, and one for what systemic findings explain; none where all is told.

    Args:
        report: the finished run.
        told: how many findings are told.
        total: how many there are to tell.
    """
    if told < total:
        yield f"{told:,} of {counted(total, 'finding')} shown, the worst first; all are in the JSON report"
    if folded := report.found.folded:
        words = counted(folded, "finding is", "findings are")
        yield f"{words} explained by a systemic one and not listed; all are in the JSON report"
