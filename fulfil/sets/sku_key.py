"""SKUs and models as they are compared: width, case and outer space do not matter."""

from __future__ import annotations

from typing import overload

import polars as pl

from ..exports.cells.blanks import PLACEHOLDERS, strip


@overload
def sku_key(sku: pl.Expr) -> pl.Expr: ...
@overload
def sku_key(sku: pl.Series) -> pl.Series: ...
def sku_key(sku: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """The text by which a SKU, a model or a role is compared with others.

    Args:
        sku: a String column, as written.

    Returns:
        The same column in NFKC, in lower case, and without outer space; null for blanks and placeholders.
    """
    if isinstance(sku, pl.Expr):
        return sku.map_batches(sku_key, return_dtype=pl.String, is_elementwise=True)
    bare = sku.to_frame("text").select(strip(pl.col("text")))
    text: pl.Expr = pl.when(pl.col("text") != "", ~pl.col("text").is_in(PLACEHOLDERS)).then("text")
    # Most columns are pure ASCII, and bytes are counted a hundred times as fast as texts are normalised.
    if sku.str.len_bytes().sum() != sku.str.len_chars().sum():
        text = strip(text.str.normalize("NFKC"))
    return bare.select(text.str.to_lowercase().alias(sku.name)).to_series()
