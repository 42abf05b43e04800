"""What is read off a curve of durations: percentiles with their bands, the mean, and shares done in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .bands import banded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Below so many durations no 95th percentile is told: one of them would be all of it.
LEAST_FOR_P95: Final = 20

PERCENTS: Final = (50, 80, 90, 95)

#: Products of fractions miss the round numbers that they stand for by less than this.
ROUNDING: Final = 1e-12

_ALL = "_all"


def read_off(curve: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """What a curve says of each group.

    The ends of a percentile's band are where the ends of the curve's band reach it: R. Brookmeyer and J.
    Crowley, A confidence interval for the median survival time, Biometrics 38 (1982).

    With late entry a curve can fall to 0 while hardly anyone is followed yet, and says nothing of those who
    enter after: then it ran `empty`, and neither percentiles nor mean are told.

    Args:
        curve: see `survival.kaplan_meier`.
        by: the columns that made the groups.

    Returns:
        `*by number ended longest empty mean`, and `p50 p50_low p50_high` and so for each of `PERCENTS`:
        hours; a percentile is the shortest duration that so many per cent do not outlast, null where the
        curve does not reach it or fewer than `LEAST_FOR_P95` are there for the 95th; the mean is the area
        under the curve up to the longest duration.
    """
    before = pl.col("survival").shift(1, fill_value=1.0)
    step = pl.col("hours") - pl.col("hours").shift(1, fill_value=0.0)
    sums = {
        "number": (pl.col("ended") + pl.col("censored")).sum(),
        "ended": pl.col("ended").sum(),
        "longest": pl.col("hours").max(),
        "empty": (pl.col("survival").shift(1) <= 0).any(),
        "mean": (before * step).sum(),
    }
    sums |= {name: expr for percent in PERCENTS for name, expr in _percentile(percent)}
    told = [name for name in sums if name not in ("number", "ended", "longest", "empty")]
    read = (
        _grouped(banded(curve), by)
        .agg(**sums)
        .with_columns(pl.when(pl.col("number") >= LEAST_FOR_P95).then(pl.col("^p95.*$")))
        .with_columns(pl.when(~pl.col("empty")).then(pl.col(name)).alias(name) for name in told)
    )
    return read.select(*by, *sums).collect()


def _percentile(percent: int) -> Iterator[tuple[str, pl.Expr]]:
    for name, ending in (("survival", ""), ("low", "_low"), ("high", "_high")):
        reached = pl.col(name) <= 1 - percent / 100 + ROUNDING
        yield f"p{percent}{ending}", pl.col("hours").filter(reached).min()


def shares_within(curve: pl.DataFrame, hours: Sequence[float], by: Sequence[str] = ()) -> pl.DataFrame:
    """The share of each group that ends within so many hours.

    Args:
        curve: see `survival.kaplan_meier`.
        hours: the limits.
        by: the columns that made the groups.

    Returns:
        `*by within`: a list of shares in the order of the limits; null beyond the longest duration, where
        nobody knows what becomes of those who have not ended.
    """
    shares = [at(1 - pl.col("survival"), limit).alias(f"_{limit}") for limit in hours]
    read = _grouped(curve, by).agg(shares)
    told = pl.concat_list(f"_{limit}" for limit in hours) if hours else pl.lit([], pl.List(pl.Float64))
    return read.with_columns(within=told).select(*by, "within").collect()


def at(share: pl.Expr, hours: float) -> pl.Expr:
    """A share of those who ended by a moment of a curve, of each group; null beyond what it knows."""
    known = (pl.col("hours").max() >= hours) | (pl.col("survival").min() <= 0)
    reached = share.filter(pl.col("hours") <= hours).last().fill_null(0.0)
    return pl.when(known).then(reached)


def _grouped(curve: pl.DataFrame, by: Sequence[str]) -> pl.lazyframe.group_by.LazyGroupBy:
    frame = curve.lazy() if by else curve.lazy().with_columns(pl.lit(0).alias(_ALL))
    return frame.group_by(*(by or [_ALL]), maintain_order=True)
