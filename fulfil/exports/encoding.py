"""Which encoding a file is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from fulfil.errors import UsageError

from .lines import is_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .source import Source

How: TypeAlias = Literal[
    "forced", "bom", "utf-8", "profile", "gb18030", "fewest undecodable lines", "workbook"
]

HEADER_BYTES: Final = 64 << 10
"""How much of the start a profile may look at: 50 records under a header of 5,000 columns fit in."""

DETECTION_BYTES: Final = 4 << 20
"""Blocks that are tried at once: large enough to be quick, small enough to count lines in."""

_UTF8: Final = "utf-8"
_GB18030: Final = "gb18030"
_BOMS: Final = ((codecs.BOM_UTF8, _UTF8), (b"\x84\x31\x95\x33", _GB18030))
_MULTIBYTE: Final = frozenset(
    [
        "utf-8",
        "gb18030",
        "gbk",
        "gb2312",
        "cp932",
        "shift_jis",
        "shift_jis_2004",
        "shift_jisx0213",
        "euc_jp",
        "euc_jis_2004",
        "euc_jisx0213",
        "euc_kr",
        "cp949",
        "big5",
        "big5hkscs",
        "cp950",
    ]
)
"""Encodings of several bytes in which CR, LF and `"` are never part of another character."""

_NOT_ASCII_LINE: Final = re.compile(rb"[\x80-\xff][^\r\n]*")
_HOPELESS: Final = 100
"""So many times more lines that are not UTF-8 than lines that are: no file of ours that was damaged."""

_PROBE: Final = bytes(range(256)) + b"\x1b$B!!\x1b(B\x1b$)C\x0e!!\x0f\\u0041+AGE-~{!!~}"
"""Every byte, and the shifts and escapes of encodings in which a byte means different things in turn."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file, and how it was found.

    Attributes:
        codec: Python's name for it.
        bom: bytes at the start that are no text.
        how: which of the tests decided.
        undecodable_lines: lines that hold a byte which the encoding does not know, so that their records
            will be set aside; 0 where a BOM or the user decided, and so none was looked for.
    """

    codec: str
    bom: int
    how: How
    undecodable_lines: int = 0


def detect_encoding(
    source: Source, forced: str | None, preferred: Callable[[bytes], Sequence[str]]
) -> Encoding:
    """Find the encoding of a file; the whole file is looked at unless it was forced or has a BOM.

    The order: what the user forces; a BOM; UTF-8, if it fits every line, or more of the lines that are not
    plain ASCII than it fails; what the profile prefers, if it fits every line; GB18030 likewise;
    else the one among these with the fewest undecodable lines. A sheet of a workbook has no encoding of its
    own: it was transcribed to UTF-8, and what the user forces is meant for the files of text beside it.

    Args:
        source: the file.
        forced: `--encoding`, or None.
        preferred: gives the encodings to try for the first bytes of the file (up to `HEADER_BYTES`).

    Raises:
        UsageError: the forced encoding is unknown or does not extend ASCII.
    """
    start = source.read_at(0, HEADER_BYTES)
    if told := _told(source, start, forced):
        return told
    fitting, failing = _utf8_lines(source)
    if not failing or fitting > failing:
        return Encoding(_UTF8, 0, _UTF8, failing)
    best = Encoding(_UTF8, 0, "fewest undecodable lines", failing)
    for codec, how in _candidates(preferred(start)):
        failing = _failing_lines(source, codec, best.undecodable_lines)
        if not failing:
            return Encoding(codec, 0, how)
        if failing < best.undecodable_lines:
            best = Encoding(codec, 0, "fewest undecodable lines", failing)
    return best


def _told(source: Source, start: bytes, forced: str | None) -> Encoding | None:
    """The encoding where it need not be found out."""
    bom, marked = _bom(start)
    if source.sheet is not None:
        return Encoding(_UTF8, bom, "workbook")
    if forced is not None:
        codec = _forced(forced, source)
        return Encoding(codec, bom if codec == marked else 0, "forced")
    if marked is not None:
        return Encoding(marked, bom, "bom")
    if source.write_encoding:
        return Encoding(_UTF8, 0, "bom")
    return None


def _bom(start: bytes) -> tuple[int, str | None]:
    """The length of all BOMs at the start (some tools write a second one), and what they mark."""
    for mark, codec in _BOMS:
        bom = 0
        while start.startswith(mark, bom):
            bom += len(mark)
        if bom:
            return bom, codec
    return 0, None


def _candidates(preferred: Sequence[str]) -> list[tuple[str, How]]:
    by_profile: list[tuple[str, How]] = [(_extending_ascii(name), "profile") for name in preferred]
    return [*by_profile, (_GB18030, "gb18030")]


def _forced(name: str, source: Source) -> str:
    wide = name.lower().replace("_", "-").startswith(("utf-16", "utf-32", "utf16", "utf32"))
    if wide != bool(source.write_encoding):
        raise UsageError(
            f"it is not {name} text" if wide else f"it is {source.write_encoding} text, not {name}",
            path=source.path,
            hint="leave out --encoding, or save the file as UTF-8",
        )
    return _UTF8 if wide else _extending_ascii(name)


def _extending_ascii(name: str) -> str:
    """Python's name for an encoding in which line ends and quotes can be found byte by byte."""
    try:
        codec = codecs.lookup(name).name.replace("utf-8-sig", _UTF8)
        single = "escape" not in codec and len(_PROBE.decode(codec, "replace")) == len(_PROBE)
        extends_ascii = single and _PROBE[:128].decode(codec) == _PROBE[:128].decode("ascii")
    except (LookupError, UnicodeError) as error:
        raise UsageError(f"the encoding {name} is unknown or of no use here", hint=_KNOWN) from error
    if codec not in _MULTIBYTE and not extends_ascii:
        raise UsageError(f"files in {name} cannot be read line by line", hint=_KNOWN)
    return codec


_KNOWN: Final = "try utf-8, gb18030, big5, cp932, cp1252 or another encoding that extends ASCII"


def _utf8_lines(source: Source) -> tuple[int, int]:
    """How many of the lines that are not plain ASCII are UTF-8, and how many are not.

    Casting whole blocks to text costs 8 % of reading the table; Python's decoder would cost half of it.
    Lines are only counted where a block fails. What is clearly not UTF-8 is not counted to its end.
    """
    fitting, failing = 0, 0
    whole: list[tuple[int, int]] = []
    at = 0
    for block in source.blocks(DETECTION_BYTES):
        if not is_utf8(block):
            lines = [line for line in block.splitlines() if not line.isascii()]
            bad = sum(not _fits(line, _UTF8) for line in lines)
            fitting, failing = fitting + len(lines) - bad, failing + bad
            if failing > _HOPELESS * (fitting + 1) and not whole:
                return fitting, failing * max(source.size // (at + len(block)), 1)
        elif not block.isascii():
            whole.append((at, len(block)))
        at += len(block)
    if failing:
        fitting += sum(len(_NOT_ASCII_LINE.findall(source.read_at(*place))) for place in whole)
    return fitting, failing


def _failing_lines(source: Source, codec: str, enough: int) -> int:
    """How many lines `codec` does not know; counted until there are `enough` to rule it out."""
    failing = 0
    for block in source.blocks(DETECTION_BYTES):
        try:
            block.decode(codec)
        except UnicodeDecodeError:
            failing += sum(not _fits(line, codec) for line in block.splitlines())
        if failing >= enough:
            break
    return failing


def _fits(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
