"""Records below another header than the file's own: they belong to another table, whatever their width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..tables import COLUMNS_OF, Kind
from .careful import BLANK_CHARACTERS, Reason, read_records
from .cells.fold import fold_header
from .generic import header_spellings, meanings
from .physical import split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block
    from .encoding import Encoding
    from .recognise import Recognition
    from .source import Source

REPEATED: Final = "repeated_header"
FURTHER: Final = "further_header"
HEADER: Final = "other_header"
ROW: Final = "other_table"

LEAST_CELLS: Final = 2
"""A record with fewer cells that hold something is no header."""

_TYPED: Final = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.WEIGHT, Kind.MOMENT})


class OtherTables:
    """Follows a file's tables from block to block.

    Args:
        source: the file.
        encoding: its encoding.
        recognition: its first table.
    """

    def __init__(self, source: Source, encoding: Encoding, recognition: Recognition) -> None:
        """Start behind the header."""
        self._source, self._encoding, self._known = source, encoding, recognition
        self._top = recognition.header.end
        self._blank_end = -1
        self._inside = False

    def reasons(self, block: Block, reason: pl.Series) -> pl.Series:
        """Why each record is no order, with the records of other tables among them.

        Args:
            block: the next block of the file.
            reason: what is known already: null, or why a record is no order.

        Returns:
            `other_header` for a header with other words; `other_table` for what stands below one, up to where
            the file's own header comes again; `repeated_header` for one that names the same columns in other
            words; `further_header` for a row without data right below the header; else as given.
        """
        changes = self._headers(block, reason)
        starts = dict.fromkeys((reason == REPEATED).arg_true().to_list(), REPEATED) | changes
        if not self._inside and HEADER not in starts.values():
            return self._with(reason, changes)
        inside = []
        edges = [*sorted(starts), reason.len()]
        at = 0
        for edge in edges:
            inside += [self._inside] * (edge - at)
            if edge < reason.len():
                self._inside = starts[edge] == HEADER or (self._inside and starts[edge] != REPEATED)
                inside.append(self._inside)
            at = edge + 1
        marked = pl.Series(inside, dtype=pl.Boolean) & reason.is_null()
        return self._with(reason.scatter(marked.arg_true(), ROW), changes)

    @staticmethod
    def _with(reason: pl.Series, changes: dict[int, str]) -> pl.Series:
        return reason.scatter(list(changes), list(changes.values())) if changes else reason

    def _headers(self, block: Block, reason: pl.Series) -> dict[int, str]:
        """The records of a block that are headers or rows of one, by index."""
        found = self._rows_at_the_top(block, reason)
        first = block.cells[str(self._known.columns.key.cells[0])]
        behind_blank = self._behind_blank(block)
        below = set(behind_blank.filter(~first.gather(behind_blank).str.contains(r"\p{Nd}")).to_list())
        named = first.is_in(header_spellings()).arg_true().to_list()
        for at in sorted(below.union(named).difference(found)):
            if reason[at] is None and (kind := self._kind(self._cells(block, at), HEADER)):
                found[at] = kind
        return found

    def _rows_at_the_top(self, block: Block, reason: pl.Series) -> dict[int, str]:
        """The further rows of the file's own header: units, or its words in another language."""
        found: dict[int, str] = {}
        for at, (offset, length, told) in enumerate(zip(block.offset, block.length, reason, strict=True)):
            if offset != self._top:
                break
            if told is None:
                kind = self._kind(self._cells(block, at), FURTHER)
                if kind is not None:
                    found[at] = kind
                if kind not in {REPEATED, FURTHER}:
                    break
            elif told != REPEATED:
                break
            self._top = offset + length
        return found

    def _behind_blank(self, block: Block) -> pl.Series:
        """The records that stand right below a blank one."""
        blank = block.aside.filter(pl.col("reason") == Reason.BLANK).select(
            end=pl.col("offset") + pl.col("length")
        )
        ends = [*([self._blank_end] if self._blank_end >= 0 else []), *blank["end"].to_list()]
        self._blank_end = ends[-1] if ends else -1
        if not ends:
            return pl.Series(dtype=pl.UInt32)
        return block.offset.is_in(ends).arg_true()

    def _cells(self, block: Block, at: int) -> tuple[str, ...]:
        raw = self._source.read_at(block.offset[at], block.length[at])
        lines = split_lines(raw, self._encoding.codec, at=0, offset=0, number=1)
        record = next(read_records(lines, self._known.dialect, None, complete=True))
        return tuple(cell.strip(BLANK_CHARACTERS) for cell in record.cells)

    def _kind(self, cells: Sequence[str], without_data: str) -> str | None:
        """What kind of header a record is, or None; `without_data` where only its lack of data tells."""
        held = [cell for cell in cells if cell]
        words = [cell for cell in held if meanings(cell)]
        if len(held) < LEAST_CELLS:
            return None
        if len(words) >= LEAST_CELLS and 2 * len(words) > len(held):
            return REPEATED if self._means_the_same(cells) else HEADER
        return without_data if self._holds_no_data(cells, held) else None

    def _means_the_same(self, cells: Sequence[str]) -> bool:
        """Whether every known word stands in the column that it names."""
        fed: dict[int, set[str]] = {}
        for mapped in self._known.columns.subjects.values():
            for name, feed in mapped.feeds.items():
                for at in feed.cells:
                    fed.setdefault(at, set()).add(name)
        return all(
            fed.get(at, set()) & meanings(cell)
            or fold_header(cell) == fold_header(self._known.header.cells[at])
            for at, cell in enumerate(cells)
            if meanings(cell)
        )

    def _holds_no_data(self, cells: Sequence[str], held: Sequence[str]) -> bool:
        """Whether a record has words only, also where a number or a time should stand."""
        if len(set(held)) < len(held) or any(letter.isnumeric() for cell in held for letter in cell):
            return False
        typed = [
            cells[at]
            for subject, mapped in self._known.columns.subjects.items()
            for name, feed in mapped.feeds.items()
            if COLUMNS_OF[subject][name].kind in _TYPED
            for at in feed.cells
        ]
        if not typed:
            return len(held) == len(cells)
        return any(letter.isalpha() for cell in typed for letter in cell)
