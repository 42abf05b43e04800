"""The records that a suggestion looks at: the first few thousand whole, and single columns to the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

from ..blocks import Position, read_blocks
from ..cells.blanks import is_blank
from ..cells.fold import fold_header
from ..cells.unprotect import unprotect_tracking
from ..dialect import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..encoding import Encoding
    from ..head import HeadRecord
    from ..source import Source

#: Enough to see how orders repeat and what a column holds; a million more would say the same.
RECORDS: Final = 4_000
_BYTES: Final = 2 << 20


@dataclass(frozen=True, eq=False)
class Sample:
    """A file whose header is found.

    Args:
        source: the file.
        encoding: its encoding.
        dialect: how cells are told apart.
        header: the header record.
    """

    source: Source
    encoding: Encoding
    dialect: Dialect
    header: HeadRecord

    @cached_property
    def columns(self) -> dict[int, str]:
        """Index -> header without outer space; of several of one name the first; blank ones left out."""
        first: dict[str, int] = {}
        for index, cell in enumerate(self.header.cells):
            first.setdefault(fold_header(cell), index)
        return {index: self.header.cells[index].strip() for word, index in first.items() if word}

    @cached_property
    def cells(self) -> pl.DataFrame:
        """The first records: String columns named by index, unprotected, null where blank."""
        frames: list[pl.DataFrame] = []
        records = 0
        for frame in self._blocks(list(self.columns), _BYTES):
            frames.append(frame.head(RECORDS - records))
            records += frames[-1].height
            if records >= RECORDS:
                break
        empty = pl.DataFrame(schema={str(index): pl.String for index in self.columns})
        return pl.concat([empty, *frames])

    @cached_property
    def whole(self) -> bool:
        """Whether the first records are all there are."""
        return self.cells.height < RECORDS

    def read(self, columns: Sequence[int]) -> Iterator[pl.DataFrame]:
        """Some columns of all records, block by block, as in `cells`."""
        if not columns:
            return
        if self.whole:
            yield self.cells.select(map(str, columns))
        else:
            yield from self._blocks(columns, None)

    def _blocks(self, columns: Sequence[int], size: int | None) -> Iterator[pl.DataFrame]:
        start = Position(self.header.end, self.header.next_line)
        width = len(self.header.cells)
        blocks = read_blocks(self.source, self.encoding, self.dialect, width, columns, start, size)
        for block in blocks:
            bare = [unprotect_tracking(pl.col(name)).alias(name) for name in block.cells.columns]
            frame = block.cells.select(bare)
            frame = frame.select(
                pl.when(~is_blank(pl.col(name))).then(name).alias(name) for name in frame.columns
            )
            same = [pl.col(str(index)) == self.columns[index] for index in columns if index in self.columns]
            kept = ~pl.all_horizontal(pl.all().is_null()) & ~pl.all_horizontal(same).fill_null(value=False)
            yield frame.filter(kept)


def unquoted(sample: Sample) -> Sample:
    """The sample without quoting, where that reads a tab-separated file's stray quotes."""
    if sample.dialect.delimiter != "\t" or _broken(sample) == 0:
        return sample
    plain = Sample(sample.source, sample.encoding, Dialect("\t", quoted=False), sample.header)
    return plain if _broken(plain) == 0 else sample


def _broken(sample: Sample) -> int:
    start = Position(sample.header.end, sample.header.next_line)
    width = len(sample.header.cells)
    first = next(read_blocks(sample.source, sample.encoding, sample.dialect, width, [0], start, _BYTES), None)
    return 0 if first is None else first.aside.filter(pl.col("reason") == "broken_quote").height
