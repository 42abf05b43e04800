"""The careful reader: one record after another, whatever the file looks like.

It decides what every record is. The fast path (`proof.py`) only ever claims records that this reader
would read in the same way, and hands it the rest.

A record starts at a physical line, which ends at LF, CRLF or a lone CR.

- An unquoted cell may hold literal quotes: `8" x 10"`, `="3001"`. Blanks before a quote make the cell an
  unquoted one (RFC 4180), so `1, "a,b"` has three cells; unless the dialect says that cells are padded.
- A quoted cell closes right before a delimiter or the end of a line; doubled quotes inside it are undone,
  and so are escaped ones where the dialect has an escape.
- What is malformed (`"12" pipe`), swallows the end of the file, or takes several lines without having
  the expected number of cells, is a broken quote: it ends at its *first* line end, and reading goes on there.
- So does a record over several lines of which a later one looks like a record of its own (see
  `_looks_complete`): its quote was never closed, and it must not swallow its neighbours.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Final

from .dialect import PADDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .dialect import Dialect
    from .physical import Line

MAX_QUOTED_BYTES: Final = 64 << 20
"""A quoted record over several lines that is longer is taken as never closed.

It bounds memory: without a limit one stray quote would hold the rest of a file. Chosen far above any cell
that a spreadsheet (32,767 characters) or a shop system writes.
"""

MIN_WIDTH_TO_RECOGNISE: Final = 3
"""With fewer cells, a line of a buyer's note looks like a record too often."""

BLANK_CHARACTERS: Final = " \t\x0b\x0c\u00a0\u3000\ufeff"
"""What a cell of a blank record may hold: the blanks that exports pad cells with."""

_END: Final = re.compile(r"(?:\r\n|\r|\n)?\Z")
_DIGIT: Final = re.compile(r"[0-9]")
_LETTER: Final = re.compile("[A-Za-z\u0080-\U0010ffff]")


class Reason(StrEnum):
    """Why a record was set aside."""

    BLANK = "blank"
    TOO_FEW_CELLS = "too_few_cells"
    TOO_MANY_CELLS = "too_many_cells"
    BROKEN_QUOTE = "broken_quote"
    UNDECODABLE = "undecodable"


@dataclass(frozen=True, slots=True)
class Record:
    """What the careful reader made of one or more physical lines.

    Attributes:
        lines: the physical lines, at least one.
        cells: the cells, also of a record with the wrong number of them; empty for a broken quote.
        reason: None for a readable record.
    """

    lines: tuple[Line, ...]
    cells: tuple[str, ...]
    reason: Reason | None

    @property
    def offset(self) -> int:
        """Where the record starts in the source, in bytes."""
        return self.lines[0].offset

    @property
    def length(self) -> int:
        """The bytes of the record, its line end included."""
        last = self.lines[-1]
        return last.offset + last.length - self.offset

    @property
    def text(self) -> str:
        """The record as it stands in the file."""
        return "".join(line.text for line in self.lines)

    @property
    def undecodable(self) -> int | None:
        """Offset in the source of the first undecodable byte."""
        return next((line.undecodable for line in self.lines if line.undecodable is not None), None)


def read_records(
    lines: Iterable[Line], dialect: Dialect, width: int | None, *, complete: bool
) -> Iterator[Record]:
    """Put physical lines together to records.

    Args:
        lines: consecutive physical lines.
        dialect: delimiter and quoting.
        width: the expected number of cells, or None where records may have any.
        complete: whether the lines reach to the end of the file. If not, reading stops before a record
            that the missing lines could still change.

    Yields:
        Records that take up every line, in order.
    """
    ahead = _Ahead(lines)
    while (first := ahead.get(0)) is not None:
        if not dialect.quoted:
            cells = tuple(_END.sub("", first.text).split(dialect.delimiter))
            yield _judged((first,), cells, width)
            ahead.drop(1)
            continue
        record = _quoted_record(ahead, first, dialect, width, complete=complete)
        if record is None:
            return
        yield record
        ahead.drop(len(record.lines))


class _Ahead:
    """Lines that were looked at and not yet used up."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._seen: deque[Line] = deque()

    def get(self, index: int) -> Line | None:
        while len(self._seen) <= index:
            line = next(self._lines, None)
            if line is None:
                return None
            self._seen.append(line)
        return self._seen[index]

    def first(self, count: int) -> tuple[Line, ...]:
        return tuple(islice(self._seen, count))

    def drop(self, count: int) -> None:
        for _ in range(count):
            self._seen.popleft()


def _quoted_record(
    ahead: _Ahead, first: Line, dialect: Dialect, width: int | None, *, complete: bool
) -> Record | None:
    broken = Record((first,), (), Reason.BROKEN_QUOTE)
    cells = _Cells(dialect)
    used = 0
    while True:
        line = ahead.get(used)
        if line is None:
            return broken if complete else None
        used += 1
        cells.feed(line.text)
        if cells.malformed:
            return broken
        torn = used > 1 and width is not None and not dialect.sound
        if torn and _looks_complete(line.text, first.text, dialect, width or 0):
            return broken
        if not cells.open:
            break
        if (width is not None and len(cells.done) >= width) or _too_long(first, line):
            return broken
    if used > 1 and ((width is not None and len(cells.done) != width) or _too_long(first, line)):
        return broken
    return _judged(ahead.first(used), tuple(cells.done), width)


def _too_long(first: Line, last: Line) -> bool:
    return last.offset + last.length - first.offset > MAX_QUOTED_BYTES


class _Cells:
    """The cells of one record, fed line by line."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._delimiter, self._quote, self._padded = dialect.delimiter, dialect.quote, dialect.padded
        self._unquoted_text, self._quoted_text = dialect.unquoted_text, dialect.quoted_text
        self._parts: list[str] = []
        self.done: list[str] = []
        self.open = False
        self.malformed = False

    def feed(self, line: str) -> None:
        at = self._quoted(line, 0) if self.open else self._cell(line, 0)
        while at is not None:
            at = self._cell(line, at)

    def _cell(self, line: str, at: int) -> int | None:
        """Read the cell that starts at `at`; gives where the next one starts, if there is one."""
        if self._padded:
            start = self._dialect.opening(line, at)
        else:
            start = at + 1 if line.startswith(self._quote, at) else None
        if start is not None:
            return self._quoted(line, start)
        found = self._unquoted_text.match(line, at)
        end = found.end() if found else at
        self.done.append(line[at:end])
        return self._next(line, end)

    def _quoted(self, line: str, at: int) -> int | None:
        found = self._quoted_text.match(line, at)
        end = found.end() if found else at
        self._parts.append(line[at:end])
        self.open = end == len(line)
        if self.open:
            return None
        self.done.append(self._dialect.meant("".join(self._parts)))
        self._parts = []
        end += 1
        if self._padded and (blanks := self._dialect.padding.match(line, end)):
            end = blanks.end()
        return self._next(line, end)

    def _next(self, line: str, at: int) -> int | None:
        if line.startswith(self._delimiter, at):
            return at + 1
        self.malformed = _END.match(line, at) is None
        return None


def _judged(lines: tuple[Line, ...], cells: tuple[str, ...], width: int | None) -> Record:
    reason = None
    if not any(cell.strip(BLANK_CHARACTERS) for cell in cells):
        reason = Reason.BLANK
    elif width is not None and len(cells) != width:
        reason = Reason.TOO_FEW_CELLS if len(cells) < width else Reason.TOO_MANY_CELLS
    elif any(line.undecodable is not None for line in lines):
        reason = Reason.UNDECODABLE
    return Record(lines, cells, reason)


def _looks_complete(line: str, first: str, dialect: Dialect, width: int) -> bool:
    """Whether a later line of a quoted record looks like a record of its own.

    It does if it has the right number of cells, counted with or without regard to quotes, and its first
    cell has the length and the pattern of digits and letters of the first cell of the record's first line,
    quotes around it aside: one of them may be the stray one.
    """
    if width < MIN_WIDTH_TO_RECOGNISE:
        return False
    delimiter = dialect.delimiter
    if _shape(line.partition(delimiter)[0], dialect) != _shape(first.partition(delimiter)[0], dialect):
        return False
    if line.count(delimiter) == width - 1:
        return True
    alone = _Cells(dialect)
    alone.feed(line)
    return not alone.malformed and not alone.open and len(alone.done) == width


def _shape(cell: str, dialect: Dialect) -> str:
    around = dialect.quote + PADDING if dialect.padded else dialect.quote
    return _LETTER.sub("a", _DIGIT.sub("0", cell.strip(around)))
