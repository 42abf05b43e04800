"""Words with places in them, filled from columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from polars._typing import IntoExpr


def filled(words: str, *parts: IntoExpr) -> pl.Expr:
    """Words whose places `{}` are filled, one after another; null where any part is.

    `polars.format` does the same, and panics in Polars 2.1 where a filter left one column in other chunks
    than its neighbour, some of them empty (`assertion failed: i < self.len()`): whether it does so depends
    on the number of threads.

    Args:
        words: the text, with as many `{}` as there are parts.
        parts: what fills them; a string is the name of a column.

    Raises:
        ValueError: there are more places than parts, or fewer.
    """
    first, *others = words.split("{}")
    pieces: list[IntoExpr] = [pl.lit(first)] if first else []
    for part, text in zip(parts, others, strict=True):
        pieces.append(part)
        if text:
            pieces.append(pl.lit(text))
    return pl.concat_str(*pieces)
