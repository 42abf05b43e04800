"""The physical lines of a file, one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE: Final = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n)?+")


class Line(NamedTuple):
    """One physical line, its end included.

    Attributes:
        text: the decoded line; undecodable bytes are shown as U+FFFD.
        offset: where it starts in the source, in bytes.
        length: its bytes in the source.
        number: counted from 1 for the whole file.
        undecodable: offset in the source of the first byte that the encoding does not know, else None.
        ends_with_lf: False at a lone CR and at the end of the file.
    """

    text: str
    offset: int
    length: int
    number: int
    undecodable: int | None
    ends_with_lf: bool


def split_lines(raw: bytes, codec: str, *, at: int, offset: int, number: int) -> Iterator[Line]:
    """The physical lines of `raw` from index `at` on.

    Args:
        raw: bytes of the source.
        codec: an encoding in which CR and LF bytes are always line ends.
        at: index in `raw` of the first line.
        offset: where `raw` starts in the source.
        number: the number of the first line.
    """
    while at < len(raw):
        found = _LINE.match(raw, at)
        piece = found[0] if found else raw[at:]
        bad = None
        try:
            text = piece.decode(codec)
        except UnicodeDecodeError as error:
            text = piece.decode(codec, "replace")
            bad = offset + at + error.start
        yield Line(text, offset + at, len(piece), number, bad, piece.endswith(b"\n"))
        at += len(piece)
        number += 1
