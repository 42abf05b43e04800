"""Read columns of times: text in many styles becomes moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from .blanks import JUNK, PLACEHOLDERS
from .clocks import MOMENT, to_moments
from .loose_times import read_loose
from .time_style import TimeStyle, sniff_times
from .written_times import YEARS, read_written

__all__ = ["TimeStyle", "TimesResult", "parse_times", "sniff_times"]

_SAMPLE: Final = 64
# Each is tried on a sample; the best one reads the whole block at once.
_COMMON: Final = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S",
)


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
    """

    moment: pl.Series
    bad: pl.Series
    ambiguous: pl.Series
    twice: pl.Series
    assumed_zone: bool


def parse_times(
    values: pl.Series, zone: str, *, day_first: bool | None = None, style: TimeStyle | None = None
) -> TimesResult:
    """Read times as text into moments.

    Dates alone are the start of their day in the zone. Day and month of `05/06/2026` are read by `day_first`,
    else by what `style` proves for the column, else not at all. Placeholders (`-`, `null`, `0000-00-00 ...`,
    1970-01-01) are empty. Years outside 1990-2099 are bad.

    Args:
        values: String; `="..."` and apostrophes already taken off (`unprotect`).
        zone: IANA name of the zone of values without an offset.
        day_first: what the profile says; overrides the column's own proofs.
        style: `sniff_times` over the whole column, where `values` is one block of it.
    """
    style = sniff_times(values) if style is None else style
    bare = values.str.strip_chars(JUNK)
    bare = bare.set((bare == "") | bare.is_in(PLACEHOLDERS), None)
    moment, twice, assumed = _read_common(bare, zone)
    no = pl.repeat(value=False, n=len(values), dtype=pl.Boolean, eager=True)
    left = moment.is_null() & bare.is_not_null()
    if not left.any():
        return TimesResult(moment.rename(values.name), no, no, twice, assumed)
    places = left.arg_true()
    rest = _read_rest(bare.gather(places), zone, style, day_first)
    moment = moment.scatter(places, rest["moment"])
    assumed = assumed or bool((rest["moment"].is_not_null() & ~rest["dated"]).any())
    return TimesResult(
        moment.rename(values.name),
        no.clone().scatter(places, rest["bad"]),
        no.clone().scatter(places, rest["ambiguous"]),
        twice.scatter(places, rest["twice"]),
        assumed,
    )


def _best_format(texts: pl.Series) -> str | None:
    sample = texts.drop_nulls().gather_every(max(1, len(texts) // _SAMPLE)).head(_SAMPLE)
    if sample.is_empty():
        return None
    hits = {form: len(sample) - _strptime(sample, form).null_count() for form in _COMMON}
    best = max(hits, key=lambda form: hits[form])
    return best if hits[best] else None


def _strptime(texts: pl.Series, form: str) -> pl.Series:
    """Read by one format, more strictly than Polars: no glued parts, no 60th second, a likely year."""
    read = texts.str.to_datetime(form, strict=False, time_unit="us")
    low, high = YEARS
    doubtful = ~read.dt.year().is_between(low, high, closed="left")
    if " " in form:
        doubtful |= ~texts.str.contains(" ", literal=True)
    if form.endswith("%S"):
        doubtful |= texts.str.ends_with(":60")
    return read.set(doubtful.fill_null(value=True), None)


def _read_common(texts: pl.Series, zone: str) -> tuple[pl.Series, pl.Series, bool]:
    """Read what the most common format reads; the rest stays null."""
    none = pl.Series(values=[None], dtype=MOMENT).new_from_index(0, len(texts))
    no = pl.repeat(value=False, n=len(texts), dtype=pl.Boolean, eager=True)
    form = _best_format(texts)
    if form is None:
        return none, no, False
    read = _strptime(texts, form)
    if form.endswith("%z"):
        return read, no, False
    own = "UTC" if form.endswith("Z") else zone
    moment, twice = to_moments(read, own)
    return moment, twice, not form.endswith("Z")


def _read_rest(texts: pl.Series, zone: str, style: TimeStyle, day_first: bool | None) -> pl.DataFrame:  # noqa: FBT001 - private
    """Read the odd cells by their distinct texts; one row per cell, in order."""
    read = read_written(texts.unique(), style, day_first=day_first)
    unread = read["wall"].is_null() & ~read["ambiguous"] & ~read["none"]
    if unread.any():
        loose = read_loose(read["t"].filter(unread))
        read = read.update(loose, on="t", how="left")
    wall, offset = read["wall"], read["offset"]
    local, twice = to_moments(wall, zone)
    absolute = (wall - read.select(pl.duration(minutes="offset")).to_series()).dt.replace_time_zone("UTC")
    dated = offset.is_not_null()
    moment = local.zip_with(~dated, absolute)
    judged = read.select("t", "ambiguous", "none").with_columns(moment, twice=twice & ~dated, dated=dated)
    judged = judged.rename({moment.name: "moment"}) if moment.name != "moment" else judged
    judged = judged.with_columns(
        bad=pl.col("moment").is_null() & ~pl.col("ambiguous") & ~pl.col("none"),
    )
    return texts.to_frame("t").join(judged, on="t", how="left", maintain_order="left")
