"""Which dialect a file is written in, by the evidence of its first records.

The ordinary dialects come first: one of four delimiters with cells quoted as in RFC 4180. Where a header is
found under one of them, only the quoting is looked at again, and another one has to read more records than
the ordinary one does. Where none is found, other quotings and other delimiters are tried.

An apostrophe before a name (`'s-Hertogenbosch`) or before digits that a spreadsheet should leave alone is no
quote mark: taken for one, it breaks its record, so that the ordinary dialect reads more of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from .careful import Reason, read_records
from .dialect import PADDING, Dialect
from .head import FEW_BYTES
from .physical import split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .encoding import Encoding
    from .head import HeadRecord
    from .source import Source

ORDINARY: Final = tuple(map(Dialect, (",", "\t", ";", "|")))
"""Tried in this order on every file."""

SHEETS: Final = Dialect(",", sound=True)
"""How the sheets of workbooks are written out."""

_ODD_DELIMITERS: Final = ":#~^!@$%&*+=/\x01\x02\x07\x1c\x1d\x1e\x1f "
_QUOTES: Final = ('"', "'")
_ESCAPES: Final = (None, "\\", "\0")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well the first records behind a header agree with a dialect.

    Attributes:
        fitting: records with as many cells as the header.
        misfits: the others but the blank ones.
        cells: the cells of the fitting records that hold something.
    """

    fitting: int
    misfits: int
    cells: tuple[str, ...]

    def outdone_by(self, other: Evidence, dialect: Dialect, header: HeadRecord) -> bool:
        """Whether another dialect with the same delimiter is clearly better.

        It reads more records and breaks none that this one reads. If both read as many, what this one takes
        for unquoted cells has to show that it is the other one's quoting.

        Args:
            other: the evidence for the other dialect.
            dialect: the other dialect.
            header: the header as the ordinary dialect reads it.
        """
        if other.fitting < self.fitting or other.misfits > self.misfits:
            return False
        if other.misfits < self.misfits:
            return True
        wrapped = [cell for cell in self.cells if _wrapped(cell, dialect)]
        if not wrapped:
            return False
        padded = dialect.padded and all(cell[:1] in PADDING for cell in header.cells[1:])
        return padded or len(wrapped) * 2 >= len(self.cells) or self._doubled(wrapped, dialect.quote)

    def _doubled(self, wrapped: Sequence[str], quote: str) -> bool:
        """Whether marks in wrapped cells are doubled, as only quoting does, and all that starts is closed."""
        starting = sum(cell.strip(PADDING).startswith(quote) for cell in self.cells)
        inner = [cell.strip(PADDING)[1:-1] for cell in wrapped]
        return (
            quote == "'"
            and starting == len(wrapped)
            and any(quote * 2 in cell and quote not in cell.replace(quote * 2, "") for cell in inner)
        )

    def convincing(self, dialect: Dialect) -> bool:
        """Whether an odd dialect may be taken: most records fit, and no other quotes are left.

        A file without records proves nothing against it.
        """
        left = [Dialect(dialect.delimiter, quote=mark) for mark in _QUOTES if mark != dialect.quote]
        foreign = sum(any(_wrapped(cell, other) for other in left) for cell in self.cells)
        return self.fitting >= self.misfits and foreign * 2 <= len(self.cells)


def _wrapped(cell: str, dialect: Dialect) -> bool:
    bare = cell.strip(PADDING) if dialect.padded else cell
    if bare == cell and dialect.quote == '"' and dialect.padded:
        return False
    return len(bare) > 1 and bare[0] == bare[-1] == dialect.quote


def weigh(source: Source, encoding: Encoding, dialect: Dialect, header: HeadRecord) -> Evidence:
    """Read the first records behind a header in a dialect.

    Args:
        source: the file.
        encoding: its encoding.
        dialect: the dialect to try.
        header: the header as this dialect reads it.
    """
    raw = source.read_at(header.end, FEW_BYTES)
    lines = list(split_lines(raw, encoding.codec, at=0, offset=header.end, number=header.next_line))
    if header.end + len(raw) < source.size and len(lines) > 1:
        del lines[-1]
    fitting, misfits, cells = 0, 0, []
    for record in read_records(lines, dialect, len(header.cells), complete=True):
        if record.reason in {None, Reason.UNDECODABLE}:
            fitting += 1
            cells += [cell for cell in record.cells if cell.strip()]
        elif record.reason is not Reason.BLANK:
            misfits += 1
    return Evidence(fitting, misfits, tuple(cells))


def start_of(source: Source, encoding: Encoding) -> str:
    """The text of a file's first bytes, in which the marks of a dialect are looked for."""
    return source.read_at(encoding.bom, FEW_BYTES).decode(encoding.codec, errors="replace")


def quotings(start: str, delimiter: str) -> list[Dialect]:
    """The dialects with one delimiter, but the ordinary one, of which the text has every mark.

    Args:
        start: the text of the file's first bytes.
        delimiter: the delimiter.
    """
    return [
        dialect
        for padded, escape, quote in product((False, True), _ESCAPES, _QUOTES)
        if not (dialect := Dialect(delimiter, quote=quote, escape=escape, padded=padded)).provable
        and _marks(start, dialect)
    ]


def _marks(start: str, dialect: Dialect) -> bool:
    quote, delimiter = dialect.quote, re.escape(dialect.delimiter)
    if dialect.escape is not None and dialect.escape + quote not in start:
        return False
    blank = f"[{PADDING.replace(dialect.delimiter, '')}]"
    around = f"{blank}*" if dialect.padded else ""
    opening, closing = f"(?:^|{delimiter}){around}{quote}", f"{quote}{around}(?:{delimiter}|\\r|$)"
    if not re.search(opening, start, re.MULTILINE) or not re.search(closing, start, re.MULTILINE):
        return False
    between = f"(?:^|{delimiter}){blank}+{quote}|{quote}{blank}+(?:{delimiter}|\\r|$)"
    return not dialect.padded or re.search(between, start, re.MULTILINE) is not None


def odd_dialects(start: str) -> list[Dialect]:
    """What is tried where no ordinary dialect shows a header, the simpler ones first.

    Args:
        start: the text of the file's first bytes.
    """
    odd = [mark for mark in _ODD_DELIMITERS if start.count(mark) > 1]
    plain = [Dialect(mark) for mark in odd]
    quoted = [d for mark in (*(d.delimiter for d in ORDINARY), *odd) for d in quotings(start, mark)]
    return [*plain, *quoted]


def told_of(dialect: Dialect) -> tuple[str, ...]:
    """What is odd about the quoting of a dialect, in words; nothing for RFC 4180 and for no quoting."""
    if dialect.provable:
        return ()
    odd = [
        (dialect.quote != '"', f"cells are quoted with {dialect.quote}"),
        (dialect.escape == "\\", "a quote mark inside a cell has a backslash before it"),
        (dialect.escape == "\0", "a quote mark inside a cell has a NUL before it"),
        (dialect.padded, "blanks around a quoted cell are no part of it"),
    ]
    return tuple(words for applies, words in odd if applies)
