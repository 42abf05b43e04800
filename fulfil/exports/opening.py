"""Open an export and find out what it is; a workbook is as many exports as it has sheets that are known."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from ..errors import UnreadableError
from .candidates import Wanted
from .encoding import detect_encoding
from .export import Export, Reading
from .recognise import preferred_encodings, recognise
from .source import open_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .source import Source


@dataclass(frozen=True, slots=True)
class Opened:
    """One input, open.

    Args:
        exports: its tables: one for a file of text, one for each sheet of a workbook whose header is known.
        left_out: sheets that are no such table, with the reason.
    """

    exports: tuple[Export, ...]
    left_out: tuple[tuple[str, str], ...] = ()


@contextmanager
def open_exports(path: str, first_index: int = 0, reading: Reading | None = None) -> Iterator[Opened]:
    """Open and recognise an export that may be a workbook.

    Args:
        path: a file, or `-` for standard input; gzip is unpacked.
        first_index: its place among the inputs; the sheets of a workbook take this and the following ones.
        reading: how to read it.

    Raises:
        UnreadableError: it cannot be read as a table of orders, parcels or returns, nor can any sheet of it.
    """
    asked = reading or Reading()
    with ExitStack() as stack:
        exports: list[Export] = []
        refused: list[tuple[Source, UnreadableError]] = []
        sources = [stack.enter_context(source) for source in open_sources(path)]
        for source in sources:
            try:
                exports.append(_recognised(source, first_index + len(exports), asked))
            except UnreadableError as error:
                refused.append((source, error))
        if not exports:
            raise _none(path, refused)
        yield Opened(tuple(exports), tuple((source.sheet or "", error.what) for source, error in refused))


@contextmanager
def open_export(path: str, index: int = 0, reading: Reading | None = None) -> Iterator[Export]:
    """Open and recognise an export that holds one table.

    Args:
        path: a file, or `-` for standard input; gzip is unpacked.
        index: its place among the inputs.
        reading: how to read it.

    Raises:
        UnreadableError: it cannot be read as a table of orders, parcels or returns, or holds several.
    """
    with open_exports(path, index, reading) as opened:
        if len(opened.exports) > 1:
            sheets = ", ".join(f"“{export.source.sheet}”" for export in opened.exports)
            raise UnreadableError(
                f"it holds several tables, in the sheets {sheets}",
                path=path,
                hint="save the sheet that you mean as a workbook of its own",
            )
        yield opened.exports[0]


def _recognised(source: Source, index: int, reading: Reading) -> Export:
    preferred = partial(preferred_encodings, forced=reading.profile, own=reading.profiles)
    encoding = detect_encoding(source, reading.encoding, preferred)
    wanted = Wanted(reading.profile, reading.profiles, reading.subjects, reading.likely)
    recognition = recognise(source, encoding, wanted).only(reading.subjects, source.path)
    return Export(index, source, encoding, recognition, reading)


def _none(path: str, refused: list[tuple[Source, UnreadableError]]) -> UnreadableError:
    """Why no table of an input can be read; of several sheets the first one says it for all."""
    source, error = refused[0]
    if source.sheet is None:
        return error
    row = None if error.line is None else source.rows_of(pl.Series([error.line], dtype=pl.UInt32)).item()
    more = f"; nor can any of its {len(refused) - 1} other sheets be read" if len(refused) > 1 else ""
    seen = [(line, cells) for source, error in refused for line, cells in _rows_of(source, error.seen)]
    return UnreadableError(
        f"the sheet “{source.sheet}”: {error.what}{more}",
        path=path,
        line=row,
        hint=error.hint,
        seen=tuple(seen),
    )


def _rows_of(
    source: Source, seen: Sequence[tuple[int, tuple[str, ...]]]
) -> list[tuple[int, tuple[str, ...]]]:
    """The first records of a sheet by their rows in it."""
    rows = source.rows_of(pl.Series([line for line, _ in seen], dtype=pl.UInt32))
    return [(row, cells) for row, (_, cells) in zip(rows, seen, strict=True)]
