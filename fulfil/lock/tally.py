"""What a file holds, counted block by block: only where a lock or a limit asks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from ..exports.cells.blanks import is_blank, strip
from ..exports.states import CLOSED_VOCABULARIES
from ..exports.words import UNKNOWN
from ..tables import COLUMNS_OF

if TYPE_CHECKING:
    from datetime import datetime

    from ..exports.export import Export, Rows
    from ..exports.subject_rows import Part
    from ..tables import Subject


@dataclass(slots=True)
class Tally:
    """The counts of one file; columns are named `table.column`.

    Args:
        until: events after this moment have not happened, and are no sign of a fresh file; None to look for
            no event.
        records: records that are rows, each once.
        rows: mapped column -> rows that it was read in.
        nulls: mapped column -> rows in which it is empty; a cell that cannot be read is not.
        words: column with a closed vocabulary -> word as written -> rows; only words that have a meaning.
        newest: the newest event.
    """

    until: datetime | None = None
    records: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    nulls: Counter[str] = field(default_factory=Counter)
    words: dict[str, Counter[str]] = field(default_factory=dict)
    newest: datetime | None = None

    def add(self, export: Export, block: Rows) -> None:
        """Count one block of the file."""
        self.records += block.records
        for subject, part in block.parts.items():
            names = list(export.recognition.columns.subjects[subject].feeds)
            self._add_nulls(subject, part, names)
            self._add_words(subject, part.table, names)
            if self.until is not None:
                self._add_events(subject, part.table, names, self.until)

    def _add_nulls(self, subject: Subject, part: Part, names: list[str]) -> None:
        rows = part.table
        empty = rows.select(_empty(name, rows).sum() for name in names).row(0) if rows.height else ()
        for name in names:
            self.rows[_full(subject, name)] += rows.height
        for name, number in zip(names, empty, strict=False):
            self.nulls[_full(subject, name)] += number
        for name in set(names) & set(part.unread["field"]):
            unread = part.unread.filter(pl.col("field") == name)["row"]
            filled = rows.filter(pl.col("row").is_in(unread.implode()))
            self.nulls[_full(subject, name)] -= filled[name].null_count()

    def _add_words(self, subject: Subject, rows: pl.DataFrame, names: list[str]) -> None:
        for name in names:
            if COLUMNS_OF[subject][name].vocabulary not in CLOSED_VOCABULARIES:
                continue
            words = self.words.setdefault(_full(subject, name), Counter())
            met = rows.lazy().filter(pl.col(f"{name}_state") != UNKNOWN).select(word=strip(pl.col(name)))
            words.update(dict(met.group_by("word").len().collect().iter_rows()))

    def _add_events(self, subject: Subject, rows: pl.DataFrame, names: list[str], until: datetime) -> None:
        moments = [pl.col(name) for name in names if COLUMNS_OF[subject][name].event]
        if not moments:
            return
        newest = rows.select(pl.max_horizontal(m.filter(m <= until).max() for m in moments)).item()
        self.newest = max(filter(None, (self.newest, newest)), default=None)


def _empty(name: str, rows: pl.DataFrame) -> pl.Expr:
    column = pl.col(name)
    return (is_blank(column) if rows.schema[name] == pl.String else column.is_null()).alias(name)


def _full(subject: Subject, name: str) -> str:
    return f"{COLUMNS_OF[subject][name].table}.{name}"
