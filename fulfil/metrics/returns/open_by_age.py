"""Open cases by age, with what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Outcome
from .lasted import HOURS
from .money import moneys
from .result import AgeBand

if TYPE_CHECKING:
    from collections.abc import Sequence


def open_by_age(cases: pl.DataFrame, bands: Sequence[float]) -> tuple[AgeBand, ...]:
    """The bands, the youngest first; those in which no case lies are there, too.

    Args:
        cases: the cases that count (see `told.counted`).
        bands: upper ends in days, ascending; what is older than the last is the last band.
    """
    held = cases.filter(outcome=Outcome.OPEN.value).filter(pl.col("hours").is_not_null())
    held = held.with_columns(band_of(bands).alias("_band"))
    numbers = dict(held.group_by("_band").len().iter_rows())
    amounts = moneys(held, "_band")
    edges = [0.0, *bands]
    return tuple(
        AgeBand(
            above=edge,
            up_to=edges[at + 1] if at + 1 < len(edges) else None,
            number=numbers.get(at, 0),
            money=amounts.get(at, ()),
        )
        for at, edge in enumerate(edges)
    )


def band_of(bands: Sequence[float]) -> pl.Expr:
    """The number of the band that `hours` lie in, from 0."""
    return pl.sum_horizontal(
        pl.lit(0, pl.Int32), *((pl.col("hours") > edge * HOURS).cast(pl.Int32) for edge in bands)
    )
