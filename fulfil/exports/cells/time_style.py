"""What a whole column tells about how its times are written, found before any value is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from .blanks import JUNK

SERIAL_DAYS: Final = (36526, 58806)
"""Excel day numbers from 2000-01-01 to 2060-12-31; smaller and larger numbers are no dates of orders."""

EPOCH_SECONDS: Final = (946_684_800, 2_208_988_800)
"""Unix seconds from 2000-01-01 to 2039-12-31; above, ten digits may be `yymmddhhmm`."""

_YEAR_FIRST: Final = r"^\d{4}[-/.年]"
_DATE_LENGTH: Final = len("14/09/2026")
_PAIR: Final = r"^(?P<p>\d{1,2})(?P<sep>[-/.])(?P<q>\d{1,2})[-/.](?P<y>\d{4}|\d{2})(?:\D|$)"


@dataclass(frozen=True, slots=True)
class TimeStyle:
    """Counts over distinct dates and numbers; add the styles of two blocks to get that of both.

    Attributes:
        day_first_proofs: values such as `14/09/2026`, which must have the day first.
        month_first_proofs: values such as `09/14/2026`.
        serials: numbers that can be Excel serials, Unix times, or digits `yyyymmdd[hhmmss]`.
        other_numbers: numbers that cannot.
    """

    day_first_proofs: int = 0
    month_first_proofs: int = 0
    serials: int = 0
    other_numbers: int = 0

    def __add__(self, other: TimeStyle) -> TimeStyle:
        """Join what two blocks of one column tell."""
        return TimeStyle(
            self.day_first_proofs + other.day_first_proofs,
            self.month_first_proofs + other.month_first_proofs,
            self.serials + other.serials,
            self.other_numbers + other.other_numbers,
        )

    @property
    def day_first(self) -> bool | None:
        """True or false where every proof agrees; None without a proof or with proofs of both."""
        if (self.day_first_proofs > 0) == (self.month_first_proofs > 0):
            return None
        return self.day_first_proofs > 0

    @property
    def numeric(self) -> bool:
        """Numbers in this column are times: each of them can be one."""
        return self.serials > 0 and self.other_numbers == 0


def is_serial(number: pl.Expr) -> pl.Expr:
    """Boolean: the text is an Excel serial in range, with or without a fraction of a day."""
    low, high = SERIAL_DAYS
    return number.str.contains(r"^\d{5}(?:\.\d+)?$") & number.str.slice(0, 5).cast(
        pl.Int64, strict=False
    ).is_between(low, high, closed="left")


def is_epoch(number: pl.Expr) -> pl.Expr:
    """Boolean: the text is a Unix time in range, in seconds (10 digits) or milliseconds (13)."""
    low, high = EPOCH_SECONDS
    return number.str.contains(r"^(?:\d{10}|\d{13})$") & number.str.slice(0, 10).cast(
        pl.Int64, strict=False
    ).is_between(low, high, closed="left")


def is_run(number: pl.Expr) -> pl.Expr:
    """Boolean: the text is `yyyymmdd` or `yyyymmddhhmmss` of the years 2000 to 2099."""
    return number.str.contains(r"^20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6})?$")


def sniff_times(values: pl.Series) -> TimeStyle:
    """Look at a column, or a block of one, and count what decides how to read it.

    Args:
        values: times as text; junk at the ends does not matter.
    """
    bare = values.cast(pl.String).str.strip_chars(JUNK)
    texts = bare.filter((bare.str.len_bytes() > 0) & ~bare.str.contains(_YEAR_FIRST))
    if texts.is_empty():
        return TimeStyle()
    day_first, month_first = _date_proofs(texts.str.slice(0, _DATE_LENGTH).unique())
    numbers = texts.filter(texts.str.contains(r"^\d+(?:\.\d+)?$") & ~texts.str.contains(r"^[0.]+$"))
    frame, number = numbers.unique().to_frame("t"), pl.col("t")
    timely = frame.filter(is_serial(number) | is_epoch(number) | is_run(number)).height
    return TimeStyle(day_first, month_first, timely, frame.height - timely)


def _date_proofs(heads: pl.Series) -> tuple[int, int]:
    pair = pl.col("t").str.normalize("NFKC").str.extract_groups(_PAIR)
    dates = heads.to_frame("t").select(pair).unnest("t").drop_nulls()
    # Two-digit years with - or . prove nothing: 26-09-14 may start with its year.
    dates = dates.filter((pl.col("sep") == "/") | (pl.col("y").str.len_bytes() > len("26")))
    first, second = (pl.col(part).cast(pl.Int32) for part in ("p", "q"))
    return (
        dates.filter(first.is_between(13, 31), second.is_between(1, 12)).height,
        dates.filter(second.is_between(13, 31), first.is_between(1, 12)).height,
    )
