"""The columns that `resolve` gives, and how long inputs are cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_WORKERS = min(4, os.cpu_count() or 1)
# Below this the fixed cost of a search over all names outweighs a second core.
_WORTH_A_THREAD = 20_000


def slices(rows: int) -> Iterator[tuple[int, int]]:
    """Offset and length of the pieces that are worth running side by side: most steps use one core."""
    pieces = max(1, min(_WORKERS, rows // _WORTH_A_THREAD))
    size = -(-rows // pieces)
    for start in range(0, max(rows, 1), size or 1):
        yield start, size


def words(*given: str) -> pl.Expr:
    """The same list of words in every row."""
    return pl.lit(list(given), dtype=pl.List(pl.String))


def flagged(flag: pl.Expr, word: str) -> pl.Expr:
    """A list with the word where the flag is true, else an empty one."""
    return pl.when(flag.fill_null(False)).then(words(word)).otherwise(words())
