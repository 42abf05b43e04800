"""The first records of a file, as they are: for finding the header, and with it the delimiter."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from .careful import Reason, Record, read_records
from .physical import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dialect import Dialect
    from .encoding import Encoding
    from .physical import Line
    from .source import Source

FEW_BYTES: Final = 32 << 10
"""The first 50 records of nearly every file fit in, and four delimiters are tried on them."""

HEAD_BYTES: Final = 1 << 20
"""How much of a file may be looked at for its header: 50 records of 5,000 columns fit in."""


@dataclass(frozen=True, slots=True)
class HeadRecord:
    """One of the first records of a file.

    Attributes:
        cells: any number of them; those of a broken quote are split at every delimiter.
        offset: where it starts in the source, in bytes.
        end: where the next record starts.
        line: the physical line that it starts at, counted from 1.
        next_line: the physical line that the next record starts at.
        rows: how many records of the file were joined to this one (see `header_rows`).
    """

    cells: tuple[str, ...]
    offset: int
    end: int
    line: int
    next_line: int
    rows: int = 1


def read_head(source: Source, encoding: Encoding, dialect: Dialect, records: int = 50) -> list[HeadRecord]:
    """Read the first records, blank and ragged ones included, by the careful reader.

    Args:
        source: the file.
        encoding: its encoding; its BOM is skipped.
        dialect: the delimiter and quoting to try.
        records: how many, or fewer where the file or its first MiB ends.
    """
    found = _records(source, encoding, dialect, FEW_BYTES, records)
    if len(found) < records and source.size > encoding.bom + FEW_BYTES:
        found = _records(source, encoding, dialect, HEAD_BYTES, records)
    return found


def _records(
    source: Source, encoding: Encoding, dialect: Dialect, size: int, records: int
) -> list[HeadRecord]:
    raw = source.read_at(encoding.bom, size)
    whole = encoding.bom + len(raw) >= source.size
    lines = split_lines(raw, encoding.codec, at=0, offset=encoding.bom, number=1)
    # A quote that nothing in these bytes closes is as good as never closed, hence `complete`.
    found = read_records(lines if whole else _but_last(lines), dialect, None, complete=True)
    return [_head_record(record, dialect) for record in islice(found, records)]


def _but_last(lines: Iterator[Line]) -> Iterator[Line]:
    """All lines but the last one, which the bytes may cut; a single line is given as far as it goes."""
    held, alone = next(lines, None), True
    for line in lines:
        if held is not None:
            yield held
        held, alone = line, False
    if held is not None and alone:
        yield held


def _head_record(record: Record, dialect: Dialect) -> HeadRecord:
    last = record.lines[-1]
    cells = record.cells
    if record.reason is Reason.BROKEN_QUOTE:
        cells = tuple(last.text.rstrip("\r\n").split(dialect.delimiter))
    return HeadRecord(
        cells, record.offset, record.offset + record.length, record.lines[0].number, last.number + 1
    )
