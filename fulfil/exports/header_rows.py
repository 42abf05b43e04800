"""Headers whose words stand in two or three rows (`Order` above `ID` is `Order ID`), or in none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .generic import knows_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .dialect import Dialect
    from .head import HeadRecord

MOST_ROWS: Final = 3
"""Headers of more rows are not met."""

LEAST_KNOWN: Final = 3
"""Two words may come about by chance."""


def joined_rows(records: Sequence[HeadRecord], at: int | None = None) -> Iterator[list[HeadRecord]]:
    """The records with two or three neighbours made one, wherever that makes more known headers of them.

    A header and the record below it make fewer known words together than the header alone.

    Args:
        records: the first records of a file.
        at: the record that was taken for the header, which must be among the joined; None for any.
    """
    for rows in range(2, MOST_ROWS + 1):
        for first in range(len(records) - rows + 1):
            if at is not None and not first <= at < first + rows:
                continue
            part = records[first : first + rows]
            joined = _joined(part)
            if joined is not None:
                yield [*records[:first], joined, *records[first + rows :]]


def _joined(part: Sequence[HeadRecord]) -> HeadRecord | None:
    width = len(part[0].cells)
    if width < LEAST_KNOWN or any(len(record.cells) != width for record in part):
        return None
    cells = tuple(_word([record.cells[at].strip() for record in part]) for at in range(width))
    known = known_headers(cells)
    if known < LEAST_KNOWN or known <= max(known_headers(record.cells) for record in part):
        return None
    last = part[-1]
    return replace(part[0], cells=cells, end=last.end, next_line=last.next_line, rows=len(part))


def known_headers(cells: Sequence[str]) -> int:
    """How many of the cells are words that stand in headers."""
    return sum(knows_header(cell) for cell in cells)


def _word(pieces: Sequence[str]) -> str:
    """The word that stands in pieces below one another; Chinese ones have no space between them."""
    held = [piece for piece in pieces if piece]
    choices = (" ".join(held), "".join(held))
    return next((word for word in choices if knows_header(word)), choices[0])


def told_of_rows(header: HeadRecord) -> tuple[str, ...]:
    """That a header stands in several rows, in words; nothing for an ordinary one."""
    return (f"the header stands in {header.rows} rows",) if header.rows > 1 else ()


def data_without_header(heads: Mapping[Dialect, list[HeadRecord]]) -> int:
    """How many cells of data the first record has, if it is one of a table without a header; else 0.

    It has at least three cells, some with digits and none of them a header that is known, and the record
    below it has as many.

    Args:
        heads: the first records of the file as several dialects read them.
    """
    return max((_data_cells(records) for records in heads.values()), default=0)


def _data_cells(records: Sequence[HeadRecord]) -> int:
    first, *rest = [record.cells for record in records if any(cell.strip() for cell in record.cells)] or [()]
    if len(first) < LEAST_KNOWN or (rest and len(rest[0]) != len(first)):
        return 0
    data = any(letter.isdigit() for cell in first for letter in cell) and not known_headers(first)
    return len(first) if data else 0
