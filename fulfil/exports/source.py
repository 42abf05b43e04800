"""The bytes of an export, wherever they come from: a file, standard input, compressed, in UTF-16, a sheet."""

from __future__ import annotations

import codecs
import gzip
import shutil
import sys
import tempfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from fulfil.errors import UnreadableError

from .contents import PROBE_BYTES, refuse_other_contents, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    import polars as pl

STDIN: Final = "-"
CHUNK: Final = 4 << 20

MAX_UNPACKED_BYTES: Final = 8 << 30
"""A compressed export may unpack to this much whatever its ratio: 8 GiB are some 40 million orders."""
MAX_UNPACKED_RATIO: Final = 200
"""Exports pack 5 to 40 times, and deflate ends at 1032; only a bomb is beyond this."""
FREE_UNPACKED_BYTES: Final = 64 << 20
"""Below this the ratio is not looked at: a small file of one repeated value is no danger."""

_GZIP: Final = b"\x1f\x8b"
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


class Source:
    """The bytes of one export, at rest, so that records can be read again by offset.

    Attributes:
        path: as the user called it; `-` is standard input.
        stem: the name for outputs: `stdin` for standard input, without `.csv.gz` and the like.
        size: in bytes, unpacked and transcoded.
        write_encoding: the encoding to write records back in, where the bytes here are a transcription to
            UTF-8 of a UTF-16 or UTF-32 file; None where they are the file's own, or a sheet.
        sheet: the name of the sheet that the bytes are a transcription of, to UTF-8 with a BOM; None for a
            file of text.
    """

    def __init__(  # noqa: PLR0913 - what a sheet has beside a file, each by its name
        self,
        path: str,
        file: IO[bytes],
        write_encoding: str | None,
        stack: ExitStack,
        *,
        stem: str | None = None,
        sheet: str | None = None,
        row_starts: pl.Series | None = None,
    ) -> None:
        """Take over an open file; `stack` closes it.

        `row_starts` are the lines that the rows of a sheet start at, where the two differ.
        """
        self.path = path
        self.stem = stem_of(path) if stem is None else stem
        self.sheet = sheet
        self.write_encoding = write_encoding
        self._row_starts = row_starts
        self.size = file.seek(0, 2)
        self._file = file
        self._stack = stack

    @property
    def label(self) -> str:
        """What names it in a report: the path, and the sheet of a workbook that has several."""
        several = self.sheet is not None and self.stem != stem_of(self.path)
        return f"{self.path}[{self.sheet}]" if several else self.path

    def __enter__(self) -> Self:
        """Use it in a `with` statement: leaving closes the file and drops temporary ones."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Close the file and drop temporary ones."""
        self._stack.close()

    def read_at(self, offset: int, length: int) -> bytes:
        """The bytes from `offset` on: `length` of them, or fewer at the end.

        Raises:
            UnreadableError: the file cannot be read any more.
        """
        try:
            self._file.seek(offset)
            return self._file.read(length)
        except OSError as error:
            raise _refusal(self.path, error) from error

    def rows_of(self, lines: pl.Series) -> pl.Series:
        """Where lines of the text stand for people: rows of a sheet, or the lines of a file themselves.

        Args:
            lines: physical lines, counted from 1.

        Returns:
            The rows, counted from 1, in the same type and under the same name.
        """
        if self._row_starts is None:
            return lines
        return self._row_starts.search_sorted(lines, side="right").cast(lines.dtype).alias(lines.name)

    def blocks(self, size: int = CHUNK, *, start: int = 0) -> Iterator[bytes]:
        """The bytes from `start` on, in blocks of whole lines, each of about `size` bytes."""
        wanted = size
        while block := self.read_at(start, wanted):
            end = len(block) if start + len(block) >= self.size else last_line_end(block)
            wanted = size if end else 2 * wanted
            start += end
            if end:
                yield block[:end]


def last_line_end(block: bytes) -> int:
    """Where the last whole line of `block` ends; 0 if there is none. Old Mac files have lone CRs only."""
    return block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1


def open_source(path: str) -> Source:
    """Open an export.

    Args:
        path: a file, or `-` for standard input. Gzip is unpacked, by content and whatever the name;
            UTF-16 and UTF-32 are transcribed to UTF-8. Both go to a temporary file.

    Raises:
        UnreadableError: there is no such file, it cannot be read, or it is no text table; a workbook is none.
    """
    with ExitStack() as stack:
        file, start = _at_rest(path, stack)
        return _text_source(path, file, start, stack)


def open_sources(path: str) -> list[Source]:
    """Open an export that may be a workbook.

    Args:
        path: as for `open_source`; or an `.xlsx`, `.xls` or `.ods`, known by its content whatever its name.

    Returns:
        One source for a file of text; one for each sheet of a workbook that holds a cell, hidden ones
        included, in its order. The caller closes each.

    Raises:
        UnreadableError: it cannot be read as text, nor as a workbook.
    """
    with ExitStack() as stack:
        file, start = _at_rest(path, stack)
        if not start.startswith(_WORKBOOKS):
            return [_text_source(path, file, start, stack)]
        from .workbooks.sheets import workbook_sources  # noqa: PLC0415 - only runs that meet a workbook pay

        try:
            return workbook_sources(path, file, start)
        except OSError as error:
            raise _refusal(path, error) from error


def _at_rest(path: str, stack: ExitStack) -> tuple[IO[bytes], bytes]:
    """The file, unpacked where it was packed, and its first bytes."""
    try:
        file = _opened(path, stack)
        start = _start(file)
        if start.startswith(_GZIP):
            file = _unpacked(path, file, stack)
            start = _start(file)
    except OSError as error:
        raise _refusal(path, error) from error
    return file, start


def _text_source(path: str, file: IO[bytes], start: bytes, stack: ExitStack) -> Source:
    wide = wide_encoding(start)
    if wide:
        try:
            file = _transcribed(file, wide, stack)
            start = _start(file)
        except OSError as error:
            raise _refusal(path, error) from error
    refuse_other_contents(start, path)
    return Source(path, file, wide, stack.pop_all())


def stem_of(path: str) -> str:
    """The name for the outputs of an input: `orders` for `a/orders.csv.gz`, `stdin` for `-`."""
    if path == STDIN:
        return "stdin"
    name = Path(path).name
    if name.lower().endswith(".gz"):
        name = name[: -len(".gz")]
    return Path(name).stem


def _opened(path: str, stack: ExitStack) -> IO[bytes]:
    if path != STDIN:
        return stack.enter_context(Path(path).open("rb"))
    spool = _spool(stack)
    shutil.copyfileobj(sys.stdin.buffer, spool, CHUNK)
    return spool


def _spool(stack: ExitStack) -> IO[bytes]:
    return stack.enter_context(tempfile.TemporaryFile(prefix="fulfil-"))


def _start(file: IO[bytes]) -> bytes:
    file.seek(0)
    start = file.read(PROBE_BYTES)
    file.seek(0)
    return start


def _unpacked(path: str, packed: IO[bytes], stack: ExitStack) -> IO[bytes]:
    size = packed.seek(0, 2)
    packed.seek(0)
    limit = min(MAX_UNPACKED_BYTES, max(FREE_UNPACKED_BYTES, size * MAX_UNPACKED_RATIO))
    spool = _spool(stack)
    try:
        with gzip.GzipFile(fileobj=packed) as unpacked:
            while block := unpacked.read(CHUNK):
                spool.write(block)
                if spool.tell() > limit:
                    raise UnreadableError(
                        f"it unpacks to more than {limit >> 20} MiB from {size} bytes",
                        path=path,
                        hint="unpack it yourself if you trust it",
                    )
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableError(
            "it is compressed and damaged or cut short", path=path, hint="download it again"
        ) from error
    return spool


def _transcribed(wide: IO[bytes], codec: str, stack: ExitStack) -> IO[bytes]:
    """The same text in UTF-8; damage becomes bytes that UTF-8 lacks, so that its line is set aside."""
    decoder = codecs.getincrementaldecoder(codec)(_MARK_DAMAGE)
    spool = _spool(stack)
    while block := wide.read(CHUNK):
        spool.write(decoder.decode(block).encode("utf-8", "surrogatepass"))
    spool.write(decoder.decode(b"", final=True).encode("utf-8", "surrogatepass"))
    return spool


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


_MARK_DAMAGE: Final = "fulfil-mark-damage"
codecs.register_error(_MARK_DAMAGE, _mark_damage)


def _refusal(path: str, error: OSError) -> UnreadableError:
    if isinstance(error, FileNotFoundError):
        return UnreadableError("there is no such file", path=path, hint="check the name and the folder")
    if isinstance(error, IsADirectoryError) or Path(path).is_dir():
        return UnreadableError("it is a folder, not a file", path=path, hint="name the files in it")
    if isinstance(error, PermissionError):
        return UnreadableError(
            "it may not be read", path=path, hint="close it in Excel, or check who may read it"
        )
    return UnreadableError(f"it cannot be read: {error.strerror or error}", path=path)
