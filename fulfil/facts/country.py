"""The country that each order goes to."""

from __future__ import annotations

import polars as pl

from ..address.countries import country_codes
from ..address.missing import is_missing
from ..tables import REGION_FIELDS

_CHINA = "CN"
#: In this order: the first that a file has tells most rows.
_TELLING = ("address", *REGION_FIELDS, "street", "town")


def countries(rows: pl.DataFrame, home: str | None) -> pl.Series:
    """The country of each row as an ISO 3166 code of two letters.

    Where nothing is written it is the home of the platform; without one, China where the address holds a
    Chinese character or no letter at all, and else nobody can know.

    Args:
        rows: typed rows, with or without address columns.
        home: the country of a platform that ships at home, or None.

    Returns:
        String; `??` for a word that is no country, null where the country is not stated.
    """
    if "country" not in rows.columns:
        return _unwritten(rows, home).alias("country")
    codes = country_codes(rows["country"])
    empty = rows.select(is_missing(pl.col("country"))).to_series()
    if not empty.any():
        return codes.alias("country")
    return codes.scatter(empty.arg_true(), _unwritten(rows.filter(empty), home)).alias("country")


def _unwritten(rows: pl.DataFrame, home: str | None) -> pl.Series:
    if home is not None or rows.is_empty():
        return pl.repeat(home, rows.height, dtype=pl.String, eager=True)
    texts = [name for name in _TELLING if name in rows.columns]
    chinese = pl.repeat(value=False, n=rows.height, dtype=pl.Boolean, eager=True)
    for name in texts:
        chinese |= rows[name].str.contains(r"\p{Han}").fill_null(value=False)
        if chinese.all():
            return pl.repeat(_CHINA, rows.height, dtype=pl.String, eager=True)
    letters = pl.any_horizontal(
        pl.lit(value=False),
        *(pl.col(name).str.contains(r"\p{Latin}{2}").fill_null(value=False) for name in texts),
    )
    latin = rows.with_columns(_letters=letters)["_letters"]
    return pl.select(pl.when(chinese | ~latin).then(pl.lit(_CHINA))).to_series()
