"""What stands below the findings: what was not checked, set aside and written, and the run's ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from rich.table import Table
from rich.text import Text

from ..exports.aside_words import aside_words
from ..exports.export import NON_ORDERS
from .inert import inert
from .not_judged import not_judged
from .rests_on import rests_on
from .silence_words import baseline_lines, difference_lines, entry_lines, ignored_line
from .terminal_box import table_box
from .verdict import UNCONFIRMED, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from ..file_report import FileReport
    from ..handoff import Written
    from ..report import Report


def print_notes(report: Report, console: Console, written: Sequence[Written], limit: int | None) -> None:
    """Print what a reader must know beside the findings.

    Args:
        report: the finished run.
        console: where to.
        written: the files of a handoff.
        limit: how many unreadable records to show; None for all.
    """
    silenced = report.silenced
    quiet = [*ignored_line(silenced), *entry_lines(silenced, used=False), *baseline_lines(silenced.baseline)]
    print_list(console, "Ignored, and old", quiet)
    print_list(console, "What has changed", list(difference_lines(silenced.difference)))
    print_list(console, "Not checked", [f"{codes}: {reason}" for codes, reason in not_judged(report)])
    _unreadable(report, console, limit)
    print_list(console, "Files", list(_files(report)))
    if written:
        _written(console, written)
    console.print()
    for line in rests_on(report):
        console.print(Text(inert(line), style="dim"))


def print_list(console: Console, title: str, lines: Sequence[str]) -> None:
    """Print lines under a title; nothing where there are none."""
    if not lines:
        return
    console.print()
    console.print(Text(title, style="bold"))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row("-", Text(inert(line)))
    console.print(grid)


def _files(report: Report) -> Iterator[str]:
    for file in report.files:
        yield f"{file.path}: {file.title}; {_contents(file)}"
        if file.unconfirmed and not file.assumed:
            yield f"{file.path}: {UNCONFIRMED}"
        for other, number in file.superseded.items():
            newer = report.files[other].path
            yield f"{file.path}: overlaps with {newer}, which counts for {counted(number, 'row')} of it"
        for assumption in file.assumed:
            yield f"{file.path}: assumed: {assumption}"
    for path, same in report.copies:
        yield f"{path}: the same bytes as {same}, read once"


def _contents(file: FileReport) -> str:
    parts = [f"{reason} {number:,}" for reason, number in file.lines.items()]
    others = [
        f"{aside_words(reason)} {number:,}"
        for reason, number in file.aside.items()
        if reason in NON_ORDERS[1:]
    ]
    told = f"{counted(file.rows, 'line')} ({', '.join(parts)})" if parts else counted(file.rows, "line")
    return f"{told}; set aside: {', '.join(others)}" if others else told


def _unreadable(report: Report, console: Console, limit: int | None) -> None:
    broken = report.aside.filter(~pl.col("reason").is_in(NON_ORDERS))
    if broken.is_empty():
        return
    shown = broken if limit is None else broken.head(limit)
    count = (
        f"{shown.height:,} of {broken.height:,} shown"
        if shown.height < broken.height
        else f"{broken.height:,}"
    )
    console.print()
    console.print(Text.assemble(("Records that could not be read", "bold"), f"  {count}"))
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("where", overflow="fold")
    table.add_column("why", overflow="fold")
    table.add_column("text", overflow="fold", ratio=1)
    for file, line, reason, text in shown.select("file", "line", "reason", "text").iter_rows():
        why = aside_words(reason).removeprefix("unreadable: ")
        table.add_row(Text(inert(f"{report.files[file].path}:{line}")), why, Text(inert(text or "")))
    console.print(table)


def _written(console: Console, written: Sequence[Written]) -> None:
    console.print()
    console.print(Text("Written", style="bold"))
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("records", justify="right")
    table.add_column("fate", no_wrap=True)
    table.add_column("file", overflow="fold")
    for file in written:
        table.add_row(f"{file.records:,}", file.fate.replace("_", " "), Text(inert(file.path)))
    console.print(table)
