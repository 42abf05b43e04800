"""Addresses outside mainland China: which fields must be there, and what a postcode looks like."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from .data import read_table
from .missing import is_missing
from .schema import flagged, words
from .verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

HOME = "CN"
# Written with Chinese divisions, they are resolved like the mainland.
CHINESE = {"HK": "香港特别行政区", "MO": "澳门特别行政区", "TW": "台湾省"}
UNKNOWN = "??"
FIELDS = ("province", "city", "county", "postcode")
_VERDICTS = {
    "province": Verdict.PROVINCE_MISSING,
    "city": Verdict.CITY_MISSING,
    "county": Verdict.COUNTY_MISSING,
    "postcode": Verdict.POSTCODE_MISSING,
}
# 세종 is a city of its own without si, gun or gu.
_WITHOUT_CITY = ("KR", r"세종|[Ss]ejong")


@cache
def _names() -> dict[str, str]:
    found = {row["code"].casefold(): row["code"] for row in read_table("countries").iter_rows(named=True)}
    found |= {row["name"].casefold(): row["code"] for row in read_table("countries").iter_rows(named=True)}
    found |= dict(read_table("country_names").select("name", "code").iter_rows())
    return found | {"cn": HOME}


def country_codes(values: pl.Series) -> pl.Series:
    """ISO 3166 two-letter codes of written countries.

    Args:
        values: codes, or names in English, Chinese or the country's own language; nulls allowed.

    Returns:
        Codes; `CN` where nothing is written, `??` for a word that is no country.
    """
    names = _names()
    distinct = values.unique().to_list()
    empty = values.to_frame("value").unique().filter(is_missing(pl.col("value"))).to_series()
    codes = [names.get(" ".join((each or "").split()).casefold(), UNKNOWN) for each in distinct]
    table = pl.DataFrame(
        {"value": distinct, "code": codes}, schema={"value": pl.String, "code": pl.String}
    ).with_columns(
        code=pl.when(pl.col("value").is_in(empty.implode()) | pl.col("value").is_null())
        .then(pl.lit(HOME))
        .otherwise("code")
    )
    return values.to_frame("value").join(
        table, on="value", how="left", nulls_equal=True, maintain_order="left"
    )["code"]


def judge_abroad(frame: pl.DataFrame, country: str, given: frozenset[str]) -> pl.DataFrame:
    """Judge the rows of one country by the fields that it requires.

    Args:
        frame: `province city county town street_text postcode` as String.
        country: the ISO code, `??` for an unknown one.
        given: those of the fields that the input has; where it has none of them only the street is judged.

    Returns:
        The frame with `verdicts`.
    """
    if country == UNKNOWN:
        return frame.with_columns(verdicts=words(Verdict.REGION_UNKNOWN.value))
    rules = read_table("countries").filter(pl.col("code") == country).row(0, named=True)
    checks = [*_required(rules["required"], country, given), *_valid(rules["postcode"], country)]
    checks.append((is_missing(pl.col("street_text")), Verdict.STREET_MISSING))
    return frame.with_columns(verdicts=pl.concat_list(_words(checks)))


def _required(required: str, country: str, given: frozenset[str]) -> Iterable[tuple[pl.Expr, Verdict]]:
    if not given & set(FIELDS):
        return
    for group in required.split():
        names = group.split("|")
        lacking = pl.all_horizontal(is_missing(pl.col(name)) for name in names)
        if country == _WITHOUT_CITY[0] and names == ["city"]:
            lacking &= ~pl.col("province").fill_null("").str.contains(_WITHOUT_CITY[1])
        yield lacking, _VERDICTS[names[0]]


def _valid(pattern: str, country: str) -> Iterable[tuple[pl.Expr, Verdict]]:
    plain = ~pl.col("postcode").str.contains(r"[*＊#$]")
    if pattern:
        wrong = ~pl.col("postcode").str.strip_chars().str.contains(rf"(?i)^(?:{pattern})$") & plain
        yield wrong & ~is_missing(pl.col("postcode")), Verdict.POSTCODE_INVALID
    known = _states(country)
    if known.len():
        unknown = ~_plain(pl.col("province")).is_in(known.implode()) & ~pl.col("province").str.contains(
            r"[*＊#$]"
        )
        yield unknown & ~is_missing(pl.col("province")), Verdict.REGION_UNKNOWN


@cache
def _states(country: str) -> pl.Series:
    return (
        read_table("subdivisions")
        .filter(pl.col("country") == country)
        .select(_plain(pl.col("name")))
        .to_series()
    )


def _plain(name: pl.Expr) -> pl.Expr:
    """Without case, accents, points and the words for "state"."""
    bare = name.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    bare = bare.str.replace(r"-(?:to|fu|ken|do)$", "")
    bare = bare.str.replace_all(r"\b(?:state|province|prefecture|metropolis)\b", "")
    return bare.str.replace_all(r"[^\p{L}\p{N}]", "")


def _words(checks: Iterable[tuple[pl.Expr, Verdict]]) -> list[pl.Expr]:
    return [flagged(flag, word.value) for flag, word in checks]
