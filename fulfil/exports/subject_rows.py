"""The records of an export read for one subject: orders, shipments or returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ..tables import Subject
from .canonical_text import canonical_text
from .cells.blanks import is_blank, strip
from .continuation import Continuation, OrderCells, without_sums
from .correction_sheet import added_regions, fill_regions
from .typed import Typing
from .words import fold_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .column_map import Conditions
    from .profile import Profile
    from .recognise import Recognition

_TELLS: Final = "_tells"
"""Whether a record tells of the subject at all; not a canonical column."""

_IF: Final = "_if_"
"""Before the index of a cell that decides about that."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a block that tell of one subject.

    Args:
        table: typed rows: `file row record line offset length`, canonical columns, states.
        unread: cells that could not be read (see `typed.UNREAD`).
    """

    table: pl.DataFrame
    unread: pl.DataFrame


class SubjectRows:
    """Reads block after block for one subject.

    Args:
        recognition: what the export is.
        subject: what its records are read for.
        statuses: the user's own status words.
    """

    def __init__(self, recognition: Recognition, subject: Subject, statuses: Mapping[str, str]) -> None:
        """Start at the top of a file."""
        self.subject = subject
        self._recognition = recognition
        self._mapped = recognition.columns.subjects[subject]
        self._typing = Typing(recognition.profile, statuses, subject)
        self._filler = _filler(recognition.profile, subject)

    def text(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The canonical text columns of all records of a block, and the cells that say what each tells of."""
        text = canonical_text(cells, self._recognition, self.subject)
        looked_at = sorted(self._mapped.conditions.cells)
        if not looked_at:
            return text
        return text.with_columns(
            cells.select(
                pl.when(~is_blank(pl.col(str(cell)))).then(str(cell)).alias(f"{_IF}{cell}")
                for cell in looked_at
            )
        )

    def filled(self, text: pl.DataFrame) -> pl.DataFrame:
        """The text of a block's records with what the file leaves out of continuing ones.

        Args:
            text: see `text`, without the records that are no rows.
        """
        decisive = [name for name in text.columns if name.startswith(_IF)]
        if self._filler is not None:
            text = self._filler.fill(text, decisive)
        if decisive:
            mask = _telling(self._mapped.conditions)
            text = text.with_columns(mask.alias(_TELLS)).drop(decisive)
        if self._recognition.profile.repeat == "summary":
            text = without_sums(text)
        if self.subject is not Subject.ORDERS:
            return text
        added = added_regions(self._recognition)
        return fill_regions(text, added) if added else text

    @staticmethod
    def telling(text: pl.DataFrame) -> pl.Series | None:
        """Which records of a `filled` text tell of the subject; None for all."""
        return text[_TELLS] if _TELLS in text.columns else None

    def read(self, text: pl.DataFrame, place: pl.DataFrame, row: int) -> Part:
        """Type the rows that tell of the subject.

        Args:
            text: see `filled`.
            place: where each record stands: `file offset length line record`.
            row: the number of the first row.
        """
        mask = self.telling(text)
        if mask is not None:
            text, place = text.drop(_TELLS).filter(mask), place.filter(mask)
        rows = pl.int_range(row, row + text.height, dtype=pl.UInt32, eager=True).alias("row")
        typed, unread = self._typing.read(text.insert_column(0, rows))
        return Part(pl.concat([place, typed], how="horizontal"), unread)


def _filler(profile: Profile, subject: Subject) -> Continuation | OrderCells | None:
    """What fills the cells that an export leaves blank after an order's first record."""
    if profile.repeat not in {"blank", "summary"}:
        return None
    if profile.grain == "record":
        return OrderCells(subject)
    return Continuation(subject, summary=profile.repeat == "summary")


def _telling(conditions: Conditions) -> pl.Expr:
    parts = [_is_one_of(cell, words) for cell, words in conditions.where.items()]
    parts += [~_is_one_of(cell, words) for cell, words in conditions.unless.items()]
    if conditions.filled:
        parts.append(pl.any_horizontal(pl.col(f"{_IF}{cell}").is_not_null() for cell in conditions.filled))
    parts += [pl.col(f"{_IF}{cell}").is_not_null() for cell in conditions.also]
    parts += [pl.col(f"{_IF}{cell}").is_null() for cell in conditions.empty]
    return pl.all_horizontal(parts)


def _is_one_of(cell: int, words: tuple[str, ...]) -> pl.Expr:
    folded = strip(pl.col(f"{_IF}{cell}").str.normalize("NFKC")).str.to_lowercase()
    return folded.is_in([fold_word(word) for word in words]).fill_null(value=False)
