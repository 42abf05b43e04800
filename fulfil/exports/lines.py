"""The physical lines of a window as columns, decoded, with their places in the source's own bytes."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import polars as pl

_UTF8: Final = "utf-8"
_TAKEN_FOR_PACKED: Final = (b"\x1f", b"x", b"\x28", b"\xef")
"""Polars unpacks bytes that start like gzip, zlib (`x^`, `x\\x01`) or zstd, and drops a BOM.

Text may start so, too.
"""


class Lines:
    """The lines of `raw` that end at LF or CRLF; lone CRs stay inside them and make them `damaged`.

    Args:
        raw: bytes of the source that end at a line end or at the end of the file; not empty.
        codec: their encoding.

    Attributes:
        raw: as given.
        encoded: the same lines in UTF-8, with U+FFFD for what is undecodable, and with an LF at the end.
        frame: one row per line: `text` without LF or CRLF, `length` in bytes of `raw` with it, `damaged`
            where there is a lone CR or an undecodable byte.
        edges: where each line starts in `raw`, and at last the length of `raw`.
        breaks: lone CRs before each line, and at last all of them; or None if there are none.
    """

    def __init__(self, raw: bytes, codec: str) -> None:
        """Split `raw` into lines."""
        self.raw = raw
        self.encoded, text, undecodable = _decode(raw, codec)
        self._ends = _ends(self.encoded, text)
        length = self._lengths(text, same=codec == _UTF8 and not undecodable)
        damaged = pl.repeat(value=False, n=text.len(), dtype=pl.Boolean, eager=True)
        self.breaks = _lone_crs(text)
        if self.breaks is not None:
            damaged = text.str.contains("\r", literal=True)
        if undecodable:
            damaged = damaged.scatter(undecodable, values=True)
        self.frame = pl.DataFrame({"text": text, "length": length, "damaged": damaged})
        self.edges = _edges(length)

    @cached_property
    def encoded_edges(self) -> pl.Series:
        """Where each line starts in `encoded`, and at last the length of `encoded`."""
        return _edges(self.frame["text"].str.len_bytes().cast(pl.UInt64) + self._ends)

    def breaks_before(self, line: int) -> int:
        """How many lone CRs stand before a line."""
        return 0 if self.breaks is None else int(self.breaks[line])

    def _lengths(self, text: pl.Series, *, same: bool) -> pl.Series:
        missing = 0 if self.raw.endswith(b"\n") else 1
        if same:
            length = text.str.len_bytes().cast(pl.UInt64) + self._ends
        else:
            pieces = self.raw.split(b"\n")
            length = pl.Series(list(map(len, pieces if missing else pieces[:-1])), dtype=pl.UInt64) + 1
        return length.scatter(length.len() - 1, length[-1] - 1) if missing else length


def _decode(raw: bytes, codec: str) -> tuple[bytes, pl.Series, list[int]]:
    """The bytes in UTF-8 with a last LF, their lines, and which of them are undecodable."""
    try:
        encoded = _ended(raw if codec == _UTF8 else raw.decode(codec).encode())
        return encoded, _split(encoded), []
    except (UnicodeError, pl.exceptions.ComputeError):
        pieces = raw.removesuffix(b"\n").split(b"\n")
    undecodable = []
    for index, piece in enumerate(pieces):
        try:
            pieces[index] = piece.decode(codec).encode()
        except UnicodeError:
            undecodable.append(index)
            pieces[index] = piece.decode(codec, "replace").encode(errors="replace")
    encoded = _ended(b"\n".join([*pieces, b""]))
    return encoded, _split(encoded), undecodable


def _ended(encoded: bytes) -> bytes:
    return encoded if encoded.endswith(b"\n") else encoded + b"\n"


def _lone_crs(text: pl.Series) -> pl.Series | None:
    if not text.str.contains("\r", literal=True).any():
        return None
    return _edges(text.str.count_matches("\r", literal=True).cast(pl.UInt64))


def is_utf8(block: bytes) -> bool:
    """Whether bytes are UTF-8; Polars tells at a sixth of what Python's decoder costs."""
    if block.isascii():
        return True
    try:
        pl.Series([block], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def taken_for_packed(encoded: bytes) -> bool:
    """Whether Polars may take text for packed bytes, so that something has to stand before it."""
    return encoded.startswith(_TAKEN_FOR_PACKED)


def _split(encoded: bytes) -> pl.Series:
    if taken_for_packed(encoded):
        return pl.read_lines(b"\n" + encoded)["line"].slice(1)
    return pl.read_lines(encoded)["line"]


def _ends(encoded: bytes, text: pl.Series) -> pl.Series | int:
    """The bytes of the line ends, which splitting drops: one number if all are the same."""
    count = text.len()
    with_cr = len(encoded) - count - int(text.str.len_bytes().sum())
    if with_cr in (0, count):
        return 2 if with_cr else 1
    lengths = pl.Series(list(map(len, encoded.split(b"\n")[:-1])), dtype=pl.UInt64)
    return lengths + 1 - text.str.len_bytes()


def _edges(lengths: pl.Series) -> pl.Series:
    return pl.concat([pl.Series([0], dtype=pl.UInt64), lengths.cum_sum()])
