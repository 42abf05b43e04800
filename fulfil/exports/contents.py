"""What a file holds by its first bytes: a table as text, or something that only bears its name."""

from __future__ import annotations

import codecs
import re
from typing import Final

from fulfil.errors import UnreadableError

PROBE_BYTES: Final = 8192
"""Enough for every signature below, for the first tags of a page, and to see whether text is text."""

_WORKBOOK: Final = "save it as CSV in the program that made it"
_SIGNATURES: Final = (
    (
        b"PK\x03\x04",
        "it is an Excel workbook or a ZIP archive, not a text table",
        f"{_WORKBOOK}, or unpack it",
    ),
    (b"PK\x05\x06", "it is an empty ZIP archive, not a text table", ""),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "it is an old or encrypted Excel workbook, not a text table",
        _WORKBOOK,
    ),
    (b"%PDF-", "it is a PDF, not a text table", "download the export as CSV"),
    (b"\x89PNG\r\n", "it is an image, not a text table", "choose the export itself"),
    (b"\xff\xd8\xff", "it is an image, not a text table", "choose the export itself"),
    (b"GIF8", "it is an image, not a text table", "choose the export itself"),
    (b"Rar!\x1a\x07", "it is a RAR archive, not a text table", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive, not a text table", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "it is a zstd archive, not a text table", "unpack it"),
    (b"PAR1", "it is a Parquet file, not a text table", "export it as CSV"),
    (b"SQLite format 3\x00", "it is a database, not a text table", "export the table as CSV"),
)
_MARKUP: Final = re.compile(
    rb"\s*<(?:!doctype|html|head|body|meta|table|style|script|\?xml|!--)", re.IGNORECASE
)
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MANY_NULS: Final = 0.1
"""Exports with NUL have a few of them inside cells; no program of binary data stays below this share."""
_WIDE_NULS: Final = 0.3
"""Share of NULs on one side of the byte pairs that makes text UTF-16 without a BOM.

Header words and digits have one NUL per pair; a table with Chinese cells still has its delimiters, line ends
and digits. The other side has almost none: only characters like U+4E00.
"""
_STRAY_NULS: Final = 0.05
"""Most that the other side may have."""


def wide_encoding(start: bytes) -> str | None:
    """The UTF-16 or UTF-32 encoding of a file by its BOM, or by its NULs where it has none.

    Args:
        start: the first bytes of the file.

    Returns:
        The name of a codec that does not expect a BOM, or None for an encoding that extends ASCII.
    """
    for bom, codec in _BOMS:
        if start.startswith(bom):
            return codec
    pairs = max(len(start) // 2, 1)
    even, odd = start[0::2].count(0) / pairs, start[1::2].count(0) / pairs
    if odd >= _WIDE_NULS and even <= _STRAY_NULS:
        return "utf-16-le"
    if even >= _WIDE_NULS and odd <= _STRAY_NULS:
        return "utf-16-be"
    return None


def refuse_other_contents(start: bytes, path: str) -> None:
    """Refuse what is no text table.

    Args:
        start: the first bytes of the file, in an encoding that extends ASCII.
        path: the file, as the user called it.

    Raises:
        UnreadableError: the bytes are empty, binary, or a web page.
    """
    for signature, what, hint in _SIGNATURES:
        if start.startswith(signature):
            raise UnreadableError(what, path=path, hint=hint)
    text = start.replace(codecs.BOM_UTF8, b"")
    if not text.strip():
        raise UnreadableError("the file is empty", path=path, hint="export it again")
    if _MARKUP.match(text):
        raise UnreadableError(
            "it is a web page or XML, not a text table",
            path=path,
            hint="open it in a browser: it may ask you to log in; if it shows the table, save that as CSV",
        )
    if start.count(0) > _MANY_NULS * len(start):
        raise UnreadableError("it holds binary data, not a text table", path=path, hint="export it as CSV")
