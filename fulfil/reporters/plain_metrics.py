"""The metrics as plain lines for a pipe or a file: everything, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import cannot_be_told, findings, fraction, lack, left_out, money, not_computed, percent, value
from .inert import inert
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..metrics.result import Cause, Figure, MetricResult
    from ..report import Report


def metric_lines(report: Report) -> Iterator[str]:
    """Every definition of every metric: `metric M02 name: definition: 97.3 % (numerator / denominator) …`.

    Parts carry the dimension and its value in brackets.
    """
    for result in report.metrics:
        name = f"metric {result.metric.code} {result.metric.name}"
        if result.missing:
            continue
        for figure in result.figures:
            yield f"{name}: {_told(figure, result)}\n"
        for part in result.by:
            named = "(not told)" if part.value is None else inert(part.value)
            for figure in part.figures:
                if not figure.missing:
                    yield f"{name} [{part.dimension} {named}]: {_told(figure, result)}\n"
        if out := left_out(result):
            yield f"{name}: left out: {out}\n"
        for cause in result.causes:
            yield from _cause(name, cause)
    for codes, why in not_computed(report.metrics):
        yield f"metrics not computed: {codes}: {why}\n"


def _told(figure: Figure, result: MetricResult) -> str:
    if figure.missing:
        return f"{figure.name}: not computed: {lack(figure.missing)}"
    said = [f"clock: {figure.clock}", cannot_be_told(figure)]
    of = f"{fraction(figure)} {result.metric.unit}s"
    return f"{figure.name}: {value(figure)} ({of}; {'; '.join(part for part in said if part)})"


def _cause(name: str, cause: Cause) -> Iterator[str]:
    paid = f", which paid {inert(money(cause))}" if cause.money else ""
    shares = f"{percent(cause.share)}, {percent(cause.cumulative)} with those before"
    hit = f"{counted(cause.orders, 'order')} hit{paid}"
    yield f"{name}: {cause.rule} {cause.name}: {findings(cause.findings)} ({shares}); {hit}\n"
    for week in cause.weeks:
        which = week.week or "not told"
        told = f"{findings(week.findings)} in {counted(week.orders, 'order')}"
        yield f"{name}: {cause.rule} {cause.name} [week {which}]: {told}\n"
