"""Ends that compete with each other: Aalen and Johansen's cumulative incidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .read_off import ROUNDING, at
from .survival import CURVE, over, risk_table, survived

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER: Final = "number "
_INCIDENCE: Final = "incidence "
_HALF: Final = 0.5


def aalen_johansen(times: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """The share that has ended in each way by each duration, of each group.

    O. Aalen and S. Johansen, An empirical transition matrix for non-homogeneous Markov chains based on
    censored observations, Scand. J. Statist. 5 (1978), for one step: the sum over the moments t of
    survival before t * ended in this way(t) / at risk(t). To count the other ways as censored instead would
    say what would be if they did not exist, and overstate this one.

    Args:
        times: `hours` and `entry` as in `survival.risk_table`, and `outcome`: the way, null where it has not
            ended.
        by: columns that make the groups; null is a value.

    Returns:
        What `survival.kaplan_meier` says of any end, and for each way `number WAY` that ended so and
        `incidence WAY`; one row per distinct duration, ascending. Survival and incidences add up to 1.
    """
    ways = sorted(times["outcome"].drop_nulls().cast(pl.String).unique())
    outcome = pl.col("outcome").cast(pl.String)
    numbers = {_NUMBER + way: (outcome == way).fill_null(value=False) for way in ways}
    table = risk_table(times.with_columns(ended=pl.col("outcome").is_not_null()), by, numbers)
    before = pl.col("survival").shift(1, fill_value=1.0)
    incidences = [
        over((before * pl.col(_NUMBER + way) / pl.col("at_risk")).cum_sum(), by).alias(_INCIDENCE + way)
        for way in ways
    ]
    told = [name + way for way in ways for name in (_NUMBER, _INCIDENCE)]
    curve = survived(table, by).with_columns(incidences)
    return curve.select(*by, *CURVE, *told).collect()


def incidences(curve: pl.DataFrame, hours: Sequence[float], by: Sequence[str] = ()) -> pl.DataFrame:
    """What curves of competing ends say of each group.

    Args:
        curve: see `aalen_johansen`.
        hours: limits.
        by: the columns that made the groups.

    Returns:
        `*by outcome number within half`, one row per group and way, the ways by name: how many ended so; the
        shares of all that do within each limit, null beyond the longest duration; and the hours within which
        half of all do, null where that is not reached.
    """
    ways = [name.removeprefix(_INCIDENCE) for name in curve.columns if name.startswith(_INCIDENCE)]
    groups = curve.lazy().with_columns(_all=pl.lit(0)).group_by("_all", *by, maintain_order=True)
    read = [
        groups.agg(
            pl.col(_NUMBER + way).sum().alias("number"),
            pl.col("hours").filter(pl.col(_INCIDENCE + way) >= _HALF - ROUNDING).min().alias("half"),
            *(at(pl.col(_INCIDENCE + way), limit).alias(f"_{limit}") for limit in hours),
        ).select(
            *by,
            pl.lit(way).alias("outcome"),
            "number",
            pl.concat_list(f"_{limit}" for limit in hours).alias("within"),
            "half",
        )
        for way in ways
    ]
    if read:
        return pl.concat(pl.collect_all(read))
    none = {"outcome": pl.String(), "number": pl.Int64(), "within": pl.List(pl.Float64), "half": pl.Float64()}
    return (
        curve.select(*by)
        .clear()
        .with_columns(pl.lit(None, dtype).alias(name) for name, dtype in none.items())
    )
