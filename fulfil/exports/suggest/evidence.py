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
    from .sample import Sample

#: Distinct values that are looked at; more say the same.
_SEEN: Final = 400

#: Texts of digits alone are rather ids than times.
_WRITTEN: Final = r"[-/.:年月\sA-Za-z]"

#: What any written time has: two numbers with a separator, or a month's name between numbers or before them.
_TIMELY: Final = r"\d\s*[-/.:年月－／：]\s*\d|\d[-. ]+\p{L}{3,}[-., ]+\d|\p{L}{3,}[-., ]+\d{1,2}[-., ]+\d"
_FEW_TIMES: Final = 0.2

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
    distinct = held.n_unique()
    seen = held.unique(maintain_order=True).head(_SEEN)
    shares = seen.to_frame("t").select(_shares(pl.col("t")).values()).row(0, named=True)
    timely, digits, han, decimals = (shares.pop(name) for name in ("timely", "digits", "han", "decimals"))
    if han:
        shares |= _regions(seen)
    return Looks(
        len(values),
        len(held),
        distinct,
        times=_times(seen) if timely >= _FEW_TIMES else 0,
        numbers=_amounts(seen) if digits else 0,
        decimals=bool(decimals),
        few=_are_few(held, distinct),
        **shares,
    )


def _shares(text: pl.Expr) -> dict[str, pl.Expr]:
    """All that one pass over the values tells; a wide file has thousands of columns."""
    found = {
        "timely": text.str.contains(_TIMELY),
        "digits": text.str.contains(r"\d"),
        "han": text.str.contains(r"\p{Han}"),
        "decimals": text.str.contains(_MARK),
        "numeric_times": is_serial(text) | is_epoch(text) | is_run(text),
        "phones": text.str.contains(PHONE),
        "tracking": text.str.contains(TRACKING),
        "tracking_digits": text.str.contains(TRACKING_DIGITS),
        "whole": text.str.contains(_WHOLE),
        "ids": text.str.contains(ID),
        "hidden": text.str.contains(HIDDEN),
    }
    return {name: share.fill_null(value=False).mean().alias(name) for name, share in found.items()}


def _times(values: pl.Series) -> float:
    """The share of times; reading them costs the most by far, so only what could be some is read."""
    read = parse_times(values, "UTC")
    written = values.str.contains(_WRITTEN) & ~values.str.contains(r"^\d+(?:\.\d+)?$")
    return _mean((read.moment.is_not_null() | read.ambiguous | read.twice) & written)


def _amounts(values: pl.Series) -> float:
    text = pl.col("t")
    either = pl.coalesce(parse_amount(text), parse_amount(text, ","))
    return _mean(values.to_frame("t").select(either.is_not_null()).to_series())


def _mean(which: pl.Series) -> float:
    return int(which.sum()) / len(which)


def _are_few(held: pl.Series, distinct: int) -> bool:
    if distinct > _FEW or (len(held) > _RECORDS_A_WORD and len(held) < _RECORDS_A_WORD * distinct):
        return False
    return int(held.str.len_chars().max() or 0) <= _SHORT  # type: ignore[arg-type]  # a count


def _regions(values: pl.Series) -> dict[str, float]:
    """The shares of divisions and of addresses, which only Chinese texts have."""
    shares = {name: _mean(values.is_in(list(names))) for name, names in _names().items()}
    return shares | {
        "addresses": _mean(values.str.contains(ADDRESS) & values.str.contains(_province_start()))
    }


@cache
def _province_start() -> str:
    return f"^(?:{'|'.join(sorted(_names()['provinces']))})"


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
