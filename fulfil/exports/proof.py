"""What can be proved about the physical lines of a window, column by column.

Polars reads malformed tables without a word: it pads short records, loses quotes, and glues records
together. So no record is given to it that is not proved to mean one thing only:

- a line without quotes holds exactly width - 1 delimiters;
- a line with quotes that are balanced matches, as a whole, a pattern of `width` cells;
- several lines joined by an open quote match the strict RFC 4180 pattern of `width` cells, and none of the
  later ones could be a record of its own.

Where records start follows from the parity of the quotes before them. That is a hypothesis, and there
are just two of them: quotes are balanced before a record starts (0), or one is open (1), because a stray
quote came before. `read_window` changes from one to the other where the careful reader says so; this is why
a file with a million stray quotes costs no more than two readings.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

from .careful import BLANK_CHARACTERS, MAX_QUOTED_BYTES, MIN_WIDTH_TO_RECOGNISE, Reason

if TYPE_CHECKING:
    from .dialect import Dialect

MAX_PATTERN_WIDTH: Final = 256
"""Patterns of wider tables outgrow the regex engine's cache; their quoted records are read carefully."""

_SAMPLE: Final = 1000
"""Lines that tell whether quotes are many."""

_QUOTED_CELL: Final = '"(?:[^"]|"")*"'


class Kind(IntEnum):
    """What is known of a supposed record."""

    GOOD = 0
    BLANK = 1
    TOO_FEW_CELLS = 2
    TOO_MANY_CELLS = 3
    UNSURE = 4


REASONS: Final = {
    Kind.BLANK: Reason.BLANK,
    Kind.TOO_FEW_CELLS: Reason.TOO_FEW_CELLS,
    Kind.TOO_MANY_CELLS: Reason.TOO_MANY_CELLS,
}
"""Records of these kinds need no second look."""


class Proof:
    """The records of a window under both hypotheses, each with what is proved of it.

    Args:
        lines: one row per line, in order: `text` without its end, `length` in bytes, and `damaged` where the
            line holds a lone CR or undecodable bytes.
        dialect: delimiter and quoting.
        width: cells per record.
        literal: whether every quote is an ordinary character because no cell starts with one.
    """

    def __init__(self, lines: pl.DataFrame, dialect: Dialect, width: int, *, literal: bool) -> None:
        """Count what tells records apart."""
        self.literal = literal
        self._width = width
        self._escaped = f"\\x{ord(dialect.delimiter):02x}"
        text = pl.col("text")
        delimiters = text.str.count_matches(dialect.delimiter, literal=True)
        quoting = text.str.count_matches('"', literal=True)
        blank = ~text.str.contains(self._other_than(""))
        if literal:
            quoting = pl.lit(0, pl.UInt32)
        elif self._all_regular(lines):
            delimiters, quoting, blank = (
                pl.lit(width - 1, pl.UInt32),
                pl.lit(0, pl.UInt32),
                pl.lit(value=False),
            )
        self._lines = lines.lazy().with_columns(delimiters=delimiters, quotes=quoting, blank=blank).collect()
        quotes = self._lines["quotes"]
        self._has_quotes = bool(quotes.sum())
        self._parity = (quotes.cum_sum() - quotes) % 2
        self._records: dict[int, pl.DataFrame] = {}

    @property
    def delimiters(self) -> pl.Series:
        """How many delimiters each line holds, be they inside quotes or not."""
        return self._lines["delimiters"]

    def hypothesis(self, line: int) -> int:
        """The hypothesis under which a record starts at this line."""
        return int(self._parity[line])

    def records(self, hypothesis: int) -> pl.DataFrame:
        """The supposed records: `first` line, number of lines as `count`, and `kind`; in order."""
        if hypothesis not in self._records:
            self._records[hypothesis] = self._supposed(hypothesis)
        return self._records[hypothesis]

    def unsure(self, hypothesis: int) -> list[int]:
        """The first lines of the records of which nothing is proved, in order."""
        records = self.records(hypothesis)
        return records.filter(pl.col("kind") == Kind.UNSURE)["first"].to_list()

    def _supposed(self, hypothesis: int) -> pl.DataFrame:
        if not self._has_quotes:
            return self._single
        starts = self._parity == hypothesis
        # The line after the last one: whether the last record is closed.
        closed = (int(self._parity[-1]) + int(self._lines["quotes"][-1])) % 2 == hypothesis
        single = starts & starts.shift(-1, fill_value=closed)
        if single.all():
            return self._single
        record = starts.cum_sum()
        joined = (~single & (record > 0)).arg_true()
        lines = self._lines.select("text", "length", "damaged", "delimiters")[joined].with_columns(
            joined.alias("first"),
            starts.gather(joined).alias("starts"),
            self._fits.gather(joined).alias("fits"),
            record.gather(joined).alias("record"),
        )
        return pl.concat([self._single.filter(single), self._joined(lines, closed=closed)]).sort("first")

    @cached_property
    def _single(self) -> pl.DataFrame:
        """Every line as a record by itself."""
        surplus = pl.col("delimiters").cast(pl.Int32) - (self._width - 1)
        kind = (
            pl.when("blank")
            .then(Kind.BLANK)
            .when(surplus < 0)
            .then(Kind.TOO_FEW_CELLS)
            .when(surplus > 0)
            .then(Kind.TOO_MANY_CELLS)
            .otherwise(Kind.GOOD)
        )
        if self._has_quotes:
            quoted = pl.when(self._fits).then(Kind.GOOD).otherwise(Kind.UNSURE)
            kind = pl.when(pl.col("quotes") > 0).then(quoted).otherwise(kind)
        kind = pl.when("damaged").then(Kind.UNSURE).otherwise(kind)
        return self._lines.select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("first"),
            pl.lit(1, pl.UInt32).alias("count"),
            kind.cast(pl.UInt8).alias("kind"),
        )

    def _joined(self, lines: pl.DataFrame, *, closed: bool) -> pl.DataFrame:
        later = ~pl.col("starts")
        own = (pl.col("delimiters") == self._width - 1) | pl.col("fits")
        records = lines.group_by("record", maintain_order=True).agg(
            pl.col("first").first(),
            pl.len().alias("count"),
            pl.col("text").str.join("\n"),
            pl.col("length").sum(),
            doubtful=pl.col("damaged").any()
            | ((later & own).any() & pl.lit(self._width >= MIN_WIDTH_TO_RECOGNISE)),
        )
        good = ~pl.col("doubtful") & (pl.col("length") <= MAX_QUOTED_BYTES)
        if self._width > MAX_PATTERN_WIDTH:
            good = pl.lit(value=False)
        else:
            good &= pl.col("text").str.contains(self._pattern(self._unquoted(strict=True)))
            good &= pl.col("text").str.contains(self._other_than('"\n'))
        if not closed:
            good &= pl.col("record") < pl.col("record").max()
        return records.select(
            "first", "count", kind=pl.when(good).then(Kind.GOOD).otherwise(Kind.UNSURE).cast(pl.UInt8)
        )

    def _all_regular(self, lines: pl.DataFrame) -> bool:
        """Whether every line is by itself a good RFC 4180 record; only asked where quotes are many.

        Counting quotes and delimiters, which follows otherwise, costs more than this where all cells are
        quoted, and less where few are.
        """
        text = lines["text"]
        start = text.head(_SAMPLE)
        if self._width > MAX_PATTERN_WIDTH or start.str.count_matches('"', literal=True).sum() < start.len():
            return False
        if not start.str.contains(self._pattern(self._unquoted(strict=True))).all() or lines["damaged"].any():
            return False
        good = text.str.contains(self._pattern(self._unquoted(strict=True)))
        return good.all() and text.str.contains(self._other_than('"')).all()

    @cached_property
    def _fits(self) -> pl.Series:
        """Whether a line with quotes is, by itself, a record of the right width that is not blank."""
        fits = pl.repeat(value=False, n=self._lines.height, dtype=pl.Boolean, eager=True)
        quoted = (self._lines["quotes"] > 0).arg_true()
        if self._width > MAX_PATTERN_WIDTH or quoted.is_empty():
            return fits
        text = self._lines["text"]
        if quoted.len() < text.len():
            text = text.gather(quoted)
        pattern = self._pattern(self._unquoted(strict=False))
        return fits.scatter(quoted, text.str.contains(pattern) & text.str.contains(self._other_than('"')))

    def _pattern(self, unquoted: str) -> str:
        cell = f"(?:{_QUOTED_CELL}|{unquoted})"
        return f"^(?:{cell}{self._escaped}){{{self._width - 1}}}{cell}$"

    def _unquoted(self, *, strict: bool) -> str:
        rest = f'[^"{self._escaped}\n]*'
        return rest if strict else f'(?:[^"{self._escaped}\n][^{self._escaped}\n]*)?'

    def _other_than(self, also: str) -> str:
        return f"[^{BLANK_CHARACTERS}{self._escaped}{also}]"
