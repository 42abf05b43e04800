"""One order's whole life on a terminal, in one screen."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..findings import severity_of
from ..rules.rule import Severity
from .amounts import quantity
from .content_label import content_label
from .inert import inert
from .order_words import (
    content_words,
    line_amounts,
    line_words,
    parcel_name,
    parcel_state,
    promise_words,
    return_words,
    sibling_words,
    state,
    times_words,
)
from .placed import placed
from .severity_colors import COLORS
from .terminal_box import table_box
from .verdict import as_of_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from ..order_life import OrderLife, Parcel, Return
    from ..report import Report


def print_lives(lives: Sequence[OrderLife], report: Report, console: Console) -> None:
    """Print the lives of the orders that have an id; personal data is shown."""
    for life in lives:
        _print(life, report, console)
        console.print()
    zones = " and ".join(dict.fromkeys(life.zone for life in lives))
    console.print(Text(f"Times are told in {zones}. {as_of_line(report)}", style="dim"))


def _print(life: OrderLife, report: Report, console: Console) -> None:
    where = f"  {life.place.path}:{life.place.line}"
    words = [f"shop {life.shop}" if life.shop else "", life.platform or "", state(life.status)]
    title = ", ".join(inert(word) for word in words if word)
    console.print(
        Text.assemble(("Order " + inert(life.order_id), "bold"), f" ({title})", (inert(where), "dim"))
    )
    if life.siblings:
        inferred = " (put together by shop, buyer, address and time)" if life.inferred else ""
        names = ", ".join(inert(sibling_words(sibling)) for sibling in life.siblings)
        console.print(Text(f"{counted(len(life.siblings), 'sibling order')}{inferred}: {names}"))
    times = ", ".join(times_words(life.times, life.zone))
    cancelled = f" by the {life.cancelled_by}" if life.cancelled_by else ""
    to = f"; to {inert(life.province)}" if life.province else ""
    console.print(Text(f"{times}{cancelled}{to}"))
    for promise in life.promises:
        console.print(Text(f"promise: {inert(promise_words(promise, life, report.as_of))}"))
    _lines(life, console)
    _parcels(life, console)
    _returns(life, console)
    _findings(life, report, console)


def _table(console: Console, title: str, columns: Iterable[tuple[str, bool]]) -> Table:
    console.print(Text(f"\n{title}", style="bold"))
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    for name, number in columns:
        table.add_column(name, overflow="fold", justify="right" if number else "left")
    return table


def _lines(life: OrderLife, console: Console) -> None:
    if not life.lines:
        return
    amounts = ("ordered", "cancelled", "due", "shipped", "returned")
    table = _table(console, "Lines", [("line", False), ("SKU", False), *((name, True) for name in amounts)])
    for line in life.lines:
        told = line_amounts(line)
        short = line.due is not None and line.shipped is not None and line.shipped < line.due
        shipped = Text(told["shipped"], style="bold red" if short or line.excess else "")
        sku = Text.assemble(inert(line.sku or "-"), (f"\n{inert(line_words(line))}", "dim"))
        cells = (shipped if name == "shipped" else told[name] for name in amounts)
        table.add_row(Text(inert(line.line_id or "-")), sku, *cells)
    console.print(table)


def _parcels(life: OrderLife, console: Console) -> None:
    console.print(Text("\nParcels", style="bold"))
    if not life.parcels:
        console.print("none")
    for parcel in life.parcels:
        console.print(_parcel(parcel, life))


def _parcel(parcel: Parcel, life: OrderLife) -> Tree:
    label = Text(inert(parcel_name(parcel)), style="bold")
    label.append(f"  {inert(parcel_state(parcel))}", style="not bold")
    times = ", ".join(times_words(parcel.times, life.zone))
    label.append(f"\n{times}" if times else "", style="not bold dim")
    tree = Tree(label, guide_style="dim")
    for content in parcel.contents:
        text = content_label(content.sku, content.quantity, [asdict(unit) for unit in content.units])
        text.append(f" ({inert(content_words(content, life))})", style="not bold dim")
        tree.add(text)
    return tree


def _returns(life: OrderLife, console: Console) -> None:
    if not life.returns:
        return
    table = _table(console, "Returns", [("return", False), ("SKU", False), ("", True), ("what", False)])
    for told in life.returns:
        table.add_row(
            Text(inert(told.return_id or "-")),
            Text(inert(told.sku or "-")),
            "?" if told.quantity is None else quantity(told.quantity),
            _return(told, life),
        )
    console.print(table)


def _return(told: Return, life: OrderLife) -> Text:
    text = Text(", ".join(inert(word) for word in return_words(told)))
    if told.comment:
        text.append(f"\n“{inert(told.comment)}”")
    if told.times:
        text.append("\n" + ", ".join(times_words(told.times, life.zone)), style="dim")
    return text


def _findings(life: OrderLife, report: Report, console: Console) -> None:
    """Those of the order first, then those of its siblings; the gravest first."""
    told = []
    for found in life.findings:
        worded = placed(report, found.rule, found.rows, personal=True)
        for row, severity in zip(worded.to_dicts(), severity_of(found.rule, worded), strict=True):
            told.append((row["row"] not in life.own_rows, list(Severity).index(severity), found.rule, row))
    if not told:
        console.print(Text("\nNo findings.", style="bold"))
        return
    table = _table(console, "Findings", [("rule", False), ("where", False), ("problem", False)])
    for sibling, rank, rule, row in sorted(told, key=lambda one: one[:2]):
        severity = list(Severity)[rank]
        problem = Text(inert(row["message"] or ""))
        if row["suggestion"]:
            problem.append(f"\n> {inert(row['suggestion'])}", style="green")
        whose = f"sibling {row['order_id'] or '-'}\n" if sibling else ""
        code = Text.assemble((rule.code, COLORS[severity]), f"\n{severity.value}")
        table.add_row(
            code,
            Text(inert(whose.strip()) + "\n" * bool(whose) + inert(f"{row['path']}:{row['line']}")),
            problem,
        )
    console.print(table)
