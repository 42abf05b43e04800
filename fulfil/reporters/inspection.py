"""What an export is, in words: facts, columns, records and samples, for a screen or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..exports.aside_words import aside_words
from ..exports.export import NON_ORDERS
from ..messages import MASK
from ..tables import COLUMNS
from .inert import inert
from .terminal_box import table_box
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ..inspect import Inspection, Sample

#: What a screen shows of long lists; a pipe gets everything.
_MOST_HEADERS = 60
_MOST_UNREADABLE = 10

_DELIMITERS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "vertical bar"}
_HOW = {
    "forced": "as you said",
    "bom": "by its byte order mark",
    "utf-8": "it fits",
    "profile": "the encoding of this kind of file, and it fits",
    "gb18030": "it fits, and UTF-8 does not",
    "workbook": "workbooks have no other",
}


def print_inspection(found: Inspection, console: Console) -> None:
    """Print an inspection on a terminal: personal data is shown, long lists are cut, with counts."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in _facts(found):
        grid.add_row(name, Text(inert(text)))
    console.print(grid)
    _heading(console, "Columns", len(found.columns))
    columns = _table(console, "column", "header")
    for name, headers in _columns(found):
        columns.add_row(name, Text(inert(headers)))
    console.print(columns)
    shown = found.unrecognised[:_MOST_HEADERS]
    _heading(console, "Headers not recognised", len(found.unrecognised), len(shown))
    if shown:
        console.print(Text(inert(", ".join(shown))))
    _heading(console, "Records", sum(found.aside.values()) + found.rows)
    records = Table.grid(padding=(0, 2))
    records.add_column(justify="right")
    records.add_column(overflow="fold")
    for number, reason in _records(found):
        records.add_row(f"{number:,}", reason)
    console.print(records)
    _print_unreadable(found, console)
    _print_samples(found, console)


def inspection_lines(found: Inspection, *, personal: bool) -> Iterator[str]:
    """The same as plain lines, nothing cut; `personal` says whether personal data may be shown."""
    for name, text in _facts(found):
        yield f"{name}: {inert(text)}\n"
    for name, headers in _columns(found):
        yield f"column: {name} <- {inert(headers)}\n"
    for header in found.unrecognised:
        yield f"not recognised: {inert(header)}\n"
    for number, reason in _records(found):
        yield f"records: {number} {reason}\n"
    for line, reason, text in found.unreadable.iter_rows():
        shown = inert(text or "") if personal else MASK
        yield f"{inert(found.path)}:{line}: {aside_words(reason)}: {shown}\n"
    for sample in found.samples:
        for name, value in _values(sample, personal=personal):
            yield f"{inert(found.path)}:{sample.line}: {name} = {value}\n"


def _facts(found: Inspection) -> Iterator[tuple[str, str]]:
    yield "file", found.path
    yield "kind", f"{found.title} [{found.profile}]"
    yield "because", found.why
    proof = found.evidence
    yield "known by", f"grade {proof.grade}, checked {proof.date}: {proof.source}"
    lost = f"; {counted(found.undecodable, 'line')} cannot be decoded" if found.undecodable else ""
    yield "encoding", f"{found.encoding} ({_HOW.get(found.how, found.how)}){lost}"
    yield "delimiter", _DELIMITERS.get(found.delimiter, found.delimiter)
    yield "header", f"line {found.header_line}"
    yield "one record", f"is one {'line of an order' if found.grain == 'line' else 'order'}"
    yield "times", f"are in {found.zone} where they have no offset"
    for assumption in found.assumed:
        yield "assumed", assumption


def _columns(found: Inspection) -> Iterator[tuple[str, str]]:
    joint = {"join": " + ", "first": " or else ", "same": " = "}
    for column in found.columns:
        yield column.name, joint.get(column.how, ", ").join(column.headers) or "(the same in every such file)"


def _records(found: Inspection) -> Iterator[tuple[int, str]]:
    yield found.rows, "line of an order" if found.rows == 1 else "lines of orders"
    for reason in (*NON_ORDERS, *(r for r in found.aside if r not in NON_ORDERS)):
        if found.aside.get(reason):
            yield found.aside[reason], "blank" if reason == "blank" else aside_words(reason)


def _values(sample: Sample, *, personal: bool) -> Iterator[tuple[str, str]]:
    for name, value in sample.values.items():
        yield name, inert(value) if personal or not COLUMNS[name].personal else MASK


def _print_unreadable(found: Inspection, console: Console) -> None:
    if found.unreadable.is_empty():
        return
    shown = found.unreadable.head(_MOST_UNREADABLE)
    _heading(console, "Records that could not be read", found.unreadable.height, shown.height)
    table = _table(console, "line", "why", "text")
    for line, reason, text in shown.iter_rows():
        table.add_row(str(line), aside_words(reason).removeprefix("unreadable: "), Text(inert(text or "")))
    console.print(table)


def _print_samples(found: Inspection, console: Console) -> None:
    if not found.samples:
        return
    _heading(console, "As read", found.rows, len(found.samples))
    table = _table(console, "column", *(f"line {sample.line}" for sample in found.samples))
    for column in found.columns:
        values = [sample.values.get(column.name) for sample in found.samples]
        if any(values):
            table.add_row(column.name, *(Text(inert(value or "")) for value in values))
    console.print(table)


def _heading(console: Console, title: str, total: int, shown: int | None = None) -> None:
    count = f"{shown:,} of {total:,} shown" if shown is not None and shown < total else f"{total:,}"
    console.print()
    console.print(Text.assemble((title, "bold"), f"  {count}"))


def _table(console: Console, *titles: str) -> Table:
    table = Table(box=table_box(console), pad_edge=False, show_edge=False, header_style="dim")
    for title in titles:
        table.add_column(title, overflow="fold")
    return table
