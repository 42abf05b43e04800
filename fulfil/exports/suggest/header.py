"""Find the header of a file whatever its words: the record that looks most like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..cells.fold import fold_header
from ..dialects import ORDINARY
from ..generic import LEAST_HEADERS, knows_header
from ..head import read_head
from ..recognise import HEAD_RECORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..dialect import Dialect
    from ..encoding import Encoding
    from ..head import HeadRecord
    from ..source import Source

#: The records below a header by which it is judged.
_BELOW: Final = 20

#: So many of them must have the header's number of cells.
_SAME_WIDTH: Final = 0.6

#: So many known words are no accident; with fewer, the records below must look unlike the header.
_KNOWN: Final = 2

_LONGEST_WORD: Final = 40
_NO_WORD: Final = re.compile(
    r"^[\W\d_]*$|\d{5,}|^\d+[.,:/-]\d|@|^https?:|\d{1,2}:\d{2}|\d{4}[-/.年]\d{1,2}|\*{2,}|^(?:##|\$\$)"
)
_DIGIT: Final = re.compile(r"\d")
_NUMBER_SIGNS: Final = ("#", "№")


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """The header of a file.

    Args:
        record: the record.
        dialect: how cells are told apart.
    """

    record: HeadRecord
    dialect: Dialect


def find_header(source: Source, encoding: Encoding) -> FoundHeader | None:
    """The best header-looking record of the first ones, by the delimiter that it looks best with.

    A header has words and no values, and the records below it have as many cells. Of several the one with the
    most known words counts, then the widest, then the first.

    Returns:
        The header; None where nothing looks like one.
    """
    best: tuple[tuple[int, int], FoundHeader] | None = None
    for dialect in ORDINARY:
        records = read_head(source, encoding, dialect, HEAD_RECORDS)
        for index, record in enumerate(records):
            rank = _rank(record, records[index + 1 :])
            if rank is not None and (best is None or rank > best[0]):
                best = rank, FoundHeader(record, dialect)
    return best[1] if best else None


def _rank(record: HeadRecord, below: Sequence[HeadRecord]) -> tuple[int, int] | None:
    words = [cell.strip() for cell in record.cells if cell.strip()]
    if len({fold_header(word) for word in words}) < LEAST_HEADERS or 2 * len(words) < len(record.cells):
        return None
    if not all(map(_is_word, words)):
        return None
    known = sum(map(knows_header, words))
    values = [r for r in below if any(cell.strip() for cell in r.cells)][:_BELOW]
    fitting = [r for r in values if len(r.cells) == len(record.cells)]
    if len(fitting) < _SAME_WIDTH * len(values):
        return None
    if known < _KNOWN and not _unlike(record, fitting):
        return None
    return known, len(words)


def _is_word(cell: str) -> bool:
    if cell in _NUMBER_SIGNS:
        return True
    return len(cell) <= _LONGEST_WORD and not _NO_WORD.search(cell)


def _unlike(header: HeadRecord, below: Sequence[HeadRecord]) -> bool:
    """Whether the records below hold digits where the header has none; a name above names is no header."""
    for index, word in enumerate(header.cells):
        values = [cell for record in below if (cell := record.cells[index].strip())]
        if word.strip() and not _DIGIT.search(word) and 2 * sum(map(_has_digit, values)) > len(values):
            return True
    return False


def _has_digit(cell: str) -> bool:
    return _DIGIT.search(cell) is not None
