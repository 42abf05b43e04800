"""Old Office files (OLE2 compound files): which streams they have, and the bytes of one, packed anew."""

from __future__ import annotations

import struct
from typing import IO, Final

_END: Final = 0xFFFFFFFE
_TABLE: Final = 0xFFFFFFFD
_MOST: Final = 0xFFFFFFFA
_HEADER: Final = 512
_ENTRY: Final = 128
_SECTOR_SHIFTS: Final = (9, 12)
_MINI_SHIFT: Final = 6
_IN_HEADER: Final = 109
_STREAM: Final = 2
_ROOT: Final = 5


class DamagedError(Exception):
    """The file's own tables contradict each other or point behind its end."""


class CompoundFile:
    """A compound file, at rest.

    Args:
        file: its bytes.

    Attributes:
        streams: name -> first sector and size.

    Raises:
        DamagedError: it is cut short or damaged.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._length = file.seek(0, 2)
        header = self._bytes(0, _HEADER)
        shift, mini_shift = struct.unpack_from("<HH", header, 30)
        if shift not in _SECTOR_SHIFTS or mini_shift != _MINI_SHIFT:
            raise DamagedError
        self._sector, self._mini = 1 << shift, 1 << mini_shift
        directory, self._cutoff, mini_table = struct.unpack_from("<I4xII", header, 48)
        self._table = self._sector_table(header)
        self._mini_table = self._numbers(self._chain(mini_table))
        self.streams: dict[str, tuple[int, int]] = {}
        self._short = b""
        self._read_directory(self._chain(directory))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            DamagedError: it is cut short or damaged.
        """
        start, size = self.streams[name]
        if size >= self._cutoff:
            data = self._chain(start)
        else:
            sectors = _followed(self._mini_table, start, len(self._mini_table))
            data = b"".join(self._short[at * self._mini : (at + 1) * self._mini] for at in sectors)
        if len(data) < size:
            raise DamagedError
        return data[:size]

    def _read_directory(self, raw: bytes) -> None:
        for at in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            entry = raw[at : at + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if entry[66] == _ROOT:
                self._short = self._chain(start) if size else b""
            elif entry[66] == _STREAM:
                name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
                self.streams.setdefault(name, (start, size))

    def _sector_table(self, header: bytes) -> list[int]:
        (more,) = struct.unpack_from("<I", header, 68)
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", header, 76))
        seen = set()
        while more < _MOST:
            if more in seen:
                raise DamagedError
            seen.add(more)
            *further, more = self._numbers(self._at(more))
            places += further
        return [number for place in places if place < _MOST for number in self._numbers(self._at(place))]

    def _chain(self, start: int) -> bytes:
        if start >= _MOST:
            return b""
        return b"".join(self._at(sector) for sector in _followed(self._table, start, len(self._table)))

    def _at(self, sector: int) -> bytes:
        return self._bytes((sector + 1) * self._sector, self._sector, cut=True)

    def _bytes(self, offset: int, length: int, *, cut: bool = False) -> bytes:
        if offset >= self._length or (not cut and offset + length > self._length):
            raise DamagedError
        self._file.seek(offset)
        return self._file.read(length)

    @staticmethod
    def _numbers(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


def _followed(table: list[int], start: int, most: int) -> list[int]:
    """The sectors of a chain; one that is longer than the table goes in circles."""
    sectors = []
    at = start
    while at < _MOST:
        sectors.append(at)
        if at >= len(table) or len(sectors) > most:
            raise DamagedError
        at = table[at]
    if at != _END:
        raise DamagedError
    return sectors


_LARGE: Final = 4096
"""The size of sectors here, and from where on streams have sectors of their own."""
_NUMBERS: Final = _LARGE // 4
MOST_PACKED: Final = (_IN_HEADER - 1) * _NUMBERS * _LARGE
"""Larger ones would need a table of tables; a full `.xls` has a tenth of it."""


def packed(name: str, stream: bytes) -> bytes:
    """A compound file of one stream: calamine dies of tables that are damaged, and these are not.

    Args:
        name: of the stream.
        stream: its bytes, up to `MOST_PACKED`.
    """
    data = stream.ljust(_LARGE, b"\0")
    sectors = -(-len(data) // _LARGE)
    tables = -(-(sectors + 2) // (_NUMBERS - 1))
    chain = [*([_TABLE] * tables), _END, *range(tables + 2, tables + 1 + sectors), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _LARGE, b"\xff")
    places = struct.pack(f"<{tables}I", *range(tables)).ljust(4 * _IN_HEADER, b"\xff")
    header = struct.pack(
        "<8s16x5H6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, tables, 0, _LARGE, _END, 0, _END, 0),
    )
    # calamine wants the root to have bytes, too; nobody reads them.
    directory = _entry("Root Entry", _ROOT, 1, tables + sectors, 0) + _entry(
        name, _STREAM, _END + 1, tables + 1, len(data)
    )
    return b"".join(
        [
            (header + places).ljust(_LARGE, b"\0"),
            table,
            directory.ljust(_LARGE, b"\0"),
            data.ljust(sectors * _LARGE, b"\0"),
        ]
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    none = 0xFFFFFFFF
    return struct.pack("<64sHBB3I36xIQ", encoded, len(encoded) + 2, kind, 1, none, none, child, start, size)
