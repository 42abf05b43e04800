"""The ZIP archive of a workbook, proved before anything else sees it: whole, plain, and no bomb."""

from __future__ import annotations

import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, Final

from .refusals import bomb, damaged, protected

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK: Final = 4 << 20

MOST_MEMBERS: Final = 20_000
"""A workbook of 200 sheets has some 1,000 parts; a directory of millions is a bomb of its own."""
MOST_BYTES: Final = 8 << 30
"""All parts together, unpacked: a full sheet of Excel with 60 columns has 3 GiB."""
MOST_RATIO: Final = 200
"""Sheets pack 5 to 60 times, and deflate ends at 1032; only a bomb is beyond this."""
FREE_BYTES: Final = 64 << 20
"""Below this the ratio is not looked at."""

_PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for archives that are cut, patched or of unknown versions; an `OSError`
where a damaged directory sends it before the start of the file."""


class Archive:
    """The parts of a workbook.

    Args:
        path: as the user called it.
        file: the bytes, at rest.

    Attributes:
        path: as given.
        names: lower-case name of each part -> its name; programs differ in the case they expect.

    Raises:
        UnreadableError: it is damaged, or unpacks to more than any workbook does, or wants a password.
    """

    def __init__(self, path: str, file: IO[bytes]) -> None:
        self.path = path
        self._size = file.seek(0, 2)
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(file)
            members = self._zip.infolist()
        except _DAMAGE as error:
            raise damaged(path) from error
        if len(members) > MOST_MEMBERS:
            raise bomb(path, f"has {len(members)} parts")
        self._refuse_size(sum(member.file_size for member in members))
        self.names = {member.filename.lower(): member.filename for member in members}
        if len(self.names) < len(members):
            raise damaged(path, "it has two parts of one name")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise protected(path)
        if any(member.compress_type not in _PLAIN for member in members):
            raise damaged(path, "it is packed in a way that spreadsheets do not use")

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, unpacked and counted.

        Args:
            name: as in `names`.

        Raises:
            UnreadableError: it is damaged, or a bomb.
        """
        blocks = self._blocks(name)
        if self._zip.getinfo(name).file_size <= BLOCK:
            return blocks
        return _ahead(blocks)

    def _blocks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while block := part.read(BLOCK):
                    self._unpacked += len(block)
                    yield block
                    self._refuse_size(self._unpacked)
        except _DAMAGE as error:
            raise damaged(self.path) from error

    def text(self, name: str) -> str:
        """A small part as text, empty where there is none; what is no UTF-8 is replaced."""
        if name not in self.names:
            return ""
        return b"".join(self.blocks(self.names[name])).decode("utf-8", errors="replace")

    def _refuse_size(self, unpacked: int) -> None:
        limit = min(MOST_BYTES, max(FREE_BYTES, self._size * MOST_RATIO))
        if unpacked > limit:
            raise bomb(self.path, f"unpacks to more than {limit >> 20} MiB from {self._size} bytes")


def _ahead(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same blocks, each unpacked in another thread while the one before it is looked at."""
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, blocks, b"")
        while block := coming.result():
            coming = worker.submit(next, blocks, b"")
            yield block
