"""What a run rests on: its moment, its policy, what the policy left out, its divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..address.data import DATA_DATE
from .verdict import as_of_line, judges_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..report import Report


def rests_on(report: Report) -> Iterator[str]:
    """One sentence each, for the end of a report."""
    yield as_of_line(report)
    if report.judged_by:
        *below, last = report.judged_by
        over = f", over {', '.join(reversed(below))}" if below else ""
        yield f"The limits are those of {last}{over}."
    if report.off:
        yield f"By the policy not checked: {' '.join(_off(report))}."
    for override in report.unfit:
        where = " and ".join(f"{name} “{value}”" for name, value in override.places.items())
        yield f"No row is judged by the override for {where}."
    if report.policy.overrides:
        yield "Figures count by the policy without its overrides."
    if judges_addresses(report):
        yield f"Addresses are judged by the administrative divisions of {DATA_DATE}."


def _off(report: Report) -> Iterator[str]:
    """The rules that are off; a family of which none is on by its name alone."""
    on = {found.rule.family for found in report.findings}
    yield from dict.fromkeys(rule.code if rule.family in on else rule.family for rule in report.off)
