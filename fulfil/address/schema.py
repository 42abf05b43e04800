"""The columns that `resolve` gives."""

from __future__ import annotations

from typing import Any

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
    """Two resolutions as one.

    Args:
        some: a row for each of all rows, with some columns of `SCHEMA`; the other columns are empty.
        others: the rows where the mask is false, with every column.
        mask: whether a row is to be taken from the first.

    Returns:
        One row for each of all rows, columns as in `SCHEMA`.
    """
    lists = [name for name, kind in SCHEMA.items() if isinstance(kind, pl.List)]
    blank = pl.DataFrame({name: [[] if name in lists else None] for name in SCHEMA}, schema=SCHEMA)
    # Most rows repeat the blank one, so that gathering them costs less than putting two frames in order.
    place = (~mask).cast(pl.UInt32).cum_sum() * (~mask)
    rows = pl.concat([blank, others.select(*SCHEMA)], rechunk=True)[place]
    return rows.with_columns(each.zip_with(mask, rows[each.name]) for each in some)


def column(values: list[Any], kind: pl.DataType) -> pl.Series:
    """A column of one kind; lists of words by way of their distinct values, which are few."""
    if not isinstance(kind, pl.List):
        return pl.Series(values, dtype=kind)
    numbers: dict[tuple[str, ...], int] = {}
    places = [numbers.setdefault(value, len(numbers)) for value in values]
    return pl.Series([list(each) for each in numbers], dtype=kind).gather(places)


def words(*given: str) -> pl.Expr:
    """The same list of words in every row."""
    return pl.lit(list(given), dtype=pl.List(pl.String))


def flagged(flag: pl.Expr, word: str) -> pl.Expr:
    """A list with the word where the flag is true, else an empty one."""
    return pl.when(flag.fill_null(False)).then(words(word)).otherwise(words())
