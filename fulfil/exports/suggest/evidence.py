"""What the values of a column look like, measured on the first records of a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from ...address.data import read_table
from ..cells.amounts import parse_amount
from ..cells.time_style import is_epoch, is_run, is_serial
from ..cells.times import parse_times
from .patterns import ADDRESS, HIDDEN, ID, PHONE, TRACKING, TRACKING_DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .sample import Sample

#: Distinct values that are looked at; more say the same.
_SEEN: Final = 400

#: Texts of digits alone are rather ids than times.
_WRITTEN: Final = r"[-/.:年月\sA-Za-z]"

#: Status words: few, short, and many records for each.
_FEW: Final = 30
_SHORT: Final = 30
_RECORDS_A_WORD: Final = 2

_WHOLE: Final = r"^-?\d{1,6}(?:\.0+)?$"
_MARK: Final = r"\d[.,]\d{1,2}\D*$"


@dataclass(frozen=True, slots=True)
class Looks:
    """What the values of one column look like; shares are of the distinct values that are not blank.

    Args:
        records: how many records were looked at.
        filled: how many of them hold a value here.
        distinct: how many different values there are.
        times: share of times with a separator in them.
        numeric_times: share of numbers that may be times (`20260914`, Excel's day numbers).
        phones: share of phones, masked ones included.
        tracking: share of tracking numbers that no other number looks like (`SF…`, `1Z…`).
        tracking_digits: share of numbers such as some carriers give.
        provinces: share of provinces of China.
        cities: share of its cities.
        counties: share of its counties.
        addresses: share of texts that start with a province and go on.
        numbers: share of numbers and amounts.
        whole: share of small whole numbers.
        decimals: whether amounts have a decimal mark.
        ids: share of what may be an id: no spaces, at least a digit.
        hidden: share of masked or encrypted values.
        few: whether they are few short words, as of a status.
    """

    records: int
    filled: int
    distinct: int
    times: float = 0
    numeric_times: float = 0
    phones: float = 0
    tracking: float = 0
    tracking_digits: float = 0
    provinces: float = 0
    cities: float = 0
    counties: float = 0
    addresses: float = 0
    numbers: float = 0
    whole: float = 0
    decimals: bool = False
    ids: float = 0
    hidden: float = 0
    few: bool = False

    @property
    def empty(self) -> bool:
        """Whether no record holds a value here."""
        return not self.filled

    @property
    def unique(self) -> bool:
        """Whether every record has a value of its own."""
        return bool(self.filled) and self.distinct == self.filled == self.records


def all_looks(sample: Sample) -> dict[int, Looks]:
    """What every column looks like, by its index."""
    return {index: looks_of(sample.cells[str(index)]) for index in sample.columns}


def looks_of(values: pl.Series) -> Looks:
    """What one column looks like.

    Args:
        values: String, unprotected, null where blank.
    """
    held = values.drop_nulls()
    if held.is_empty():
        return Looks(len(values), 0, 0)
    counts = held.n_unique()
    seen = held.unique(maintain_order=True).head(_SEEN).to_frame("t")
    text = pl.col("t")
    number = text.str.contains(r"^\d+(?:\.\d+)?$")
    parsed = parse_times(seen["t"], "UTC")
    time = parsed.moment.is_not_null() | parsed.ambiguous | parsed.twice
    amount = seen.select(pl.coalesce(parse_amount(text), parse_amount(text, ",")).is_not_null()).to_series()
    shares = seen.select(
        times=pl.Series(time) & text.str.contains(_WRITTEN) & ~number,
        numeric_times=is_serial(text) | is_epoch(text) | is_run(text),
        phones=text.str.contains(PHONE),
        tracking=text.str.contains(TRACKING),
        tracking_digits=text.str.contains(TRACKING_DIGITS),
        addresses=text.str.contains(ADDRESS) & text.str.starts_with("中国").not_() & _starts(text),
        numbers=pl.Series(amount),
        whole=text.str.contains(_WHOLE),
        ids=text.str.contains(ID),
        hidden=text.str.contains(HIDDEN),
        **{name: text.is_in(list(names)) for name, names in _regions(seen["t"]).items()},
    ).select(pl.all().fill_null(value=False).mean())
    return Looks(
        len(values),
        len(held),
        counts,
        decimals=bool(seen.select(text.str.contains(_MARK).any()).item()),
        few=_are_few(held, counts),
        **shares.row(0, named=True),
    )


def _starts(text: pl.Expr) -> pl.Expr:
    provinces = sorted(_names()["provinces"])
    return pl.any_horizontal(text.str.starts_with(name) for name in provinces)


def _are_few(held: pl.Series, distinct: int) -> bool:
    if distinct > _FEW or (len(held) > _RECORDS_A_WORD and len(held) < _RECORDS_A_WORD * distinct):
        return False
    return int(held.str.len_chars().max() or 0) <= _SHORT  # type: ignore[arg-type]  # a count


def _regions(values: pl.Series) -> Mapping[str, frozenset[str]]:
    if not values.str.contains(r"\p{Han}").any():
        return dict.fromkeys(_LEVELS, frozenset())
    return _names()


_LEVELS: Final = {"provinces": "1", "cities": "2", "counties": "3"}


@cache
def _names() -> dict[str, frozenset[str]]:
    """The divisions of China by level, in full and in short."""
    table = pl.concat([read_table(name).select("level", "name", "short") for name in ("divisions", "hmt")])
    municipalities = table.filter(pl.col("level") == "1", pl.col("name").str.ends_with("市"))
    found = {}
    for name, level in _LEVELS.items():
        rows = table.filter(pl.col("level") == level)
        if level == _LEVELS["cities"]:
            rows = pl.concat([rows, municipalities])
        found[name] = frozenset({*rows["name"], *rows["short"]} - {""})
    return found
