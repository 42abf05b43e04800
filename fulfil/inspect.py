"""What an export is, and how it would be read: for a file that nobody knows, before anything is judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .exports.export import ASIDE, NON_ORDERS, Reading
from .exports.opening import open_exports
from .tables import COLUMNS_OF, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .exports.export import Export
    from .exports.profile import Evidence

#: So many rows are shown as they were read.
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Mapped:
    """One canonical column and what feeds it.

    Args:
        subject: what the column tells of.
        name: the canonical column.
        headers: the headers as written; none where the kind of file itself says the value.
        how: how several are combined (see `profile.Sources`), or `constant`.
    """

    subject: Subject
    name: str
    headers: tuple[str, ...]
    how: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One row as read: what it tells of, its line, and canonical column -> text, empty ones left out."""

    subject: Subject
    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an export is.

    Args:
        path: as given.
        encoding: Python's name of the codec.
        how: which test found the encoding.
        undecodable: lines that hold bytes which the encoding does not know.
        delimiter: one character.
        profile: the name of the kind of file.
        title: what people call it.
        platform: the platform or program that writes it.
        grain: what one record is.
        repeat: how order columns repeat over the lines of an order (see `Profile`).
        zone: the IANA zone of times without an offset.
        why: the proof of the kind.
        evidence: how well the kind is known.
        header_line: the physical line of the header.
        columns: what was recognised, in the order of the canonical tables.
        unrecognised: headers that feed nothing.
        assumed: what a generic reading took for granted.
        left_out: sheets of the same workbook that are no table, with the reason.
        hidden: canonical column -> what the platform does with it (see `profile.Visibility`).
        notes: what somebody who reads the figures must know of this kind of file.
        rows: the number of records that are rows.
        told: what the rows tell of -> how many of them do; a record may tell of several things.
        aside: reason -> number of records that are no rows.
        unreadable: `line reason text` of the records that could not be read.
        samples: the first rows as read.
    """

    path: str
    encoding: str
    how: str
    undecodable: int
    delimiter: str
    profile: str
    title: str
    platform: str
    grain: str
    repeat: str
    zone: str
    why: str
    evidence: Evidence
    header_line: int
    columns: tuple[Mapped, ...]
    unrecognised: tuple[str, ...]
    assumed: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    hidden: Mapping[str, str]
    notes: tuple[str, ...]
    rows: int
    told: Mapping[Subject, int]
    aside: Mapping[str, int]
    unreadable: pl.DataFrame
    samples: tuple[Sample, ...]


def inspect_exports(path: str, reading: Reading | None = None) -> tuple[Inspection, ...]:
    """Recognise an export and read it whole, block by block; a workbook has one inspection a sheet.

    Args:
        path: a file, or `-` for standard input.
        reading: how to read it.

    Raises:
        UnreadableError: it cannot be read as a table of orders.
    """
    with open_exports(path, 0, reading) as opened:
        return tuple(_inspection(export, opened.left_out) for export in opened.exports)


def _inspection(export: Export, left_out: tuple[tuple[str, str], ...]) -> Inspection:
    known, profile = export.recognition, export.profile
    header = known.header.cells
    aside = Counter(export.titles()["reason"])
    rows, told = 0, dict.fromkeys(known.columns.subjects, 0)
    samples = dict.fromkeys(told, pl.DataFrame())
    unreadable = [pl.DataFrame(schema=ASIDE)]
    for block in export.blocks():
        rows += block.records
        aside.update(block.aside["reason"])
        unreadable.append(block.aside.filter(~pl.col("reason").is_in(NON_ORDERS)))
        for subject, part in block.parts.items():
            told[subject] += part.table.height
            some = samples[subject]
            more = part.table.head(SAMPLES - some.height)
            samples[subject] = pl.concat([some, more], how="diagonal_relaxed")
    return Inspection(
        path=export.path,
        encoding=export.source.write_encoding or export.encoding.codec,
        how=export.encoding.how,
        undecodable=export.encoding.undecodable_lines,
        delimiter=known.dialect.delimiter,
        profile=profile.name,
        title=profile.title,
        platform=profile.platform,
        grain=profile.grain,
        repeat=profile.repeat,
        zone=profile.zone,
        why=known.why,
        evidence=profile.evidence,
        header_line=export.header_line,
        columns=tuple(_mapped(export)),
        unrecognised=tuple(header[i].strip() for i in known.columns.unrecognised if header[i].strip()),
        assumed=known.assumed,
        left_out=left_out,
        hidden=profile.visibility,
        notes=profile.notes,
        rows=rows,
        told=told,
        aside=dict(aside),
        unreadable=pl.concat(unreadable).select("line", "reason", "text"),
        samples=tuple(
            sample for subject, some in samples.items() for sample in _samples(subject, some, profile.zone)
        ),
    )


def _mapped(export: Export) -> Iterable[Mapped]:
    header = export.recognition.header.cells
    for subject, mapped in export.recognition.columns.subjects.items():
        feeds, constants = mapped.feeds, export.profile.views[subject].constants
        for name in COLUMNS_OF[subject]:
            if name in feeds:
                fed = tuple(header[cell].strip() for cell in feeds[name].cells)
                yield Mapped(subject, name, fed, feeds[name].how)
            elif name in constants:
                yield Mapped(subject, name, (), "constant")


def _samples(subject: Subject, rows: pl.DataFrame, zone: str) -> Iterable[Sample]:
    names = [name for name in COLUMNS_OF[subject] if name in rows.columns]
    if not names:
        return
    texts = rows.select("line", *(_as_text(name, rows.schema[name], zone) for name in names))
    for row in texts.iter_rows(named=True):
        yield Sample(subject, row["line"], {name: row[name] for name in names if row[name] is not None})


def _as_text(name: str, dtype: pl.DataType, zone: str) -> pl.Expr:
    """A typed value as people write it: moments with their offset, numbers without zeros at the end."""
    column = pl.col(name)
    if isinstance(dtype, pl.Datetime):
        return column.dt.convert_time_zone(zone).dt.strftime("%Y-%m-%d %H:%M:%S%:z")
    if isinstance(dtype, pl.Decimal):
        return column.cast(pl.String).str.replace(r"(\.\d*?)0+$", "${1}").str.strip_suffix(".")
    return column.cast(pl.String)
