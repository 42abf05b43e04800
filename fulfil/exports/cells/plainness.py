"""Tell what a cell of personal data is: readable, masked, encrypted or empty."""

from __future__ import annotations

from typing import Final

import polars as pl

from .blanks import is_blank, strip

PLAINNESS: Final = pl.Enum(["plain", "masked", "encrypted", "empty"])
"""The four states; only `plain` values are judged or joined on."""

_MASK: Final = r"[*＊]"
# ##...== and $$...==$1$ are 抖店's and 拼多多's; ~...~ is 淘宝's cipher.
_CIPHER: Final = r"^(?:##|\$\$|~[A-Za-z0-9+/=]{8,}|\$[A-Za-z0-9+/=]{12,}\$)"


def plainness(cell: pl.Expr) -> pl.Expr:
    """Say for each text whether it is `plain`, `masked`, `encrypted` or `empty`.

    Masked has a run of asterisks (`138****1234`, `张**`); encrypted starts as platforms' ciphers do
    (`##...`, `$$...`, `~...`); empty is null, blank or a placeholder word.

    Args:
        cell: a String column, as exported.

    Returns:
        An expression of type `PLAINNESS`, never null.
    """
    bare = strip(cell)
    return (
        pl.when(is_blank(cell))
        .then(pl.lit("empty"))
        .when(bare.str.contains(_CIPHER))
        .then(pl.lit("encrypted"))
        .when(bare.str.contains(_MASK))
        .then(pl.lit("masked"))
        .otherwise(pl.lit("plain"))
        .cast(PLAINNESS)
    )
