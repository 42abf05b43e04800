"""Durations of which some have not ended yet: Kaplan and Meier's estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
from polars import selectors as cs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The columns of a curve, beside those that make the groups.
CURVE: Final = ("hours", "at_risk", "ended", "censored", "survival", "greenwood")


def kaplan_meier(times: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """The share that lasts longer than each duration, of each group.

    E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958): the
    product over the moments t of 1 - ended(t) / at risk(t). Late entry (left truncation): J. P. Klein and
    M. L. Moeschberger, Survival Analysis (2003), 4.6.

    Args:
        times: see `risk_table`.
        by: columns that make the groups; null is a value.

    Returns:
        `*by hours at_risk ended censored survival greenwood`, one row per distinct duration, ascending;
        `greenwood` is the variance of the logarithm of `survival`, infinite where that is 0.
    """
    return survived(risk_table(times, by), by).select(*by, *CURVE).collect()


def risk_table(
    times: pl.DataFrame, by: Sequence[str], ways: Mapping[str, pl.Expr] | None = None
) -> pl.LazyFrame:
    """How many are followed and how many of them end at each duration, of each group.

    At risk at t is who entered before t and did not leave before it: what is censored at t is at risk at t,
    who enters at t is not. Entry at 0 is entry from the start, so that durations of 0 count. Who leaves at
    the very moment of a late entry was never followed, and counts nowhere.

    Args:
        times: `hours` (Float64, not null, zero allowed), `ended` (Boolean, not null), and where some are not
            followed from their start `entry` (Float64, not null): the hours at which they come under
            observation.
        by: columns that make the groups; null is a value.
        ways: more to be counted at each duration: name -> condition.

    Returns:
        `*by hours at_risk ended censored` and the ways, one row per distinct duration, ascending.
    """
    net, here = pl.col("_net"), pl.col("_left")
    numbers = {"_left": pl.lit(value=True), "ended": pl.col("ended"), **(ways or {})}
    keys = (*by, "hours", "_net")
    return (
        _in_order(_moves(times.select(*by, *_needed(times, numbers))), by)
        .with_columns(
            *((number & (net > 0)).cast(pl.Int64).cum_sum().alias(name) for name, number in numbers.items()),
            # All that were followed, less those who left until then, and those who are still to enter.
            _stay=over(net.sum(), by) - over(net.cum_sum(), by),
            _last=pl.any_horizontal(pl.col(key).ne_missing(pl.col(key).shift(-1)) for key in keys),
        )
        .filter(pl.col("_last") & (net > 0))
        .with_columns(pl.col(name) - pl.col(name).shift(1, fill_value=0) for name in numbers)
        .with_columns(at_risk=pl.col("_stay") + here, censored=here - pl.col("ended"))
    )


def _needed(times: pl.DataFrame, numbers: Mapping[str, pl.Expr]) -> list[str]:
    """The columns that are counted: the others of a wide frame must not be sorted along."""
    asked = {name for number in numbers.values() for name in number.meta.root_names()}
    return [name for name in times.columns if name in asked | {"hours", "entry"}]


def _moves(times: pl.DataFrame) -> pl.LazyFrame:
    """One row for each who leaves, with `_net` 1, and one for each who enters late, at `hours`, with -1."""
    left = times.lazy().with_columns(_net=pl.lit(1, pl.Int64))
    if "entry" not in times.columns:
        return left
    left = left.filter((pl.col("entry") <= 0) | (pl.col("entry") < pl.col("hours")))
    entered = left.filter(pl.col("entry") > 0).with_columns(hours="entry", _net=pl.lit(-1, pl.Int64))
    return pl.concat([left, entered])


def _in_order(moves: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """Each group by itself, by the hours; at one moment those who leave come before those who enter."""
    if not by:
        return moves.sort("hours", maintain_order=True)
    # Sorting within groups takes a fraction of the time of sorting by several columns.
    rest = cs.exclude(*by)
    lists = moves.group_by(by).agg(rest.sort_by("hours", maintain_order=True)).sort(by)
    return lists.explode(rest)


def survived(table: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    """A risk table with `survival`, and with `greenwood`, the variance of its logarithm."""
    ended, at_risk = pl.col("ended"), pl.col("at_risk")
    return table.with_columns(
        survival=over((1 - ended / at_risk).cum_prod(), by),
        greenwood=over((ended / (at_risk * (at_risk - ended))).cum_sum(), by),
    )


def over(expr: pl.Expr, by: Sequence[str]) -> pl.Expr:
    """The expression within each group."""
    return expr.over(by) if by else expr
