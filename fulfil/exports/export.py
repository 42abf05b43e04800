"""One export file: recognised, and read block by block into typed rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from ..tables import Subject
from .blocks import Block, Position, read_blocks
from .canonical_text import two_values
from .not_orders import aside_reason, non_order_reason
from .other_tables import OtherTables
from .subject_rows import Part, SubjectRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .encoding import Encoding
    from .profile import Profile
    from .recognise import Recognition
    from .source import Source

#: Reasons of records that are recognised and no rows; every other reason is an unreadable record.
NON_ORDERS = ("blank", "title", "repeated_header", "further_header", "total", "footer", "other_line")

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
        parts: the rows by what they tell of; a record may be a row of several.
        aside: records that are no rows (see `ASIDE`).
        end: where the block ends in the source, in bytes.
    """

    parts: Mapping[Subject, Part]
    aside: pl.DataFrame
    end: int

    @property
    def records(self) -> int:
        """The records that are rows, each counted once whatever it tells of."""
        offsets = [part.table["offset"] for part in self.parts.values()]
        return len(offsets[0]) if len(offsets) == 1 else pl.concat(offsets).n_unique()


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read exports, as the user asked.

    Args:
        encoding: wins over what the file seems to be.
        profile: taken whatever the header says.
        profiles: the user's own, which win over the shipped ones where their signature stands.
        statuses: status words of the user's own -> canonical state.
        subjects: what is read of a file that tells of several things.
        likely: what a file of no known kind is read for where its header could mean several things.
        block_bytes: about how many bytes are read at a time, by the file's size where None; what is read
            does not depend on it.
    """

    encoding: str | None = None
    profile: Profile | None = None
    profiles: tuple[Profile, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    subjects: frozenset[Subject] = frozenset(Subject)
    likely: Subject | None = None
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
        """The path as given, with the sheet of a workbook that has several."""
        return self.source.label

    @property
    def header_line(self) -> int:
        """The physical line of the header; in a workbook, the row of its sheet."""
        return int(self.source.rows_of(pl.Series([self.recognition.header.line], dtype=pl.UInt32)).item())

    @property
    def profile(self) -> Profile:
        """The kind of file."""
        return self.recognition.profile

    def blocks(self, first_row: int = 0) -> Iterator[Rows]:
        """Read the file from its header on, in blocks.

        Args:
            first_row: the `row` of the first row.
        """
        readers = [
            SubjectRows(self.recognition, subject, self.reading.statuses)
            for subject in self.recognition.columns.subjects
        ]
        others = OtherTables(self.source, self.encoding, self.recognition)
        row, record = first_row, 0
        for block in self._text_blocks():
            rows, record = self._rows(block, readers, others, row, record)
            row += sum(part.table.height for part in rows.parts.values())
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
        self, block: Block, readers: Sequence[SubjectRows], others: OtherTables, row: int, record: int
    ) -> tuple[Rows, int]:
        texts = [reader.text(block.cells) for reader in readers]
        reason = self._reasons(block, texts[0], others)
        places = reason.is_null().arg_true()
        if len(places) < reason.len():
            texts = [text[places] for text in texts]
        texts = [reader.filled(text) for reader, text in zip(readers, texts, strict=True)]
        silent = _tell_of_nothing(texts)
        if silent is not None and silent.any():
            reason = reason.scatter(places.filter(silent), "other_line")
            texts = [text.filter(~silent) for text in texts]
        place, aside, record = self._numbered(block, reason, record)
        parts: dict[Subject, Part] = {}
        for reader, text in zip(readers, texts, strict=True):
            part = reader.read(text, place, row)
            parts[reader.subject] = part
            row += part.table.height
        return Rows(parts, aside, _end(block)), record

    def _reasons(self, block: Block, text: pl.DataFrame, others: OtherTables) -> pl.Series:
        """Why each record of a block is no row, whatever the rows tell of; else null."""
        reason = others.reasons(block, non_order_reason(text, block.cells, self.recognition))
        doubtful = two_values(block.cells, self.recognition)
        if doubtful.height:
            at = doubtful["at"]
            reason = reason.scatter(at.filter(reason.gather(at).is_null()), "two_values")
        return reason

    def _numbered(
        self, block: Block, reason: pl.Series, record: int
    ) -> tuple[pl.DataFrame, pl.DataFrame, int]:
        """Count the records of a block that are not blank, rows and others together.

        Returns:
            The places of the rows (`file offset length line record`), the others (`ASIDE`), and the count.
        """
        file = pl.repeat(self.index, len(block.offset), dtype=pl.UInt16, eager=True).alias("file")
        line = self.source.rows_of(block.line).cast(pl.UInt32)
        place = pl.DataFrame([file, block.offset, block.length.cast(pl.UInt64), line])
        broken = self._broken(block)
        rejected = reason.is_not_null()
        if broken.is_empty() and not rejected.any():
            count = pl.int_range(record + 1, record + 1 + place.height, dtype=pl.UInt32, eager=True)
            return (
                place.with_columns(count.alias("record")),
                pl.DataFrame(schema=ASIDE),
                record + place.height,
            )
        others = self._others(place.filter(rejected), reason.filter(rejected))
        everything = pl.concat(
            [
                place.with_columns(reason=reason).select("offset", "reason"),
                broken.select("offset", "reason"),
            ]
        ).sort("offset")
        numbers = everything.select(
            "offset", record=(pl.col("reason").fill_null("") != "blank").cum_sum().cast(pl.UInt32) + record
        )
        place = place.filter(~rejected).join(numbers, on="offset", how="left", maintain_order="left")
        aside = (
            pl.concat([broken, others.select(broken.columns)])
            .sort("offset")
            .join(numbers, on="offset", how="left", maintain_order="left")
            .select(pl.col(name).cast(dtype) for name, dtype in ASIDE.items())
        )
        blank = everything.filter(pl.col("reason") == "blank").height
        return place, aside, record + everything.height - blank

    def _others(self, place: pl.DataFrame, reason: pl.Series) -> pl.DataFrame:
        """Records that are rows by shape alone, with their text; nobody asks for that of another line."""
        texts = [
            None if why == "other_line" else self._text(offset, length)
            for why, offset, length in zip(reason, place["offset"], place["length"], strict=True)
        ]
        return place.with_columns(reason=reason, text=pl.Series(texts, dtype=pl.String))

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


def _end(block: Block) -> int:
    ends = [
        int(frame[-1] + length[-1])
        for frame, length in ((block.offset, block.length), (block.aside["offset"], block.aside["length"]))
        if len(frame)
    ]
    return max(ends, default=0)


def _tell_of_nothing(texts: Sequence[pl.DataFrame]) -> pl.Series | None:
    """Which records tell of no subject that is read; None where some subject takes any record."""
    telling = [SubjectRows.telling(text) for text in texts]
    masks = [mask for mask in telling if mask is not None]
    if len(masks) < len(telling):
        return None
    return (
        ~pl.DataFrame([mask.alias(str(at)) for at, mask in enumerate(masks)])
        .select(pl.any_horizontal(pl.all()))
        .to_series()
    )
