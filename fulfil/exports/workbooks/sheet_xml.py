"""Looks at the XML of a sheet of an `.xlsx` before calamine does, at a fraction of what parsing costs.

Most blocks are plain: each cell names its place in the usual way, and none is an error or a formula. A few
searches prove this. Only the other blocks are walked cell by cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Final

import polars as pl

from .refusals import no_value, unusual
from .scan import MOST_COLUMNS, MOST_ROWS, SheetScan, cell_name, column_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ATTRIBUTES: Final = rb"""((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?/?)"""
_TAG: Final = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES + rb">")
_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_TYPE: Final = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)</")
_HAS_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v[\s/>]")
_TEXTS: Final = (b"str", b"inlineStr")
_ENDS: Final = re.compile(rb"\s*</")

_MARKS: Final = (b"<f", b":c", b"<![", b'"e"', b"'e'")
_PREFIXED_CELL: Final = re.compile(rb"<[\w.-]+:c[\s/>]")
_FAR_COLUMN: Final = re.compile(rb'<c r="([A-Z]{2,})')
_LAST_ROW: Final = re.compile(rb'<row r="(\d+)"')
_NOT_COMPUTED: Final = re.compile(
    rb"(?:</f>|<f(?:\s[^>]*)?/>)\s*(?:<v\s*/>|<v>\s*</v>|<v(?:\s[^>]*)>\s*</v>)?\s*</c>"
)
_CDATA_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>\s*<!\[CDATA\[")
_WIDE_XML: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']""")
_READABLE: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})

_LONGEST_ROW: Final = 64 << 20
"""No program writes a row that is longer; what has none so far on is cut anywhere."""


@dataclass(slots=True)
class _Walk:
    """Where the walk is: the last row and column seen, counted from 1."""

    row: int = 0
    column: int = 0


def scan_sheet(path: str, sheet: str, blocks: Callable[[], Iterable[bytes]]) -> SheetScan:
    """Find out how far a sheet reaches and which of its cells need care.

    Args:
        path: the workbook, for messages.
        sheet: the sheet's name, for messages.
        blocks: gives the bytes of its XML, from the start each time.

    Raises:
        UnreadableError: it would take memory out of proportion, has a formula without its result, or is
            written in a way that calamine passes over.
    """
    scan = _scanned(path, sheet, blocks(), every=False)
    if scan.is_absurd:
        # The quick look only bounds the rows by their digits, and counts cells that hold nothing.
        scan = _scanned(path, sheet, blocks(), every=True)
    scan.refuse_absurd(path, sheet)
    return scan


def refuse_encoding(path: str, part: str, start: bytes) -> None:
    """Refuse XML that is not in UTF-8: calamine reads an UTF-16 sheet as an empty one."""
    declared = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf"))
    if start.startswith(_WIDE_XML) or (declared and declared[1].lower() not in _READABLE):
        raise unusual(path, part, "the text is not in UTF-8, as it is in every usual workbook")


def _scanned(path: str, sheet: str, blocks: Iterable[bytes], *, every: bool) -> SheetScan:
    scan, walk = SheetScan(), _Walk()
    for number, block in enumerate(_whole_rows(blocks)):
        if not number:
            refuse_encoding(path, sheet, block[:200])
        scan.bytes += len(block)
        last = None if every else _bounds(block)
        if last is None:
            _walk(block, walk, scan, path, sheet)
        elif last != (0, 0):
            scan.reach(*last)
            walk.row, walk.column = _last_row(block), 0
    return scan


def _whole_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut before rows: then cells without a place of their own can be counted."""
    kept = b""
    for block in blocks:
        kept += block
        end = _row_start(kept) or (kept.rfind(b"<") if len(kept) > _LONGEST_ROW else 0)
        if end > 0:
            yield kept[:end]
            kept = kept[end:]
    if kept:
        yield kept


def _row_start(block: bytes) -> int:
    """Where the last `<row` starts, with a prefix or without; 0 if there is none."""
    end = len(block)
    while (at := block.rfind(b"row", 0, end)) > 0:
        start = block.rfind(b"<", max(at - 100, 0), at)
        if start >= 0 and (start + 1 == at or (block[at - 1 : at] == b":" and block[start + 1] != ord("/"))):
            return start
        end = at
    return 0


def _bounds(block: bytes) -> tuple[int, int] | None:
    """Bounds of the rows and columns of a plain block; None for one that must be walked.

    Every cell is `<c r="AB123"...`, with no more digits than the block's last row has.
    """
    if _special(block):
        return None
    last = _last_row(block)
    if not last:
        return None if b"<c" in block and _TAG.search(block) else (0, 0)
    digits = len(str(last))
    if 10**digits > MOST_ROWS:
        return None
    if not _unlike(1, digits).search(block):
        return 10**digits - 1, 26
    if _unlike(3, digits).search(block):
        return None
    return 10**digits - 1, max(map(column_number, set(_FAR_COLUMN.findall(block))))


def _special(block: bytes) -> bool:
    """Whether the block may hold errors, formulas without results, or cells with a prefix.

    Polars finds the bytes at a third of what Python's `in` costs.
    """
    look = pl.DataFrame({"": [block]}, schema={"": pl.Binary}).select(
        pl.col("").bin.contains(mark).alias(mark.decode()) for mark in _MARKS
    )
    formula, prefixed, *others = look.row(0)
    return (
        any(others)
        or (formula and _NOT_COMPUTED.search(block) is not None)
        or (prefixed and _PREFIXED_CELL.search(block) is not None)
    )


@cache
def _unlike(letters: int, digits: int) -> re.Pattern[bytes]:
    """Cells whose place is not written with so many letters and digits."""
    return re.compile(rb'<c(?! r="[A-Z]{1,%d}\d{1,%d}")[\s/>]' % (letters, digits))


def _last_row(block: bytes) -> int:
    """The number of the last row that starts in the block; 0 where it has none."""
    at = block.rfind(b"<row")
    found = _LAST_ROW.match(block, at) if at >= 0 else None
    return int(found[1]) if found and len(found[1]) <= len(str(MOST_ROWS)) else 0


def _walk(block: bytes, walk: _Walk, scan: SheetScan, path: str, sheet: str) -> None:
    tags = _TAG.finditer(block)
    tag = next(tags, None)
    while tag is not None:
        following = next(tags, None)
        content = block[tag.end() : following.start() if following else len(block)]
        _place(tag, walk)
        if tag[1] == b"c" and not tag[2].endswith(b"/") and not _ENDS.match(content):
            scan.reach(walk.row, walk.column)
            _look_at(tag[2], content, walk, scan, path, sheet)
        tag = following


def _place(tag: re.Match[bytes], walk: _Walk) -> None:
    named = _PLACE.search(tag[2])
    if tag[1] == b"row":
        walk.row = _number(named[2]) if named else walk.row + 1
        walk.column = 0
    elif named:
        walk.row = _number(named[2])
        walk.column = column_number(named[1]) if len(named[1]) <= len("XFD") else MOST_COLUMNS + 1
    else:
        walk.row = max(walk.row, 1)
        walk.column += 1


def _number(digits: bytes) -> int:
    return int(digits) if len(digits) <= len(str(MOST_ROWS)) else MOST_ROWS + 1


def _look_at(attributes: bytes, content: bytes, walk: _Walk, scan: SheetScan, path: str, sheet: str) -> None:  # noqa: PLR0913, PLR0917 - one cell and all that is known of its place
    kind = _TYPE.search(attributes)
    value = _VALUE.search(content)
    text = value[1].strip() if value else b""
    if _CDATA_VALUE.search(content):
        raise unusual(path, sheet, f"{cell_name(walk.row, walk.column)} holds a value as CDATA")
    if kind and kind[1] == b"e":
        error = unescape(text.decode("utf-8", errors="replace"))
        scan.errors.setdefault(walk.row - 1, []).append((walk.column - 1, error or "#N/A"))
    elif _FORMULA.search(content) and not text:
        # The result may be the empty text; only then is it said to be a text.
        is_text = kind is not None and kind[1] in _TEXTS and _HAS_VALUE.search(content)
        if not is_text:
            raise no_value(path, sheet, cell_name(walk.row, walk.column))
