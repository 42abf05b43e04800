"""One input in the finished result of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from .facts.spine import lines_of, orders_of
from .tables import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .audit import Checked
    from .covers import Cover
    from .exports.export import Export


@dataclass(frozen=True, slots=True)
class FileReport:
    """One input.

    Args:
        path: as given.
        profile: the name of the kind of file.
        title: what people call it.
        platform: the platform or program that writes it.
        zone: the IANA zone of its times without an offset.
        why: the proof of the kind.
        encoding: Python's name of the codec.
        delimiter: one character.
        header_line: the physical line of the header.
        records: records that are not blank, from the header on and titles above it included.
        rows: records that are rows.
        told: what its rows tell of -> how many of them do.
        aside: reason -> number of records that are no rows (blank ones too).
        lines: reason of `Due` -> number of lines.
        unrecognised: headers that feed nothing.
        assumed: what a generic reading took for granted.
        superseded: file -> how many rows of this one that file tells newer or more often, and so counts
            instead.
        unconfirmed: whether the profile rests on a single unconfirmed example.
        fates: fate -> number of records, where the gate decided.
        covers: subject -> the first and the last moment that it tells of (see `covers`).
    """

    path: str
    profile: str
    title: str
    platform: str
    zone: str
    why: str
    encoding: str
    delimiter: str
    header_line: int
    records: int
    rows: int
    told: Mapping[Subject, int]
    aside: Mapping[str, int]
    lines: Mapping[str, int]
    unrecognised: tuple[str, ...]
    assumed: tuple[str, ...]
    unconfirmed: bool
    superseded: Mapping[int, int]
    fates: Mapping[str, int] = field(default_factory=dict)
    covers: Mapping[Subject, Cover] = field(default_factory=dict)


def file_report(export: Export, checked: Checked, fates: Mapping[str, int]) -> FileReport:
    """What became of one input.

    Args:
        export: the input.
        checked: the run.
        fates: fate -> number of records, where the gate decided.
    """
    known = export.recognition
    mine = lines_of(checked.facts.spine, export.index)
    told = dict(subjects_of(mine))
    # A record may be a row of several subjects, and is one record all the same.
    rows = mine["offset"].n_unique() if sum(map(bool, told.values())) > 1 else mine.height
    aside = checked.aside[export.index]["reason"].value_counts(sort=True)
    counted = dict(aside.iter_rows())
    header = known.header.cells
    return FileReport(
        path=export.path,
        profile=known.profile.name,
        title=known.profile.title,
        platform=known.profile.platform,
        zone=known.profile.zone,
        why=known.why,
        encoding=export.source.write_encoding or export.encoding.codec,
        delimiter=known.dialect.delimiter,
        header_line=export.header_line,
        records=rows + sum(n for reason, n in counted.items() if reason != "blank"),
        rows=rows,
        told={subject: number for subject, number in subjects_of(mine) if number},
        aside=counted,
        lines={str(due): n for due, n in orders_of(mine)["due"].value_counts(sort=True).iter_rows()},
        unrecognised=tuple(header[i] for i in known.columns.unrecognised if header[i].strip()),
        assumed=known.assumed,
        superseded=_superseded(checked, mine),
        unconfirmed=known.profile.evidence.grade == "C",
        fates=fates,
    )


def _superseded(checked: Checked, mine: pl.DataFrame) -> dict[int, int]:
    gone = checked.facts.superseded.filter(pl.col("row").is_in(mine["row"].implode()))
    return dict(gone["by"].value_counts().sort("by").iter_rows())


def subjects_of(spine: pl.DataFrame) -> Iterator[tuple[Subject, int]]:
    """What rows tell of, and how many of them do."""
    counts = dict(spine["subject"].value_counts().iter_rows())
    return ((subject, counts.get(subject.value, 0)) for subject in Subject)
