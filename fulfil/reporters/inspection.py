"""What an export is, in words: facts, columns, records and samples, for a screen or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..exports.aside_words import aside_words
from ..exports.export import NON_ORDERS
from ..personal import MASK, is_personal
from ..tables import Subject
from .inert import inert
from .terminal_box import table_box
from .verdict import UNCONFIRMED, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ..inspect import Inspection, Mapped, Sample

#: What a screen shows of long lists; a pipe gets everything.
_MOST_HEADERS = 60
_MOST_UNREADABLE = 10

_GRAINS = {
    "order": "one order",
    "line": "one line of an order",
    "parcel": "one parcel",
    "parcel_line": "one line in a parcel",
    "return": "one return",
    "return_line": "one line of a return",
    "record": "a line of an order, a parcel or a return, as it says itself",
}
_REPEATS = {
    "all": "; what concerns the whole order is repeated on each",
    "blank": "; what concerns the whole order stands on its first record",
    "summary": "; an order with several lines has a summary above them, which is no line",
}
_LINES = {
    Subject.ORDERS: ("line of an order", "lines of orders"),
    Subject.SHIPMENTS: ("shipment line", "shipment lines"),
    Subject.RETURNS: ("return line", "return lines"),
}

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
    for subject in found.told:
        mapped = [column for column in found.columns if column.subject is subject]
        _heading(console, f"Columns of {subject.value}", len(mapped))
        columns = _table(console, "column", "header")
        for column in mapped:
            columns.add_row(column.name, Text(inert(_headers(column))))
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
    for column in found.columns:
        yield f"column: {_name(column.subject, column.name)} <- {inert(_headers(column))}\n"
    for header in found.unrecognised:
        yield f"not recognised: {inert(header)}\n"
    for number, reason in _records(found):
        yield f"records: {number} {reason}\n"
    yield f"records: {found.rows + sum(found.aside.values())} in all, each of them in one of these lines\n"
    for line, reason, text in found.unreadable.iter_rows():
        shown = inert(text or "") if personal else MASK
        yield f"{inert(found.path)}:{line}: {aside_words(reason)}: {shown}\n"
    for sample in found.samples:
        for name, value in _values(sample, personal=personal):
            yield f"{inert(found.path)}:{sample.line}: {_name(sample.subject, name)} = {value}\n"


def _facts(found: Inspection) -> Iterator[tuple[str, str]]:
    yield "file", found.path
    yield "kind", f"{found.title} [{found.profile}]"
    yield "because", found.why
    proof = found.evidence
    checked = f", checked {proof.date}" if proof.date else ""
    yield "known by", f"grade {proof.grade}{checked}: {proof.source}"
    lost = f"; {counted(found.undecodable, 'line')} cannot be decoded" if found.undecodable else ""
    yield "encoding", f"{found.encoding} ({_HOW.get(found.how, found.how)}){lost}"
    if found.how != "workbook":
        yield "delimiter", _DELIMITERS.get(found.delimiter, found.delimiter)
    yield "header", f"{'row' if found.how == 'workbook' else 'line'} {found.header_line}"
    yield "one record", f"is {_GRAINS[found.grain]}{_REPEATS.get(found.repeat, '')}"
    yield "times", f"are in {found.zone} where they have no offset"
    if proof.grade == "C" and not found.assumed:
        yield "unconfirmed", UNCONFIRMED
    for name, what in found.hidden.items():
        yield "hidden", f"{name} is {what.replace('_', ' ')} by the platform, and not judged"
    for note in found.notes:
        yield "note", note
    for sheet, why in found.left_out:
        yield "left out", f"the sheet “{sheet}”: {why}"
    for assumption in found.assumed:
        yield "assumed", assumption


def _headers(column: Mapped) -> str:
    joint = {"join": " + ", "first": " or else ", "same": " = ", "sum": " + ", "difference": " less "}
    headers = joint.get(column.how, ", ").join(column.headers) or "(the same in every such file)"
    return f"a part of {headers}" if column.how == "part" else headers


def _name(subject: Subject, name: str) -> str:
    return name if subject is Subject.ORDERS else f"{subject.value}.{name}"


def _records(found: Inspection) -> Iterator[tuple[int, str]]:
    """Every record of the file, by what became of it; the numbers add up to the file."""
    told = " and ".join(counted(n, *_LINES[subject]) for subject, n in found.told.items() if n)
    yield found.rows, f"read as {told or 'rows'}"
    for reason in (*NON_ORDERS, *(r for r in found.aside if r not in NON_ORDERS)):
        if found.aside.get(reason):
            yield found.aside[reason], "blank" if reason == "blank" else aside_words(reason)


def _values(sample: Sample, *, personal: bool) -> Iterator[tuple[str, str]]:
    for name, value in sample.values.items():
        yield name, inert(value) if personal or not is_personal(name, sample.subject) else MASK


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
    for subject in found.told:
        samples = [sample for sample in found.samples if sample.subject is subject]
        if samples:
            _print_columns(found, subject, samples, console)


def _print_columns(found: Inspection, subject: Subject, samples: list[Sample], console: Console) -> None:
    table = _table(console, subject.value, *(f"line {sample.line}" for sample in samples))
    for column in found.columns:
        values = [sample.values.get(column.name) for sample in samples]
        if column.subject is subject and any(values):
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
