"""A delimited file as blocks of text columns, in which every byte belongs to exactly one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .layout import Layout
from .reading import ASIDE, Reading
from .source import last_line_end
from .window import Found, Window, find_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from .dialect import Dialect
    from .encoding import Encoding
    from .source import Source

BLOCK_BYTES: Final = (8 << 20, 32 << 20)
"""The least and the most that a block holds. Each costs some 400 small operations whatever its size: a
handoff of 1M rows took 7.9 s of CPU in blocks of 8 MiB, 6.3 s in 16 and 5.4 s in 32, with more memory."""

_SMALL_FILE: Final = 64 << 20
_SHARE: Final = 6
"""Of what a file is larger than a small one, a block holds this part: with what is kept of every row and what
the program takes in any case, a run then stays below four times the file in memory."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file where a record starts: the byte offset, and the physical line counted from 1."""

    offset: int
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Consecutive records of a file. `offset` and `length` of rows and aside together leave no gap.

    Attributes:
        cells: the readable records: one String column per wanted cell, named by its index (`"0"`, `"3"`);
            never null.
        offset: UInt64, where each row's record starts in the source, in bytes.
        length: UInt64, its bytes in the source, with its line end.
        line: UInt64, the physical line it starts at, counted from 1 for the whole file.
        aside: the other records, in order: `offset length line`; `reason` (a `Reason`); `cells`, how many
            were counted (null for a broken quote); `position`, the offset of the first undecodable byte
            (or null); `text` without its line end, up to 4,096 characters, with U+FFFD for undecodable bytes.
    """

    cells: pl.DataFrame
    offset: pl.Series
    length: pl.Series
    line: pl.Series
    aside: pl.DataFrame


def read_blocks(  # noqa: PLR0913, PLR0917 - a table is known by just these, and nobody else bundles them
    source: Source,
    encoding: Encoding,
    dialect: Dialect,
    width: int,
    wanted: Sequence[int],
    start: Position,
    block_size: int | None = None,
    *,
    _prove: bool = True,
) -> Iterator[Block]:
    """Read all records from a place to the end of the file.

    Args:
        source: the file.
        encoding: its encoding.
        dialect: its delimiter and quoting.
        width: how many cells a record has, at least 1.
        wanted: indices of the cells to keep, in the order of the columns wanted; at least one.
        start: where the first record starts: behind the header.
        block_size: about how many bytes a block holds; by the file's size where None. The records read do
            not depend on it.

    Yields:
        Blocks, each with at least one record.
    """
    order = [str(index) for index in wanted]
    if block_size is None:
        least, most = BLOCK_BYTES
        block_size = max(least, min(most, (source.size - _SMALL_FILE) // _SHARE))
    layout = Layout(encoding.codec, dialect, width, tuple(sorted(set(wanted))), _prove)
    for found in _found(source, layout, start, block_size):
        yield _block(found.read(), order)


def _found(source: Source, layout: Layout, start: Position, block_size: int) -> Iterator[Found]:
    at, size = start, block_size
    while raw := source.read_at(at.offset, size):
        complete = at.offset + len(raw) >= source.size
        end = len(raw) if complete else last_line_end(raw)
        found = find_records(Window(raw[:end], at.offset, at.line, complete), layout) if end else None
        if found is None or found.end == at.offset:
            # A line or a quoted record is longer than the window.
            size *= 2
            continue
        yield found
        at, size = Position(found.end, found.line), block_size


def _block(reading: Reading, order: list[str]) -> Block:
    rows = reading.rows
    return Block(rows.select(order), rows["offset"], rows["length"], rows["line"], reading.aside)


__all__ = ["ASIDE", "BLOCK_BYTES", "Block", "Position", "read_blocks"]
