"""Runs a handoff and takes its files apart again, so that nothing can be lost unseen."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from fulfil.audit import Question
from fulfil.exports.export import NON_ORDERS, Export, Reading, Rows
from fulfil.exports.opening import open_export
from fulfil.handoff import Handoff, Request, handoff
from fulfil.handoff.record_text import raw_cells
from fulfil.tables import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

FATES = ("ready", "fixed", "held", "not_due")


@dataclass(frozen=True)
class Record:
    """One record of a file: the order, and the bytes without the line end."""

    order_id: str | None
    raw: bytes


def run(
    path: str | Path,
    out: str | Path,
    *,
    fix: bool = False,
    form: str | None = None,
    reading: Reading | None = None,
) -> Handoff:
    """Hand a file off with the defaults."""
    question = Question(only_due=True, reading=reading or Reading())
    return handoff([str(path)], question, Request(str(out), fix=fix, form=form))


def fate_file(path: str | Path, out: str | Path, fate: str) -> Path:
    """Where the records of one fate stand."""
    name = Path(path).name.removesuffix(".gz")
    return Path(out) / f"{Path(name).stem}.{fate}.csv"


def rows_of(path: str | Path, reading: Reading | None = None) -> list[Record]:
    """The records of an export that are rows."""
    with open_export(str(path), reading=_orders_only(reading)) as export:
        return [record for record, aside in _records(export) if not aside]


def _orders_only(reading: Reading | None) -> Reading:
    return replace(reading or Reading(), subjects=frozenset({Subject.ORDERS}))


def _records(export: Export) -> Iterator[tuple[Record, str]]:
    for block in export.blocks():
        orders = block.parts[Subject.ORDERS].table
        for offset, length, order_id in orders.select("offset", "length", "order_id").iter_rows():
            yield Record(order_id, _bytes(export, offset, length)), ""
        for offset, length, reason in block.aside.select("offset", "length", "reason").iter_rows():
            yield Record(None, _bytes(export, offset, length)), reason


def _bytes(export: Export, offset: int, length: int) -> bytes:
    return export.source.read_at(offset, length).rstrip(b"\r\n")


def prove_tiles(path: str | Path, reading: Reading | None = None) -> tuple[int, int]:
    """Every byte of a file belongs to one record; returns the number of rows and of other records."""
    with open_export(str(path), reading=reading) as export:
        blocks = list(export.blocks())
        header = export.recognition.header
        places = [export.titles().select("offset", "length")]
        tables = [rows_of_block(b) for b in blocks]
        places += [frame.select("offset", "length") for frame in (*tables, *(b.aside for b in blocks))]
        every = pl.concat([f.cast(pl.UInt64) for f in places]).sort("offset")
        tiles = [*every.iter_rows(), (header.offset, header.end - header.offset)]
        at = export.encoding.bom
        for offset, length in sorted(tiles):
            assert offset == at, (path, offset, at)
            at = offset + length
        assert at == export.source.size
        rows = sum(table.height for table in tables)
        others = pl.concat([export.titles(), *(b.aside for b in blocks)])
        _prove_numbers(blocks)
        return rows, others.height


def rows_of_block(block: Rows) -> pl.DataFrame:
    """The places of the records of a block that are rows, each once: `offset length record`."""
    tables = [part.table.select("offset", "length", "record") for part in block.parts.values()]
    return pl.concat(tables).unique().sort("offset")


def _prove_numbers(blocks) -> None:
    numbers = [n for b in blocks for n in rows_of_block(b)["record"].to_list()]
    numbers += [n for b in blocks for n in b.aside.filter(pl.col("reason") != "blank")["record"].to_list()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def prove_conservation(
    path: str | Path, out: str | Path, done: Handoff, reading: Reading | None = None
) -> None:
    """The files of a batch hold the records of the export: each once, byte for byte, an order whole."""
    codec = done.report.files[0].encoding
    with open_export(str(path), reading=_orders_only(reading)) as export:
        width, dialect = export.recognition.columns.width, export.recognition.dialect
        known = export.encoding.codec
        originals = list(_records(export))
        titles = export.titles()
    fates: dict[str, set[str]] = {}
    found: Counter[bytes] = Counter()
    asked = Reading(encoding=codec)
    for fate in FATES:
        file = fate_file(path, out, fate)
        if not file.exists():
            assert fate not in {"ready", "held"}
            continue
        records = rows_of(file, asked)
        assert len(records) == done.report.files[0].fates[fate]
        for record in records:
            cells = list(raw_cells(record.raw.decode(known), dialect))
            found[dialect.delimiter.join(cells[:width]).encode(known)] += 1
            if record.order_id is not None and fate != "not_due":
                fates.setdefault(record.order_id, set()).add(fate)
    assert found == Counter(record.raw for record, aside in originals if not aside)
    assert all(len(several) == 1 for several in fates.values()), fates
    others = [reason for _, reason in originals if reason and reason != "blank"]
    others += [reason for reason in titles["reason"] if reason != "blank"]
    assert len(others) == done.report.files[0].fates["aside"] == len(aside_lines(path, out, codec))
    assert done.report.unreadable == sum(reason not in NON_ORDERS for reason in others)


def aside_lines(path: str | Path, out: str | Path, codec: str) -> list[list[str]]:
    """The cells of the aside file, without its header."""
    file = fate_file(path, out, "aside")
    if not file.exists():
        return []
    text = file.read_bytes().decode("utf-8-sig" if codec == "utf-8" else codec, "replace")
    first = text.splitlines()[0]
    delimiter = next(d for d in ",\t;|" if f"fulfil_line{d}" in first)
    quoting = csv.QUOTE_MINIMAL if '"' in text else csv.QUOTE_NONE
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))[1:]
