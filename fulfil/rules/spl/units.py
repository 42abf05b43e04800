"""Quantities of the facts, which are thousandths, as people write them."""

from __future__ import annotations

import polars as pl

from ...facts.fulfilment.kept import UNIT as THOUSANDTHS
from ...filled import filled


def units(name: str) -> pl.Expr:
    """A column of thousandths in units."""
    return pl.col(name) / THOUSANDTHS


def shown(name: str) -> pl.Expr:
    """The name of a part as people know it; null for the half of a set, which has no SKU of its own."""
    return pl.when(~pl.col(name).str.starts_with("\x00")).then(name)


def counted_units(number: str, role: str) -> pl.Expr:
    """`1 indoor unit`, `2 indoor units`."""
    several = pl.when(pl.col(number) > 1).then(pl.lit("s")).otherwise(pl.lit(""))
    return filled("{} {} unit{}", number, role, several)


def the_units(number: str, role: str) -> pl.Expr:
    """`the indoor unit`, `2 indoor units`."""
    several = filled("{} {} units", number, role)
    return pl.when(pl.col(number) > 1).then(several).otherwise(filled("the {} unit", role))


__all__ = ("THOUSANDTHS", "counted_units", "shown", "the_units", "units")
