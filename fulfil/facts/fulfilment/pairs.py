"""Two numbers as one: what is joined and grouped by a pair is so in a third of the time."""

from __future__ import annotations

import polars as pl

_HALF = 2**32


def paired(one: str, other: str) -> pl.Expr:
    """Two UInt32 columns as one UInt64; null where one of them is null."""
    return pl.col(one).cast(pl.UInt64) * _HALF + pl.col(other).cast(pl.UInt64)


def unpaired(pair: str, one: str, other: str) -> tuple[pl.Expr, pl.Expr]:
    """The two columns that a pair was made of."""
    whole = pl.col(pair)
    return (whole // _HALF).cast(pl.UInt32).alias(one), (whole % _HALF).cast(pl.UInt32).alias(other)
