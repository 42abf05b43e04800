"""Old Office files (OLE2 compound files): which streams they have, and the bytes of one."""

from __future__ import annotations

import struct
from typing import IO, Final

_END: Final = 0xFFFFFFFE
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
