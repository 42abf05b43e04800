"""Read columns of times: text in many styles becomes moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from .blanks import JUNK, is_blank
from .clocks import MOMENT, to_moments
from .loose_times import read_loose
from .time_style import TimeStyle, sniff_times
from .written_times import YEARS, read_written

__all__ = ["TimeStyle", "TimesResult", "parse_times", "sniff_times"]

_SAMPLE: Final = 64
_MANY: Final = 4_096
_PASSES: Final = 3
_DATES: Final = ("%Y-%m-%d", "%Y/%m/%d")
_CLOCKS: Final = (" %H:%M:%S", " %H:%M", "", " %H:%M:%S %z", " %H:%M:%S%.f")
_ISO: Final = tuple(f"%Y-%m-%dT%H:%M:%S{tail}" for tail in ("%z", "Z", "", "%.f%z", "%.fZ", "%.f"))
# Each is tried on a sample; the best one reads the whole block at once.
_COMMON: Final = (*(f"{date}{clock}" for date in _DATES for clock in _CLOCKS), *_ISO)

_UNKNOWN_STYLE: Final = TimeStyle()


@dataclass(frozen=True, slots=True)
class TimesResult:
    """What became of a column of times; every series has the length of the input.

    Attributes:
        moment: `Datetime("us", "UTC")`; null where empty, bad or ambiguous.
        bad: Boolean; the cell is not empty and no moment can be read from it, a time that the zone's clocks
            skipped included.
        ambiguous: Boolean; day and month cannot be told apart, and nothing is guessed.
        twice: Boolean; the clocks showed this time twice in autumn, and `moment` is the earlier one.
        assumed_zone: at least one value had no offset of its own, so that the zone given was used.
        style: what is known of the column by now, for its next block.
    """

    moment: pl.Series
    bad: pl.Series
    ambiguous: pl.Series
    twice: pl.Series
    assumed_zone: bool
    style: TimeStyle


def parse_times(
    values: pl.Series, zone: str, *, day_first: bool | None = None, style: TimeStyle = _UNKNOWN_STYLE
) -> TimesResult:
    """Read times as text into moments.

    Dates alone are the start of their day in the zone. Day and month of `05/06/2026` are read by `day_first`,
    else by what `style` proves for the column, else not at all. Placeholders (`-`, `null`, `0000-00-00 ...`,
    1970-01-01) are empty. Years outside 1990-2099 are bad.

    Args:
        values: String; `="..."` and apostrophes already taken off (`unprotect`).
        zone: IANA name of the zone of values without an offset.
        day_first: what the profile says; overrides the column's own proofs.
        style: what other blocks of the column prove, where `values` is one block of it.

    Raises:
        ZoneInfoNotFoundError: the zone is unknown.
    """
    ZoneInfo(zone)
    texts = values.cast(pl.String)
    moment, twice, assumed = _read_common(texts, zone, _COMMON)
    odd = texts.filter(_left(texts, moment))
    if (odd != odd.str.strip_chars(JUNK)).any():
        texts = texts.str.strip_chars(JUNK)
        moment, twice, assumed = _read_common(texts, zone, _COMMON)
    no = _never(len(texts))
    bad = ambiguous = no
    left = _left(texts, moment)
    if left.any():
        # The formats above prove nothing about day and month, so the rest tells all that the column can.
        style += sniff_times(texts.filter(left))
        order = style.day_first if day_first is None else day_first
        places = left.arg_true()
        rest = _read_rest(texts.gather(places), zone, style, order)
        moment = moment.scatter(places, rest["moment"])
        twice = twice.scatter(places, rest["twice"])
        bad = no.clone().scatter(places, rest["bad"])
        ambiguous = no.clone().scatter(places, rest["ambiguous"])
        assumed = assumed or bool(rest["assumed"].any())
    name = values.name
    return TimesResult(
        moment.alias(name), bad.alias(name), ambiguous.alias(name), twice.alias(name), assumed, style
    )


def _never(length: int) -> pl.Series:
    return pl.Series([False], dtype=pl.Boolean).new_from_index(0, length)


def _left(texts: pl.Series, moment: pl.Series) -> pl.Series:
    if moment.null_count() == texts.null_count():
        return _never(len(texts))
    return moment.is_null() & (texts.str.len_bytes() > 0).fill_null(value=False)


def _sampled(texts: pl.Series) -> pl.Series:
    return texts.gather_every(max(1, len(texts) // _SAMPLE)).head(_SAMPLE)


def _best_format(texts: pl.Series, forms: tuple[str, ...]) -> str | None:
    sample = _sampled(texts.drop_nulls())
    if (sample.str.len_bytes() <= 1).any():
        sample = _sampled(texts.filter((texts.str.len_bytes() > 1).fill_null(value=False)))
    if sample.is_empty() or not forms:
        return None
    most, best = 0, None
    for form in forms:
        hits = len(sample) - _strptime(sample, form).null_count()
        if hits > most:
            most, best = hits, form
        if most == len(sample):
            break
    return best


def _strptime(texts: pl.Series, form: str) -> pl.Series:
    """Read by one format, more strictly than Polars: no glued parts, no 60th second, a likely year."""
    read = texts.str.to_datetime(form, strict=False, time_unit="us")
    doubtful: list[pl.Series] = []
    low, high = YEARS
    first, last = read.min(), read.max()
    if (
        isinstance(first, datetime)
        and isinstance(last, datetime)
        and not low <= first.year <= last.year < high
    ):
        doubtful.append(~read.dt.year().is_between(low, high, closed="left"))
    if " " in form:
        doubtful.append(~texts.str.contains(" ", literal=True))
    if "%S" in form:
        doubtful.append(texts.str.contains(":60", literal=True))
    for doubt in doubtful:
        if doubt.any():
            read = read.set(doubt.fill_null(value=True), None)
    return read


def _read_common(texts: pl.Series, zone: str, forms: tuple[str, ...]) -> tuple[pl.Series, pl.Series, bool]:
    """Read what the most common formats read; the rest stays null."""
    moment = pl.Series([None], dtype=MOMENT).new_from_index(0, len(texts))
    twice, assumed = _never(len(texts)), False
    places = None
    for _ in range(_PASSES):
        some = texts if places is None else texts.gather(places)
        form = _best_format(some, forms)
        if form is None:
            break
        read, again = _read_by(some, form, zone)
        assumed = assumed or not form.lower().endswith("z")
        if places is None:
            moment, twice = read, again
        else:
            moment, twice = moment.scatter(places, read), twice.scatter(places, again)
        places = _left(texts, moment).arg_true()
        if len(places) < _MANY:
            break
    return moment, twice, assumed


def _read_by(texts: pl.Series, form: str, zone: str) -> tuple[pl.Series, pl.Series]:
    read = _strptime(texts, form)
    if form.endswith("%z"):
        return read, _never(len(texts))
    return to_moments(read, "UTC" if form.endswith("Z") else zone)


def _numeric_dates(order: bool | None) -> tuple[str, ...]:  # noqa: FBT001 - None, too, is a state of it
    if order is None:
        return ()
    date = "%d/%m/%Y" if order else "%m/%d/%Y"
    return tuple(f"{date}{clock}" for clock in (" %H:%M:%S", " %H:%M", "", " %I:%M:%S %p", " %I:%M %p"))


def _read_rest(texts: pl.Series, zone: str, style: TimeStyle, order: bool | None) -> pl.DataFrame:  # noqa: FBT001
    """Read the odd cells, the last of them by their distinct texts.

    Returns:
        One row per cell, in order: `moment`, `bad`, `ambiguous`, `twice`, `assumed` (read in the zone given).
    """
    moment, twice, _ = _read_common(texts, zone, _numeric_dates(order))
    frame = pl.DataFrame({"t": texts, "moment": moment, "twice": twice})
    frame = frame.with_columns(
        bad=pl.lit(False), ambiguous=pl.lit(False), assumed=pl.col("moment").is_not_null()
    )
    left = frame["moment"].is_null()
    if not left.any():
        return frame
    places = left.arg_true()
    distinct = _read_distinct(texts.gather(places).unique(), zone, style, order)
    joined = texts.gather(places).to_frame("t").join(distinct, on="t", how="left", maintain_order="left")
    columns = ("moment", "twice", "bad", "ambiguous", "assumed")
    return frame.with_columns(frame[column].scatter(places, joined[column]) for column in columns)


def _read_distinct(texts: pl.Series, zone: str, style: TimeStyle, order: bool | None) -> pl.DataFrame:  # noqa: FBT001
    read = read_written(texts.rename("t"), numeric=style.numeric, day_first=order).with_columns(
        none=pl.col("none") | is_blank(pl.col("t"))
    )
    unread = read["wall"].is_null() & ~read["ambiguous"] & ~read["none"]
    if unread.any():
        read = read.update(read_loose(read["t"].filter(unread)), on="t", how="left")
    local, twice = to_moments(read["wall"], zone)
    dated = pl.col("offset").is_not_null()
    absolute = (pl.col("wall") - pl.duration(minutes="offset")).dt.replace_time_zone("UTC")
    read = read.with_columns(local.alias("local"), twice.alias("twice")).with_columns(
        moment=pl.when("none").then(None).when(dated).then(absolute).otherwise("local"),
        twice=pl.col("twice") & ~dated,
    )
    return read.with_columns(
        bad=pl.col("moment").is_null() & ~pl.col("ambiguous") & ~pl.col("none"),
        assumed=pl.col("moment").is_not_null() & ~dated,
    )
