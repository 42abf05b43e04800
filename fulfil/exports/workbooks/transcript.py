"""One sheet as a CSV text at rest: its record k is the sheet's row k."""

from __future__ import annotations

import io
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING, Final, Protocol, cast

import polars as pl

from .cell_text import text_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import ExitStack

    from .cell_text import Cell
    from .scan import SheetScan

BOM: Final = b"\xef\xbb\xbf"
"""It makes the files that are written from these records open well in Excel."""

_CHUNK_CELLS: Final = 128 << 10
_SMALL: Final = 1 << 20
"""Below this a transcription stays in memory: a workbook may have more sheets than may be open as files."""

_BREAK: Final = "\r\n|\r|\n"


class Sheet(Protocol):
    """What calamine knows of a sheet that holds something."""

    @property
    def start(self) -> tuple[int, int] | None:
        """Row and column of the first cell, counted from 0."""

    @property
    def merged_cell_ranges(self) -> list[tuple[tuple[int, int], tuple[int, int]]] | None:
        """First and last row and column of merged cells; None for formats where calamine does not know."""

    def iter_rows(self) -> Iterator[list[Cell]]:
        """The rows from the sheet's first on, from its first column with a cell on."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A sheet as text.

    Attributes:
        file: UTF-8 with a BOM, comma-delimited, quoted where needed, lines ending at LF; all records have the
            same number of cells.
        row_starts: the physical line that each row starts at, counted from 1; None where no cell has a line
            break, so that line k is row k.
    """

    file: IO[bytes]
    row_starts: pl.Series | None


def transcribe(sheet: Sheet, scan: SheetScan, stack: ExitStack) -> Transcript:
    """Write a sheet out as text.

    A cell merged downwards stands for all its rows, as people read it: an order id beside several lines, or
    a header of two rows. One merged to the right stands in its first cell alone. Hidden rows, columns and
    sheets are read like others: an export that hides something holds it all the same.

    Args:
        sheet: holds at least one cell.
        scan: what its bytes said.
        stack: closes the file.
    """
    spool = tempfile.SpooledTemporaryFile(max_size=_SMALL, prefix="fulfil-")  # noqa: SIM115 - `stack` closes it
    file = cast("IO[bytes]", stack.enter_context(spool))
    file.write(BOM)
    lines: list[pl.Series] = []
    with ThreadPoolExecutor(1) as worker:
        # Writing needs no Python, so that the next rows are taken meanwhile; one piece at most is waiting.
        writing = None
        for rows in _chunks(_mended(sheet, scan)):
            columns = enumerate(zip(*rows, strict=True))
            frame = pl.DataFrame({str(number): text_column(cells) for number, cells in columns})
            if writing:
                lines.append(writing.result())
            writing = worker.submit(_written, frame, file)
        if writing:
            lines.append(writing.result())
    return Transcript(file, _row_starts(pl.concat(lines)))


def _written(frame: pl.DataFrame, file: IO[bytes]) -> pl.Series:
    """Write rows out.

    Returns:
        UInt64: how many physical lines each took.
    """
    text = _csv(frame)
    file.write(text)
    if text.count(b"\n") == frame.height and b"\r" not in text:
        return pl.repeat(1, frame.height, dtype=pl.UInt64, eager=True)
    breaks = pl.sum_horizontal(pl.all().str.count_matches(_BREAK))
    return frame.select(breaks.cast(pl.UInt64) + 1).to_series()


def _row_starts(lines: pl.Series) -> pl.Series | None:
    """The line that each row starts at; None where every row is a line."""
    if lines.max() == 1:
        return None
    return lines.cum_sum() - lines + 1


def _csv(frame: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.write_csv(out, include_header=False)
    return out.getvalue()


def _chunks(rows: Iterable[list[Cell]]) -> Iterator[list[list[Cell]]]:
    iterator = iter(rows)
    for first in iterator:
        yield [first, *islice(iterator, _CHUNK_CELLS // max(len(first), 1))]


def _mended(sheet: Sheet, scan: SheetScan) -> Iterable[list[Cell]]:
    """The rows, with the texts of error cells, and with cells that are merged downwards filled down."""
    merges = _downward(sheet.merged_cell_ranges) or scan.merges
    left = (sheet.start or (0, 0))[1]
    rows: Iterable[list[Cell]] = sheet.iter_rows()
    if scan.errors:
        rows = _with_errors(rows, scan, left)
    return _filled(rows, merges, left) if merges else rows


def _downward(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None,
) -> list[tuple[int, int, int]]:
    return [(top, last, left) for (top, left), (last, right) in ranges or () if top < last and left == right]


def _with_errors(rows: Iterable[list[Cell]], scan: SheetScan, left: int) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows):
        for column, text in scan.errors.get(number, ()):
            if left <= column < left + len(row) and not row[column - left]:
                row[column - left] = text
        yield row


def _filled(
    rows: Iterable[list[Cell]], merges: Sequence[tuple[int, int, int]], left: int
) -> Iterator[list[Cell]]:
    starting: dict[int, list[tuple[int, int]]] = {}
    for top, last, column in merges:
        starting.setdefault(top, []).append((last, column - left))
    under: dict[int, tuple[int, Cell]] = {}
    for number, row in enumerate(rows):
        for column, (last, value) in list(under.items()):
            if number > last:
                del under[column]
            elif row[column] == "":
                row[column] = value
        for last, column in starting.get(number, ()):
            if 0 <= column < len(row) and column not in under:
                under[column] = last, row[column]
        yield row
