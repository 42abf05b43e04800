"""What falls due next, as a table, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .amounts import hours_text
from .inert import inert
from .terminal_box import table_box
from .upcoming_lines import nothing_due, placed_upcoming

if TYPE_CHECKING:
    from rich.console import Console

    from ..report import Report


def print_upcoming(report: Report, console: Console, limit: int | None) -> None:
    """Print what falls due next, where somebody asked.

    Args:
        report: the finished run.
        console: where to.
        limit: how many to show; None for all.
    """
    if report.upcoming is None:
        return
    rows = placed_upcoming(report)
    span = hours_text(report.upcoming.hours)
    console.print()
    console.rule(Text(f"Due within {span}", style="bold"), align="left", characters="-")
    if rows.is_empty():
        console.print(nothing_due(report))
        return
    shown = rows if limit is None else rows.head(limit)
    count = f"{shown.height:,} of {rows.height:,} shown" if shown.height < rows.height else f"{rows.height:,}"
    console.print(Text(f"\n{count}, most urgent first"))
    if shown.is_empty():
        return
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("left", no_wrap=True, justify="right")
    table.add_column("until", no_wrap=True)
    table.add_column("order", overflow="fold")
    table.add_column("what", overflow="fold", ratio=1)
    several = shown["shop"].n_unique() > 1
    for row in shown.iter_rows(named=True):
        what = Text(row["kind"], style="bold")
        parcel = " ".join(inert(row[name]) for name in ("carrier", "tracking_number") if row[name])
        what.append(f" {parcel}" if parcel else "", style="not bold")
        what.append(f"\nby {inert(row['source'] or 'an unnamed promise')}", style="not bold dim")
        order = Text(inert(row["order_id"] or "-"))
        order.append(f"\n{inert(row['shop'])}" if several and row["shop"] else "", style="dim")
        table.add_row(hours_text(row["hours"]), row["until"], order, what)
    console.print(table)
