"""The columns that `resolve` gives, and how long inputs are cut."""

from __future__ import annotations

import os

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
# Most steps run on one core, so long inputs are cut and their pieces run side by side.
SLICE = 25_000
WORKERS = min(4, os.cpu_count() or 1)


def words(*given: str) -> pl.Expr:
    """The same list of words in every row."""
    return pl.lit(list(given), dtype=pl.List(pl.String))


def flagged(flag: pl.Expr, word: str) -> pl.Expr:
    """A list with the word where the flag is true, else an empty one."""
    return pl.when(flag.fill_null(False)).then(words(word)).otherwise(words())
