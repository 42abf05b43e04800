"""The columns that `resolve` gives."""

from __future__ import annotations

import polars as pl

SCHEMA = {
    "province": pl.String(),
    "city": pl.String(),
    "county": pl.String(),
    "town": pl.String(),
    "detail": pl.String(),
    "verdicts": pl.List(pl.String),
    "successor": pl.String(),
    "candidates": pl.List(pl.String),
    "abolished_year": pl.Int16(),
    "suggested_province": pl.String(),
    "suggested_city": pl.String(),
    "suggested_county": pl.String(),
    "found_in": pl.String(),
    "not_judged": pl.List(pl.String),
}

REGION = ("province", "city", "county")


def in_rows(some: pl.DataFrame, others: pl.DataFrame, mask: pl.Series) -> pl.DataFrame:
    """Two frames as one: the rows of the first where the mask is true, those of the second elsewhere."""
    if others.is_empty():
        return some
    if some.is_empty():
        return others
    order = pl.concat([mask.arg_true(), (~mask).arg_true()]).arg_sort()
    return pl.concat([some, others])[order]


def words(*given: str) -> pl.Expr:
    """The same list of words in every row."""
    return pl.lit(list(given), dtype=pl.List(pl.String))


def flagged(flag: pl.Expr, word: str) -> pl.Expr:
    """A list with the word where the flag is true, else an empty one."""
    return pl.when(flag.fill_null(False)).then(words(word)).otherwise(words())
