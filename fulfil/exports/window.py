"""One window of a file: proved records column by column, the others by the careful reader."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from .careful import Reason, Record, read_records, split_lines
from .lines import Lines, taken_for_packed
from .proof import REASONS, Kind, Proof

if TYPE_CHECKING:
    from .dialect import Dialect

TEXT_KEPT: Final = 4096
"""Characters of a record set aside that are kept; its bytes can be read again by offset."""

PLACE: Final = {"offset": pl.UInt64, "length": pl.UInt64, "line": pl.UInt64}
ASIDE: Final = pl.Schema(
    {**PLACE, "reason": pl.String, "cells": pl.UInt32, "position": pl.UInt64, "text": pl.String}
)

_CAREFUL: Final = 2
_NOT_READ: Final = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """What is the same for all windows of a file.

    Attributes:
        codec: encoding of the bytes.
        dialect: delimiter and quoting.
        width: cells of a record.
        wanted: indices of the cells to keep, ascending, at least one.
        prove: False reads everything carefully.
    """

    codec: str
    dialect: Dialect
    width: int
    wanted: tuple[int, ...]
    prove: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Whole lines of a file.

    Attributes:
        raw: the bytes; not empty.
        offset: where they start in the source; a record starts there.
        line: the number of the first physical line.
        complete: whether they reach to the end of the file.
    """

    raw: bytes
    offset: int
    line: int
    complete: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What was read of a window.

    Attributes:
        rows: `offset length line`, then the wanted cells, one row per readable record.
        aside: see `ASIDE`.
    """

    rows: pl.DataFrame
    aside: pl.DataFrame


@dataclass(slots=True)
class _Walk:
    """How far a window was read, and by whom: `runs` of lines with the hypothesis that holds for them."""

    end: int
    line: int
    runs: list[tuple[int, int]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Where the records of a window are. `read` gives their cells, and may run in another thread.

    Attributes:
        end: offset of the first record that is not among them: bytes behind the window could change it.
        line: its physical line.
    """

    end: int
    line: int
    _window: Window
    _layout: Layout
    _walk: _Walk
    _proved: tuple[Lines, Proof, pl.DataFrame] | None

    def read(self) -> Reading:
        """Read the records that were found."""
        if self._proved is None:
            return _reading(self._walk, [], [], self._layout)
        lines, proof, records = self._proved
        rows = _rows(records.filter(pl.col("kind") == Kind.GOOD), lines, self._layout, literal=proof.literal)
        if rows is None:
            return find_records(self._window, replace(self._layout, prove=False)).read()
        aside = _aside(records.filter(pl.col("kind") != Kind.GOOD), lines, proof)
        return _reading(self._walk, [rows], [aside], self._layout)


def find_records(window: Window, layout: Layout) -> Found:
    """Find the records of a window, up to the first one that the bytes behind the window could change."""
    proved = None
    if layout.prove:
        lines = Lines(window.raw, layout.codec)
        literal = not layout.dialect.quoted or not _quoted_cells(lines.encoded, layout.dialect.delimiter)
        proof = Proof(lines.frame, layout.dialect, layout.width, literal=literal)
        walk = _walked(window, layout, lines, proof)
        proved = lines, proof, _placed(_proved(walk, proof), window, lines)
    else:
        walk = _Walk(window.offset, window.line)
        _read_carefully(walk, window, layout)
    return Found(walk.end, walk.line, window, layout, walk, proved)


def _quoted_cells(encoded: bytes, delimiter: str) -> bool:
    """Whether any cell starts with a quote; if not, every quote is an ordinary character."""
    if b'"' not in encoded:
        return False
    return encoded.startswith(b'"') or any(
        mark in encoded for mark in (f'{delimiter}"'.encode(), b'\n"', b'\r"')
    )


def _walked(window: Window, layout: Layout, lines: Lines, proof: Proof) -> _Walk:
    """Follow the hypothesis that holds until something is unsure; let the careful reader find the way on."""
    count = lines.frame.height
    walk = _Walk(window.offset, window.line)
    unsure: dict[int, list[int]] = {}
    at = 0
    while at < count:
        hypothesis = proof.hypothesis(at)
        if hypothesis not in unsure:
            unsure[hypothesis] = proof.unsure(hypothesis)
        index = bisect_left(unsure[hypothesis], at)
        stop = unsure[hypothesis][index] if index < len(unsure[hypothesis]) else count
        walk.runs.append((hypothesis, stop - at))
        walk.end = window.offset + int(lines.edges[stop])
        walk.line = window.line + stop + lines.breaks_before(stop)
        if stop == count:
            break
        used = _read_carefully(walk, window, layout, one_step=True)
        if used is None:
            walk.runs.append((_NOT_READ, count - stop))
            break
        walk.runs.append((_CAREFUL, used))
        at = stop + used
    return walk


def _read_carefully(walk: _Walk, window: Window, layout: Layout, *, one_step: bool = False) -> int | None:
    """Read on from where the walk is: to the end, or with `one_step` until a record ends at an LF.

    Returns:
        How many lines that end at LF (or with the file) were used up; None if the last record goes on
        behind the window.
    """
    ahead = split_lines(
        window.raw, layout.codec, at=walk.end - window.offset, offset=window.offset, number=walk.line
    )
    behind = window.offset + len(window.raw)
    used = 0
    for record in read_records(ahead, layout.dialect, layout.width, complete=window.complete):
        walk.records.append(record)
        last = record.lines[-1]
        walk.end = last.offset + last.length
        walk.line = last.number + 1
        used += sum(line.ends_with_lf for line in record.lines)
        if walk.end == behind:
            return used + (not last.ends_with_lf)
        if one_step and last.ends_with_lf:
            return used
    return None


def _proved(walk: _Walk, proof: Proof) -> pl.DataFrame:
    hypotheses = sorted({who for who, lines in walk.runs if lines and who < _CAREFUL})
    if len(walk.runs) == 1:
        return proof.records(hypotheses[0])
    runs = pl.DataFrame(walk.runs, schema={"who": pl.UInt8, "lines": pl.UInt32}, orient="row")
    who = runs.select(pl.col("who").repeat_by("lines").explode()).to_series().drop_nulls()
    taken = [proof.records(0).clear()]
    for hypothesis in hypotheses:
        records = proof.records(hypothesis)
        taken.append(records.filter(who.gather(records["first"]) == hypothesis))
    return pl.concat(taken).sort("first")


def _placed(records: pl.DataFrame, window: Window, lines: Lines) -> pl.DataFrame:
    start = lines.edges.gather(records["first"])
    line = records["first"].cast(pl.UInt64) + window.line
    if lines.breaks is not None:
        line += lines.breaks.gather(records["first"])
    return records.with_columns(
        offset=start + window.offset,
        length=lines.edges.gather(records["first"] + records["count"]) - start,
        line=line,
    )


def _rows(records: pl.DataFrame, lines: Lines, layout: Layout, *, literal: bool) -> pl.DataFrame | None:
    """The cells of proved records by Polars; None if it disagrees about them after all."""
    if records.is_empty():
        return _empty_rows(layout)
    encoded = _joined_runs(records, lines)
    # Something stands before a text that Polars would take for packed bytes; it has to be a whole record.
    before = taken_for_packed(encoded)
    if before:
        encoded = b"-" + layout.dialect.delimiter.encode() * (layout.width - 1) + b"\n" + encoded
    cells = pl.read_csv(
        encoded,
        has_header=False,
        separator=layout.dialect.delimiter,
        quote_char=None if literal else '"',
        columns=layout.wanted,
        infer_schema=False,
        empty_string_is_null=False,
    ).slice(int(before))
    if cells.height != records.height or sum(cells.null_count().row(0)):
        return None
    cells.columns = [str(index) for index in layout.wanted]
    return pl.concat([records.select(list(PLACE)), cells], how="horizontal")


def _joined_runs(records: pl.DataFrame, lines: Lines) -> bytes:
    if int(records["count"].sum()) == lines.frame.height:
        return lines.encoded
    behind = pl.col("first") + pl.col("count")
    runs = (
        records.lazy()
        .select(
            "first", behind=behind, run=(pl.col("first") != behind.shift(1)).fill_null(value=True).cum_sum()
        )
        .group_by("run", maintain_order=True)
        .agg(pl.col("first").first(), pl.col("behind").last())
        .collect()
    )
    starts = lines.encoded_edges.gather(runs["first"]).to_list()
    ends = lines.encoded_edges.gather(runs["behind"]).to_list()
    return b"".join(lines.encoded[start:end] for start, end in zip(starts, ends, strict=True))


def _aside(records: pl.DataFrame, lines: Lines, proof: Proof) -> pl.DataFrame:
    if records.is_empty():
        return ASIDE.to_frame()
    return records.select(
        *PLACE,
        reason=pl.col("kind").replace_strict(
            {int(kind): str(reason) for kind, reason in REASONS.items()}, return_dtype=pl.String
        ),
        cells=proof.delimiters.gather(records["first"]) + 1,
        position=pl.lit(None, pl.UInt64),
        text=lines.frame["text"].gather(records["first"]).str.head(TEXT_KEPT),
    )


def _empty_rows(layout: Layout) -> pl.DataFrame:
    return pl.DataFrame(schema={**PLACE, **dict.fromkeys(map(str, layout.wanted), pl.String)})


def _reading(walk: _Walk, rows: list[pl.DataFrame], aside: list[pl.DataFrame], layout: Layout) -> Reading:
    """Put what was proved and what was read carefully together, in the order of the file."""
    empty = _empty_rows(layout)
    careful = [
        (*_place(record), *(record.cells[index] for index in layout.wanted))
        for record in walk.records
        if record.reason is None
    ]
    if careful or not rows:
        rows = [*rows, pl.DataFrame(careful, schema=empty.schema, orient="row")]
    broken = [_careful_aside(record) for record in walk.records if record.reason is not None]
    if broken or not aside:
        aside = [*aside, pl.DataFrame(broken, schema=ASIDE, orient="row")]
    return Reading(_in_order(rows), _in_order(aside))


def _in_order(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return frames[0] if len(frames) == 1 else pl.concat(frames).sort("offset")


def _place(record: Record) -> tuple[int, int, int]:
    return record.offset, record.length, record.lines[0].number


def _careful_aside(record: Record) -> tuple[object, ...]:
    counted = None if record.reason is Reason.BROKEN_QUOTE else len(record.cells)
    text = record.text.removesuffix("\n").removesuffix("\r")
    return (*_place(record), str(record.reason), counted, record.undecodable, text[:TEXT_KEPT])
