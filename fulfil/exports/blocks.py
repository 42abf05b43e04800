"""A delimited file as blocks of text columns, in which every byte belongs to exactly one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from .source import last_line_end
from .window import ASIDE, PLACE, Layout, Reading, Window, read_window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .dialect import Dialect
    from .encoding import Encoding
    from .source import Source

BLOCK_BYTES: Final = 16 << 20
"""A whole handoff of 1M rows took 317 MiB in blocks of this size, and smaller ones were slower."""


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
            (or null); `text` without its line end, up to 4,096 characters, with U+FFFD for what is undecodable.
    """

    cells: pl.DataFrame
    offset: pl.Series
    length: pl.Series
    line: pl.Series
    aside: pl.DataFrame


def read_blocks(
    source: Source,
    encoding: Encoding,
    dialect: Dialect,
    width: int,
    wanted: Sequence[int],
    start: Position,
    block_size: int = BLOCK_BYTES,
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
        block_size: about how many bytes a block holds. The records read do not depend on it.

    Yields:
        Blocks, each with at least one record.
    """
    order = [str(index) for index in wanted]
    layout = Layout(encoding.codec, dialect, width, tuple(sorted(set(wanted))), _prove)
    at, size = start, block_size
    while raw := source.read_at(at.offset, size):
        complete = at.offset + len(raw) >= source.size
        end = len(raw) if complete else last_line_end(raw)
        reading = read_window(Window(raw[:end], at.offset, at.line, complete), layout) if end else None
        if reading is None or reading.end == at.offset:
            # A line or a quoted record is longer than the window.
            size *= 2
            continue
        yield _block(reading, order)
        at, size = Position(reading.end, reading.line), block_size


def _block(reading: Reading, order: list[str]) -> Block:
    place = [reading.rows[name] for name in PLACE]
    return Block(reading.rows.select(order), *place, reading.aside)


__all__ = ["ASIDE", "BLOCK_BYTES", "Block", "Position", "read_blocks"]
