"""One export file: recognised, and read block by block into typed rows."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from ..errors import UnreadableError
from .blocks import Block, Position, read_blocks
from .canonical_text import canonical_text, two_values
from .continuation import Continuation
from .correction_sheet import added_regions, fill_regions
from .encoding import detect_encoding
from .not_orders import aside_reason, non_order_reason
from .recognise import Recognition, preferred_encodings, recognise
from .source import open_source, open_sources
from .typed import Typing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .encoding import Encoding
    from .profile import Profile
    from .source import Source

#: Reasons of records that are recognised and no orders; every other reason is an unreadable record.
NON_ORDERS = ("blank", "title", "repeated_header", "total", "footer")

#: Records that are no rows: where they stand, why, and their text as far as it is kept.
ASIDE = pl.Schema(
    {
        "offset": pl.UInt64,
        "length": pl.UInt64,
        "line": pl.UInt32,
        "record": pl.UInt32,
        "reason": pl.String,
        "text": pl.String,
    }
)


@dataclass(frozen=True, slots=True)
class Rows:
    """One block of an export.

    Args:
        table: typed rows: `file row record line offset length`, canonical columns, states.
        unread: cells that could not be read (see `typed.UNREAD`).
        aside: records that are no rows (see `ASIDE`).
    """

    table: pl.DataFrame
    unread: pl.DataFrame
    aside: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read exports, as the user asked.

    Args:
        encoding: wins over what the file seems to be.
        profile: taken whatever the header says.
        statuses: status words of the user's own -> canonical state.
        block_bytes: about how many bytes are read at a time, by the file's size where None; what is read
            does not depend on it.
    """

    encoding: str | None = None
    profile: Profile | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    block_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """An open export.

    Args:
        index: its place among the inputs.
        source: its bytes.
        encoding: how they are text.
        recognition: what it is.
        reading: how the user asked to read it.
    """

    index: int
    source: Source
    encoding: Encoding
    recognition: Recognition
    reading: Reading

    @property
    def path(self) -> str:
        """The path as given."""
        return self.source.path

    @property
    def profile(self) -> Profile:
        """The kind of file."""
        return self.recognition.profile

    def blocks(self, first_row: int = 0) -> Iterator[Rows]:
        """Read the file from its header on, in blocks.

        Args:
            first_row: the `row` of the first row.
        """
        typing = Typing(self.profile, self.reading.statuses)
        continuation = Continuation() if self.profile.repeat == "blank" else None
        row, record = first_row, 0
        for block in self._text_blocks():
            rows, record = self._rows(block, typing, continuation, row, record)
            row += rows.table.height
            yield rows

    def titles(self) -> pl.DataFrame:
        """The records above the header, with the columns of `ASIDE`."""
        records = self.recognition.before
        return pl.DataFrame(
            {
                "offset": [r.offset for r in records],
                "length": [r.end - r.offset for r in records],
                "line": self.source.rows_of(pl.Series([r.line for r in records], dtype=pl.UInt32)),
                "record": [0] * len(records),
                "reason": ["title" if any(c.strip() for c in r.cells) else "blank" for r in records],
                "text": [self.recognition.dialect.delimiter.join(r.cells) for r in records],
            },
            schema=ASIDE,
        )

    def _text_blocks(self) -> Iterator[Block]:
        known = self.recognition
        header = known.header
        return read_blocks(
            self.source,
            self.encoding,
            known.dialect,
            width=known.columns.width,
            wanted=known.columns.wanted,
            start=Position(header.end, header.next_line),
            block_size=self.reading.block_bytes,
        )

    def _rows(
        self, block: Block, typing: Typing, continuation: Continuation | None, row: int, record: int
    ) -> tuple[Rows, int]:
        text = canonical_text(block.cells, self.recognition)
        reason = non_order_reason(text, block.cells, self.recognition)
        doubtful = two_values(block.cells, self.recognition)
        if doubtful.height:
            reason = reason.scatter(
                doubtful["at"].filter(reason.gather(doubtful["at"]).is_null()), "two_values"
            )
        line = self.source.rows_of(block.line).cast(pl.UInt32)
        place = pl.DataFrame([block.offset, block.length.cast(pl.UInt64), line])
        place, aside, record = self._numbered(place, block, reason, record)
        if reason.null_count() < reason.len():
            text, place = text.filter(reason.is_null()), place.filter(reason.is_null())
        if continuation is not None:
            text = continuation.fill(text)
        if added := added_regions(self.recognition):
            text = fill_regions(text, added)
        rows = pl.int_range(row, row + text.height, dtype=pl.UInt32, eager=True).alias("row")
        typed, unread = typing.read(text.insert_column(0, rows))
        file = pl.repeat(self.index, typed.height, dtype=pl.UInt16, eager=True).alias("file")
        return Rows(pl.concat([file.to_frame(), place, typed], how="horizontal"), unread, aside), record

    def _numbered(
        self, place: pl.DataFrame, block: Block, reason: pl.Series, record: int
    ) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """Count the records of a block that are not blank, rows and others together."""
        broken = self._broken(block)
        rejected = reason.is_not_null()
        if broken.is_empty() and not rejected.any():
            count = pl.int_range(record + 1, record + 1 + place.height, dtype=pl.UInt32, eager=True)
            return (
                place.with_columns(count.alias("record")),
                pl.DataFrame(schema=ASIDE),
                record + place.height,
            )
        texts = [self._text(o, n) for o, n in place.filter(rejected).select("offset", "length").iter_rows()]
        others = place.filter(rejected).with_columns(
            reason=reason.filter(rejected), text=pl.Series(texts, dtype=pl.String)
        )
        everything = pl.concat(
            [
                place.with_columns(reason=reason).select("offset", "reason"),
                broken.select("offset", "reason"),
            ]
        ).sort("offset")
        numbers = everything.select(
            "offset", record=(pl.col("reason").fill_null("") != "blank").cum_sum().cast(pl.UInt32) + record
        )
        place = place.join(numbers, on="offset", how="left", maintain_order="left")
        aside = (
            pl.concat([broken, others.select(broken.columns)])
            .sort("offset")
            .join(numbers, on="offset", how="left", maintain_order="left")
            .select(pl.col(name).cast(dtype) for name, dtype in ASIDE.items())
        )
        blank = everything.filter(pl.col("reason") == "blank").height
        return place, aside, record + everything.height - blank

    def _broken(self, block: Block) -> pl.DataFrame:
        aside = block.aside
        if aside.is_empty():
            return pl.DataFrame(schema={k: v for k, v in ASIDE.items() if k != "record"})
        short = aside["reason"] == "too_few_cells"
        reasons = aside["reason"]
        if short.any():
            told = [
                aside_reason(reason, text, self.profile)
                for reason, text in aside.select("reason", "text").filter(short).iter_rows()
            ]
            reasons = reasons.scatter(short.arg_true(), told)
        return aside.with_columns(reason=reasons, line=self.source.rows_of(aside["line"])).select(
            pl.col(name).cast(dtype) for name, dtype in ASIDE.items() if name != "record"
        )

    def _text(self, offset: int, length: int) -> str:
        return self.source.read_at(offset, length).decode(self.encoding.codec, errors="replace").strip("\r\n")


@contextmanager
def open_export(path: str, index: int = 0, reading: Reading | None = None) -> Iterator[Export]:
    """Open and recognise an export.

    Args:
        path: a file, or `-` for standard input; gzip is unpacked.
        index: its place among the inputs.
        reading: how to read it.

    Raises:
        UnreadableError: it cannot be read as a table of orders.
    """
    with ExitStack() as stack:
        yield _recognised(stack.enter_context(open_source(path)), index, reading or Reading())


@contextmanager
def open_exports(path: str, first_index: int = 0, reading: Reading | None = None) -> Iterator[list[Export]]:
    """Open and recognise an export that may be a workbook.

    Args:
        path: a file, or `-` for standard input; gzip is unpacked.
        first_index: its place among the inputs; the sheets of a workbook take this and the following ones.
        reading: how to read it.

    Yields:
        One export for a file of text; one for each sheet of a workbook that holds a cell.

    Raises:
        UnreadableError: it, or one of its sheets, cannot be read as a table of orders.
    """
    with ExitStack() as stack:
        sources = [stack.enter_context(source) for source in open_sources(path)]
        asked = reading or Reading()
        yield [_recognised(source, index, asked) for index, source in enumerate(sources, first_index)]


def _recognised(source: Source, index: int, reading: Reading) -> Export:
    encoding = detect_encoding(source, reading.encoding, preferred_encodings)
    try:
        recognition = recognise(source, encoding, reading.profile)
    except UnreadableError as error:
        if source.sheet is None:
            raise
        row = None if error.line is None else source.rows_of(pl.Series([error.line])).item()
        raise UnreadableError(
            f"the sheet “{source.sheet}”: {error.what}", path=error.path, line=row, hint=error.hint
        ) from error
    return Export(index, source, encoding, recognition, reading)
