"""Writes each record of one export into the file of its fate, byte for byte as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..exports.aside_words import aside_words
from ..facts.spine import lines_of
from ..tables import COLUMNS
from .fates import Fate
from .record_text import raw_cells, replace_cells, suffix, write_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..exports.export import Export
    from .batch_folder import BatchFolder, CheckedFile
    from .fates import Fates

#: Records are copied in windows of about this many bytes.
_WINDOW = 8 << 20

HELD_COLUMNS = ("fulfil_rules", "fulfil_problem", "fulfil_suggestion")
FIXED_COLUMN = "fulfil_fixed"
NOT_DUE_COLUMN = "fulfil_reason"
ASIDE_COLUMNS = ("fulfil_line", "fulfil_reason", "record")


@dataclass(frozen=True, slots=True)
class FateFiles:
    """Writes the records of one export.

    Args:
        export: the export.
        fates: what the gate decided.
        folder: where the files go.
    """

    export: Export
    fates: Fates
    folder: BatchFolder

    def write(self, aside: pl.DataFrame) -> dict[str, int]:
        """Write all files of the export; `ready` and `held` always, the others where not empty.

        Args:
            aside: the records that are no rows (see `exports.export.ASIDE`).

        Returns:
            Fate -> number of records.
        """
        rows = lines_of(self.fates.rows, self.export.index)
        added = self._added_columns()
        self._begin(Fate.READY, ())
        self._begin(Fate.HELD, (*added, *HELD_COLUMNS))
        counts = dict.fromkeys((fate.value for fate in Fate), 0)
        for window in _windows(rows):
            for (fate,), group in window.group_by("fate", maintain_order=True):
                counts[str(fate)] += group.height
                self._write(Fate(fate), group, window, added)
        others = aside.filter(pl.col("reason") != "blank")
        counts[Fate.ASIDE.value] = others.height
        if others.height:
            self._write_aside(others)
        return counts

    def name(self, fate: Fate) -> str:
        """The name of a fate's file."""
        return f"{self.export.source.stem}.{fate.value}.csv"

    def _added_columns(self) -> tuple[str, ...]:
        """Fields that held or fixed orders need and the export has no column for."""
        feeds = self.export.recognition.columns.feeds
        wanted = self.fates.needs | set(self.fates.cures["field"].to_list())
        return tuple(name for name in COLUMNS if name in wanted and name not in feeds)

    def _write(self, fate: Fate, group: pl.DataFrame, window: pl.DataFrame, added: tuple[str, ...]) -> None:
        first, last = window.row(0, named=True), window.row(-1, named=True)
        start = int(first["offset"])
        raw = self.export.source.read_at(start, int(last["offset"]) + int(last["length"]) - start)
        if fate is Fate.READY:
            self._out(fate).write(self._encoded(b"".join(self._whole_records(raw, start, group))))
            return
        if fate is Fate.NOT_DUE:
            self._begin(fate, (NOT_DUE_COLUMN,))
            tails = [(reason,) for reason in group["due"].cast(pl.String).to_list()]
            self._append(fate, raw, start, group, tails)
            return
        if fate is Fate.HELD:
            told = group.join(self.fates.problems, on="order", how="left", maintain_order="left")
            blank = ("",) * len(added)
            texts = told.select("rules", "problem", "suggestion").fill_null("").rows()
            self._append(fate, raw, start, group, [(*blank, *text) for text in texts])
            return
        self._begin(fate, (*added, FIXED_COLUMN))
        self._write_fixed(raw, start, group, added)

    def _write_fixed(self, raw: bytes, start: int, group: pl.DataFrame, added: tuple[str, ...]) -> None:
        cured: dict[int, list[tuple[str, str | None, str, str]]] = {}
        for row, *cure in self.fates.cures.join(group.select("row"), on="row", how="semi").iter_rows():
            cured.setdefault(row, []).append((cure[0], cure[1], cure[2], cure[3]))
        known = self.export.recognition
        records, tails = [], []
        for row, record in zip(group["row"], self._records(raw, start, group), strict=True):
            text = record.decode(self.export.encoding.codec)
            new: dict[str, str] = {}
            changes: dict[int, str] = {}
            for field, old, value, _ in cured.get(row, []):
                if field in known.columns.feeds:
                    changes[known.columns.feeds[field].cells[0]] = value
                elif old is not None and (renamed := self._renamed(text, old, value)):
                    text = renamed
                else:
                    new[field] = value
            records.append(self._encode(replace_cells(text, changes, known.dialect) if changes else text))
            said = "; ".join(f"{code} {field} {value}" for field, _, value, code in cured.get(row, []))
            tails.append((*(new.get(name, "") for name in added), said))
        self._join(Fate.FIXED, records, tails)

    def _renamed(self, record: str, old: str, value: str) -> str | None:
        """The record with a name replaced in its address text; None where that does not hold the name."""
        known = self.export.recognition
        address = known.columns.feeds.get("address") or known.columns.feeds.get("street")
        cells = list(raw_cells(record, known.dialect))
        for at in address.cells if address else ():
            # Only the first cell that holds something was read.
            if cells[at].strip(f"{known.dialect.quote} \t"):
                if old not in cells[at]:
                    return None
                cells[at] = cells[at].replace(old, value, 1)
                return known.dialect.delimiter.join(cells)
        return None

    def _append(
        self, fate: Fate, raw: bytes, start: int, group: pl.DataFrame, tails: Sequence[tuple[str, ...]]
    ) -> None:
        self._join(fate, self._records(raw, start, group), tails)

    def _join(self, fate: Fate, records: Sequence[bytes], tails: Sequence[tuple[str, ...]]) -> None:
        dialect, end = self.export.recognition.dialect, self._line_end()
        distinct = {tail: self._encode(suffix(tail, dialect)) for tail in set(tails)}
        data = b"".join(
            self._own(record) + distinct[tail] + end for record, tail in zip(records, tails, strict=True)
        )
        self._out(fate).write(self._encoded(data))

    def _write_aside(self, others: pl.DataFrame) -> None:
        self._begin(Fate.ASIDE, ASIDE_COLUMNS, header=False)
        dialect, end = self.export.recognition.dialect, self._line_end()
        lines = []
        for offset, length, line, reason in others.select("offset", "length", "line", "reason").iter_rows():
            text = self.export.source.read_at(offset, length).decode(
                self.export.encoding.codec, errors="replace"
            )
            cells = (str(line), aside_words(reason), text.strip("\r\n"))
            lines.append(self._encode(suffix(cells, dialect)[1:]) + end)
        self._out(Fate.ASIDE).write(self._encoded(b"".join(lines)))

    def _begin(self, fate: Fate, columns: tuple[str, ...], *, header: bool = True) -> None:
        file = self._out(fate)
        if file.size:
            return
        dialect = self.export.recognition.dialect
        bom = self.export.source.read_at(0, self.export.encoding.bom)
        first = b""
        if header:
            first = self._header()
        names = suffix(columns, dialect)
        line = first + self._encode(names if header else names[1:]) + self._line_end()
        mark = b"\xef\xbb\xbf" if self.export.source.write_encoding else bom
        file.write(self._encoded(mark + line))

    def _header(self) -> bytes:
        """The header without its line end; one over several rows becomes one record of the joined words."""
        record, dropped = self.export.recognition.header, self.export.recognition.columns.dropped
        if record.rows > 1:
            dialect = self.export.recognition.dialect
            kept = [write_cell(cell, dialect) for at, cell in enumerate(record.cells) if at not in dropped]
            return self._encode(dialect.delimiter.join(kept))
        raw = self.export.source.read_at(record.offset, record.end - record.offset)
        return self._own(raw.rstrip(b"\r\n"))

    def _whole_records(self, raw: bytes, start: int, group: pl.DataFrame) -> list[bytes]:
        """Runs of neighbouring records, with a line end behind the file's last one."""
        if self.export.recognition.columns.dropped:
            return [self._own(record) + self._line_end() for record in self._records(raw, start, group)]
        end = (pl.col("offset") + pl.col("length")).shift(1)
        runs = (
            group.lazy()
            .with_columns(_run=(pl.col("offset") != end).fill_null(value=True).cum_sum())
            .group_by("_run", maintain_order=True)
            .agg(pl.col("offset").first(), pl.col("length").sum())
            .collect()
        )
        starts = (runs["offset"] - start).to_list()
        ends = (runs["offset"] - start + runs["length"]).to_list()
        pieces = [raw[begin:end] for begin, end in zip(starts, ends, strict=True)]
        if pieces and not pieces[-1].endswith((b"\n", b"\r")):
            pieces.append(self._line_end())
        return pieces

    def _records(self, raw: bytes, start: int, group: pl.DataFrame) -> list[bytes]:
        starts = (group["offset"] - start).to_list()
        lengths = group["length"].to_list()
        return [raw[at : at + n].rstrip(b"\r\n") for at, n in zip(starts, lengths, strict=True)]

    def _own(self, record: bytes) -> bytes:
        """The record without the cells that an earlier run wrote about it."""
        known = self.export.recognition
        dropped = known.columns.dropped
        if not dropped:
            return record
        cells = raw_cells(record.decode(self.export.encoding.codec), known.dialect)
        kept = [cell for at, cell in enumerate(cells) if at not in dropped]
        return self._encode(known.dialect.delimiter.join(kept))

    def _out(self, fate: Fate) -> CheckedFile:
        return self.folder.file(self.name(fate))

    def _line_end(self) -> bytes:
        record = self.export.recognition.header
        raw = self.export.source.read_at(record.offset, record.end - record.offset)
        return raw[len(raw.rstrip(b"\r\n")) :] or b"\r\n"

    def _encode(self, text: str) -> bytes:
        return text.encode(self.export.encoding.codec, errors="replace")

    def _encoded(self, data: bytes) -> bytes:
        """The bytes in the encoding of the input, where that was transcribed to be read."""
        wide = self.export.source.write_encoding
        return data.decode("utf-8").encode(wide) if wide else data


def _windows(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Rows in windows of about `_WINDOW` bytes, in the order of the file."""
    if rows.is_empty():
        return
    number = ((rows["offset"] - rows["offset"][0]) // _WINDOW).alias("_window")
    for _, window in rows.with_columns(number).group_by("_window", maintain_order=True):
        yield window.drop("_window")
