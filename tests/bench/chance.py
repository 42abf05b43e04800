"""Numbers that look like chance and are the same on every machine and with every version of Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

# SplitMix64: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014.
_GAMMA = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB


def _word(value: int) -> pl.Expr:
    return pl.lit(value, pl.UInt64)


def _shifted(expr: pl.Expr, bits: int) -> pl.Expr:
    return expr ^ (expr // _word(1 << bits))


class Chance:
    """Draws for a run of rows; every draw has a number of its own and depends on it and on the row alone.

    Args:
        first: the number of the first row.
        rows: how many rows.
        seed: another seed gives another file.
    """

    def __init__(self, first: int, rows: int, seed: int = 20260901) -> None:
        self._rows = pl.int_range(first, first + rows, dtype=pl.UInt64, eager=True).alias("row")
        self._seed = seed
        self._draws = 0

    def below(self, bound: int) -> pl.Series:
        """A whole number from 0 to bound - 1 per row, UInt32."""
        self._draws += 1
        start = (self._seed + self._draws * 0xD1B54A32D192ED03) % (1 << 64)
        mixed = _shifted((pl.col("row") + _word(1)) * _word(_GAMMA) + _word(start), 30) * _word(_FIRST)
        mixed = _shifted(_shifted(mixed, 27) * _word(_SECOND), 31)
        drawn = (mixed // _word(1 << 16)) % _word(bound)
        return self._rows.to_frame().select(drawn.cast(pl.UInt32)).to_series()

    def one_of(self, values: Sequence[str] | pl.Series) -> pl.Series:
        """One of the values per row."""
        series = values if isinstance(values, pl.Series) else pl.Series(values, dtype=pl.String)
        return series.gather(self.below(series.len()))
