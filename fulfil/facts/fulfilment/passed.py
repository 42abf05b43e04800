"""Lines that no parcel needs to hold: gifts, services, virtual goods, pick-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...policy.split import says

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAYING = {
    "gift_state": ("yes",),
    "pick_up_state": ("yes",),
    "delivery_method_state": ("pick_up", "virtual"),
    "requires_shipping_state": ("no",),
}


def passed_over(rows: pl.DataFrame, passing: Sequence[str]) -> pl.Series:
    """Whether each line needs no parcel, by its states and by its name.

    Args:
        rows: typed rows of orders or shipments.
        passing: the words of gifts and services (see `policy.Split`).

    Returns:
        `passed`, Boolean, never null.
    """
    names = rows.columns
    states = [
        pl.col(name).cast(pl.String).is_in(words).fill_null(value=False)
        for name, words in _SAYING.items()
        if name in names
    ]
    passed = rows.select(passed=pl.any_horizontal(pl.lit(value=False), *states)).to_series()
    if passed.len() != rows.height:
        passed = pl.repeat(value=False, n=rows.height, eager=True).alias("passed")
    return passed | named_so(rows["product_name"], passing) if "product_name" in names else passed


def named_so(texts: pl.Series, words: Sequence[str]) -> pl.Series:
    """Whether each text has one of the words of a policy; each distinct text is looked at once."""
    distinct = texts.unique().drop_nulls()
    said = distinct.to_frame("text").filter(says(pl.col("text"), words))["text"]
    return texts.is_in(said.implode()).fill_null(value=False)
