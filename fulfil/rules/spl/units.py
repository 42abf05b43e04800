"""Quantities of the facts, which are thousandths, as people write them."""

from __future__ import annotations

import polars as pl

from ...facts.fulfilment.kept import UNIT as THOUSANDTHS


def units(name: str) -> pl.Expr:
    """A column of thousandths in units."""
    return pl.col(name) / THOUSANDTHS


def shown(name: str) -> pl.Expr:
    """The name of a part as people know it; null for the half of a set, which has no SKU of its own."""
    return pl.when(~pl.col(name).str.starts_with("\x00")).then(name)


__all__ = ("THOUSANDTHS", "shown", "units")
