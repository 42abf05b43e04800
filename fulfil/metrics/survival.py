"""Durations of which some have not ended yet: Kaplan and Meier's estimate, and what is read off it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Below so many durations no 95th percentile is told: one of them would be all of it.
LEAST_FOR_P95: Final = 20

PERCENTS: Final = (50, 90, 95)

#: Products of fractions miss the round numbers that they stand for by less than this.
_ROUNDING: Final = 1e-12

_ALL = "_all"


def kaplan_meier(times: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """The share that lasts longer than each duration, of each group.

    E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958): the
    product over the moments t of 1 - ended(t) / at risk(t). What is censored at t is at risk at t.

    Args:
        times: `hours` (Float64, not null, zero allowed) and `ended` (Boolean, not null).
        by: columns that make the groups; null is a value.

    Returns:
        `*by hours at_risk ended censored survival`, one row per distinct duration, ascending.
    """
    counts = times.lazy().group_by(*by, "hours").agg(pl.col("ended").sum(), pl.len().alias("_here"))
    here = pl.col("_here")
    at_risk = _over(here.sum(), by) - _over(here.cum_sum(), by) + here
    survival = _over((1 - pl.col("ended") / pl.col("at_risk")).cum_prod(), by)
    curve = (
        counts.sort(*by, "hours")
        .with_columns(at_risk=at_risk, censored=here - pl.col("ended"))
        .with_columns(survival=survival)
    )
    return curve.select(*by, "hours", "at_risk", "ended", "censored", "survival").collect()


def _over(expr: pl.Expr, by: Sequence[str]) -> pl.Expr:
    return expr.over(by) if by else expr


def read_off(curve: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """What a curve says of each group.

    Args:
        curve: see `kaplan_meier`.
        by: the columns that made the groups.

    Returns:
        `*by number ended longest mean p50 p90 p95`: hours; a percentile is the shortest duration that so
        many per cent do not outlast, null where the curve does not reach it or fewer than `LEAST_FOR_P95`
        are there for the 95th; the mean is the area under the curve up to the longest duration.
    """
    keys = list(by) or [_ALL]
    frame = curve if by else curve.with_columns(pl.lit(0).alias(_ALL))
    before = pl.col("survival").shift(1, fill_value=1.0)
    step = pl.col("hours") - pl.col("hours").shift(1, fill_value=0.0)
    read = (
        frame.lazy()
        .group_by(*keys, maintain_order=True)
        .agg(
            pl.col("at_risk").first().alias("number"),
            pl.col("ended").sum(),
            pl.col("hours").max().alias("longest"),
            (before * step).sum().alias("mean"),
            *(
                pl.col("hours")
                .filter(pl.col("survival") <= 1 - percent / 100 + _ROUNDING)
                .min()
                .alias(f"p{percent}")
                for percent in PERCENTS
            ),
        )
        .with_columns(p95=pl.when(pl.col("number") >= LEAST_FOR_P95).then("p95"))
    )
    return read.select(*by, "number", "ended", "longest", "mean", "p50", "p90", "p95").collect()
