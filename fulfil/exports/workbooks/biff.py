"""Walks through the records of an `.xls` before calamine reads it, and hides what calamine needs not see."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from .refusals import damaged, protected
from .scan import SheetScan

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSWORD: Final = 0x2F
_SHEET: Final = 0x85
_TEXTS: Final = 0xFC
_END: Final = 0x0A
_ERROR: Final = 0x205
_FORMULAS: Final = frozenset({0x06, 0x206, 0x406})
_CELLS: Final = frozenset({0x203, 0x27E, 0xFD, 0x204, 0xD6, _ERROR, *_FORMULAS})
_RUN: Final = 0xBD
"""Several numbers of one row in one record, which ends with the last column."""

_NEEDED: Final = _CELLS | {
    _RUN,
    _SHEET,
    _TEXTS,
    _END,
    0x809,
    0x42,
    0x22,
    0x41E,
    0xE0,
    0x3C,
    0x207,
    0xE5,
    0x4BC,
}
"""Cells, texts and their continuations, formats, code page, 1904, merged cells. Damage in names, or a range
announced and not there, would be the end of calamine, and of this process."""
_HIDDEN: Final = b"\xff\x7f"
"""A kind that no program writes or reads."""

_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def scan_records(path: str, stream: bytes) -> tuple[list[SheetScan], bytes]:
    """Find out how far each sheet reaches and which of its cells are errors.

    Args:
        path: the workbook, for messages.
        stream: the bytes of its `Workbook` or `Book` stream.

    Returns:
        One scan for each sheet, in order, charts included; and the stream without what is not needed.

    Raises:
        UnreadableError: it wants a password, is damaged, or would take memory out of proportion.
    """
    safe = bytearray(stream)
    sheets = []
    for kind, body in _records(path, stream, 0, safe):
        if kind == _PASSWORD:
            raise protected(path)
        if kind == _TEXTS and int.from_bytes(body[4:8], "little") > len(stream):
            # calamine makes room for as many texts as are announced.
            raise damaged(path)
        if kind == _SHEET and len(body) >= 8:  # noqa: PLR2004 - place, kind, and the length of the name
            sheets.append((_name(body), struct.unpack_from("<I", body)[0]))
    scans = []
    for name, start in sheets:
        scans.append(_scan(path, stream, start, safe))
        scans[-1].refuse_absurd(path, name)
    return scans, bytes(safe)


def _name(body: bytes) -> str:
    """A sheet's name, for messages: UTF-16 if so marked, else one byte per character."""
    wide = body[7] == 1
    return body[8:].decode("utf-16-le" if wide else "latin-1", errors="replace")


def _scan(path: str, stream: bytes, start: int, safe: bytearray) -> SheetScan:
    scan = SheetScan()
    for kind, body in _records(path, stream, start, safe):
        scan.bytes += len(body) + 4
        if kind in _CELLS and len(body) >= 6:  # noqa: PLR2004 - row, column, format
            row, column = struct.unpack_from("<HH", body)
            scan.reach(row + 1, column + 1)
            error = _error(kind, body)
            if error is not None:
                scan.errors.setdefault(row, []).append((column, error))
        elif kind == _RUN and len(body) >= 6:  # noqa: PLR2004 - row, first column, ..., last column
            row, column, last = (
                *struct.unpack_from("<HH", body),
                *struct.unpack_from("<H", body, len(body) - 2),
            )
            scan.reach(row + 1, max(column, last) + 1)
    return scan


def _error(kind: int, body: bytes) -> str | None:
    if kind == _ERROR and len(body) >= 8 and body[7] == 1:  # noqa: PLR2004 - value, and whether it is an error
        return _ERRORS.get(body[6], "#N/A")
    if kind in _FORMULAS and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":  # noqa: PLR2004
        return _ERRORS.get(body[8], "#N/A")
    return None


def _records(path: str, stream: bytes, at: int, safe: bytearray) -> Iterator[tuple[int, bytes]]:
    """The records from a place on, up to the end of their part; in `safe`, those not needed are hidden."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            break
        if kind not in _NEEDED:
            safe[at : at + 2] = _HIDDEN
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length
    if at != len(stream):
        raise damaged(path)
