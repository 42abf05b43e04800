"""One window of a file: proved records column by column, the others by the careful reader."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from .careful import Record, read_records
from .lines import Lines
from .physical import split_lines
from .proof import Kind, Proof
from .reading import Reading, in_file_order, proved_aside, proved_rows

if TYPE_CHECKING:
    from .layout import Layout

_CAREFUL: Final = 2
_NOT_READ: Final = 3


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
            return in_file_order([], [], self._walk.records, self._layout)
        lines, proof, records = self._proved
        rows = proved_rows(
            records.filter(pl.col("kind") == Kind.GOOD), lines, self._layout, literal=proof.literal
        )
        if rows is None:
            return find_records(self._window, replace(self._layout, prove=False)).read()
        aside = proved_aside(records.filter(pl.col("kind") != Kind.GOOD), lines, proof)
        return in_file_order([rows], [aside], self._walk.records, self._layout)


def find_records(window: Window, layout: Layout) -> Found:
    """Find the records of a window, up to the first one that the bytes behind the window could change.

    Columns can prove records of RFC 4180 and of no quoting; those of another dialect are read carefully,
    unless the window holds no quote mark, so that none is quoted.
    """
    layout = replace(layout, dialect=layout.dialect.without(window.raw))
    proved = None
    if layout.prove and layout.dialect.provable:
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
