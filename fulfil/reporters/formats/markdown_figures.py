"""The headline figure of each metric, one line each; the others are in the JSON report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..figures import fraction, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...report import Report


def figure_lines(report: Report) -> Iterator[str]:
    """The first definition of every metric that counted anything, as `M02 name: 97.3 % (94 / 97 orders)`."""
    for result in report.metrics:
        known = (figure for figure in result.figures if not figure.missing and figure.denominator)
        for figure in () if result.missing else known:
            of = f"{fraction(figure)} {result.metric.unit}s"
            yield f"{result.metric.code} {result.metric.name}: {value(figure)} ({of}; {figure.name})"
            break
