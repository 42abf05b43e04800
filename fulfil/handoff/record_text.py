"""Records as text: cells added behind the last one, or one cell replaced, everything else as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..exports.dialect import Dialect

#: What a spreadsheet takes for the start of a formula, or of a command.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guard(cell: str) -> str:
    """The cell, so that no spreadsheet runs it as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def guarded(cells: pl.Expr) -> pl.Expr:
    """`guard` for a String expression; null stays null."""
    safe = ~pl.any_horizontal(cells.str.starts_with(start) for start in _FORMULA_STARTS)
    # Null is neither, and stays what it is.
    return pl.when(safe).then(cells).otherwise(pl.concat_str(pl.lit("'"), cells))


def write_cell(cell: str, dialect: Dialect) -> str:
    """A cell as the export's own dialect writes it."""
    if not dialect.quoted:
        return cell.replace(dialect.delimiter, " ").replace("\r", " ").replace("\n", " ")
    if any(mark in cell for mark in (dialect.delimiter, dialect.quote, "\n", "\r")):
        return dialect.written(cell)
    return cell


def suffix(cells: Sequence[str], dialect: Dialect) -> str:
    """The text of cells that are added behind a record."""
    return "".join(dialect.delimiter + write_cell(guard(cell), dialect) for cell in cells)


def replace_cells(record: str, changes: Mapping[int, str], dialect: Dialect) -> str:
    """The record with some cells replaced; all others stay byte for byte.

    Args:
        record: the record without its line end.
        changes: index -> new text of the cell.
        dialect: how cells are told apart.
    """
    cells = list(raw_cells(record, dialect))
    for index, text in changes.items():
        cell = guard(text)
        quoted = dialect.quoted and dialect.opening(cells[index], 0) is not None
        cells[index] = dialect.written(cell) if quoted else write_cell(cell, dialect)
    return dialect.delimiter.join(cells)


def raw_cells(record: str, dialect: Dialect) -> Iterator[str]:
    """The cells of one proved record as they are written, quotes and blanks around them included."""
    if not dialect.quoted or dialect.quote not in record:
        yield from record.split(dialect.delimiter)
        return
    start = 0
    while start <= len(record):
        end = _cell_end(record, start, dialect)
        yield record[start:end]
        start = end + 1


def _cell_end(record: str, start: int, dialect: Dialect) -> int:
    at = dialect.opening(record, start)
    if at is None:
        at = start
    elif inside := dialect.quoted_text.match(record, at):
        at = inside.end() + 1
    end = record.find(dialect.delimiter, at)
    return len(record) if end < 0 else end
