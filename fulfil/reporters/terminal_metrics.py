"""The metrics on a terminal: every definition with its clock, what is left out, parts, and the Pareto."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .figures import (
    cannot_be_told,
    counts_nothing,
    fraction,
    lack,
    left_out,
    money,
    not_computed,
    percent,
    percentiles,
    value,
)
from .inert import inert
from .terminal_box import table_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ..metrics.result import Figure, MetricResult, Part
    from ..report import Report

#: So many reasons of what is left out are named.
_REASONS = 3


def print_metrics(report: Report, console: Console, limit: int | None) -> None:
    """Print the metrics of an audit; nothing where none were computed.

    Args:
        report: the finished run.
        console: where to.
        limit: how many values of a dimension, and how many rules of the Pareto to show; None for all.
    """
    if not report.metrics:
        return
    counted = [result for result in report.metrics if not result.missing and not counts_nothing(result)]
    console.print()
    console.rule(Text("Metrics", style="bold"), align="left", characters="-")
    if counted:
        console.print(_whole(counted, console))
    for dimension in dict.fromkeys(part.dimension for result in counted for part in result.by):
        console.print()
        console.print(Text(f"Metrics by {dimension}, in the first definition of each", style="bold"))
        console.print(_parts(counted, dimension, console, limit))
    _pareto(report.metrics, console, limit)
    _not_computed(report.metrics, console)


def _whole(counted: Sequence[MetricResult], console: Console) -> Table:
    table = _table(console, "metric", "figure", "of")
    for result in counted:
        metric = result.metric
        title = Text.assemble((f"{metric.code} {metric.name}", "bold"), (f"\nclock: {metric.clock}", "dim"))
        table.add_row(title, "", Text(f"{metric.unit}s", style="dim"))
        for figure in result.figures:
            table.add_row(_named_figure(figure, metric.clock), *_cells(figure))
        if out := left_out(result, _REASONS):
            table.add_row(Text(f"left out: {out}", style="dim"), "", "")
        table.add_section()
    return table


def _table(console: Console, first: str, *numbers: str) -> Table:
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim", expand=True)
    table.add_column(first, overflow="fold", ratio=1)
    for name in numbers:
        table.add_column(name, justify="right", overflow="fold")
    return table


def _cells(figure: Figure) -> tuple[Text, Text]:
    lines = "\n".join(percentiles(figure)) or value(figure)
    return Text(lines, style="bold"), Text("" if figure.missing else fraction(figure))


def _named_figure(figure: Figure, clock: str) -> Text:
    """The definition, with its clock where it is not the metric's."""
    said = [figure.clock] if figure.clock != clock else []
    if figure.missing:
        said = [f"not computed: {lack(figure.missing)}"]
    elif figure.left_out:
        said.append(cannot_be_told(figure))
    return Text.assemble(f"- {figure.name}", (f" ({'; '.join(said)})" if said else "", "dim"))


def _parts(counted: Sequence[MetricResult], dimension: str, console: Console, limit: int | None) -> Table:
    table = _table(console, dimension, "figure", "of")
    for result in counted:
        first = _first(result)
        parts = [p for p in result.by if p.dimension == dimension and p.figures[first].denominator]
        if not parts:
            continue
        name = f"{result.metric.code} {result.metric.name}: {result.figures[first].name}"
        table.add_row(Text(name, style="bold"), "", "")
        shown = _largest(parts, first, limit)
        for part in shown:
            table.add_row(Text(f"  {_named(part)}"), *_cells(part.figures[first]))
        if len(shown) < len(parts):
            table.add_row(Text(f"  {len(parts) - len(shown):,} more (--all)", style="dim"), "", "")
    return table


def _first(result: MetricResult) -> int:
    """The first definition that counted something."""
    return next(i for i, figure in enumerate(result.figures) if figure.denominator)


def _largest(parts: Sequence[Part], first: int, limit: int | None) -> list[Part]:
    """The parts that count most, in their own order."""
    most = sorted(parts, key=lambda part: -part.figures[first].denominator)[:limit]
    return [part for part in parts if part in most]


def _named(part: Part) -> str:
    return "(not told)" if part.value is None else inert(part.value)


def _pareto(results: Sequence[MetricResult], console: Console, limit: int | None) -> None:
    causes = [cause for result in results for cause in result.causes]
    if not causes:
        return
    console.print()
    console.print(Text("Pareto of findings", style="bold"))
    table = _table(console, "rule", "findings", "share", "sum", "orders", "these paid")
    for cause in causes[:limit]:
        table.add_row(
            Text(f"{cause.rule} {cause.name}"),
            f"{cause.findings:,}",
            percent(cause.share),
            percent(cause.cumulative),
            f"{cause.orders:,}",
            Text(inert(money(cause))),
        )
    console.print(table)
    if limit is not None and len(causes) > limit:
        console.print(Text(f"{len(causes) - limit:,} more (--all)", style="dim"))


def _not_computed(results: Sequence[MetricResult], console: Console) -> None:
    empty = [result for result in results if not result.missing and counts_nothing(result)]
    lines = [f"{codes}: {why}" for codes, why in not_computed(results)]
    for result in empty:
        out = left_out(result, _REASONS)
        lines.append(f"{result.metric.code} {result.metric.name}: nothing to count{out and f' ({out})'}")
    if not lines:
        return
    console.print()
    console.print(Text("Metrics not computed", style="bold"))
    for line in lines:
        console.print(Text(f"- {inert(line)}"))
