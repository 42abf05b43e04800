"""Why a finding is silenced, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....suppression.silencing import By, State
from ...inert import inert

if TYPE_CHECKING:
    from ....report import Report


def why_silent(report: Report, row: dict[str, Any]) -> str:
    """The reason that the ignore file gives, or that the baseline holds the finding.

    Args:
        report: the finished run.
        row: a finding (see `told.COLUMNS`); its order may be that of several shops, which have entries of
            their own: then all their reasons are told.
    """
    silenced = report.silenced
    if row["suppressed"] == By.BASELINE:
        return inert(f"in the baseline {silenced.baseline.path}" if silenced.baseline else "in the baseline")
    reasons = [
        f"{told.entry.reason} (until {told.entry.until})"
        for told in silenced.entries
        if told.state is State.USED and (told.entry.rule, told.entry.order) == (row["rule"], row["order_id"])
    ]
    return inert("; ".join(dict.fromkeys(reasons)) or f"ignored by {silenced.ignored}")
