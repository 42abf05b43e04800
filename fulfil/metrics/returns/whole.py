"""From request to end: how long cases take, and how they end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Outcome
from ..competing import aalen_johansen, incidences
from .lasted import HOURS, LEAST, lasted_by, nothing
from .result import Incidence, Lasted
from .told import NO_END, UNTOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTLED = (Outcome.REFUNDED.value, Outcome.REPLACED.value)


def ends(cases: pl.DataFrame, *by: str) -> pl.DataFrame:
    """The curves of the whole and of its competing ends, of each group (see `competing.aalen_johansen`).

    Args:
        cases: the cases that count (see `told.counted`).
        by: columns that make the groups.
    """
    told = cases.filter(pl.col(UNTOLD).is_null())
    outcome = pl.when("ended").then("outcome")
    entry = ["entry"] if "entry" in cases.columns else []
    return aalen_johansen(told.select(*by, "hours", *entry, outcome=outcome), by)


def whole(cases: pl.DataFrame, curve: pl.DataFrame, days: Sequence[float]) -> Lasted:
    """From request to end, whatever the end.

    Args:
        cases: the cases that count.
        curve: see `ends`.
        days: limits within which shares are told.
    """
    untold = cases[UNTOLD].count()
    if curve.is_empty():
        reasons = cases[UNTOLD].value_counts().sort("count", UNTOLD, descending=[True, False])
        return nothing(reasons[UNTOLD][0] if untold else "no case", untold)
    lasted = lasted_by(curve, None, days)[None]
    ended = cases.filter(pl.col("ended"))["hours"]
    median = ended.median() if ended.len() >= LEAST else None
    flatters = median / HOURS if isinstance(median, float) else None
    return replace(lasted, untold=untold, closed_only=flatters)


def untimed(cases: pl.DataFrame, most: float, by: str | None = None) -> dict[object, str]:
    """Why no duration is told of a group: too many of those who ended have no time of it.

    The open ones would be all that is left, and every duration would be too long.

    Args:
        cases: the cases that count.
        most: the largest share that may be missing.
        by: the column that makes the groups; None makes one, under None.

    Returns:
        Group -> why; groups of which durations are told are not among them.
    """
    over = (pl.col("outcome") != Outcome.OPEN.value).fill_null(value=False)
    missing = over & (pl.col(UNTOLD) == NO_END).fill_null(value=False)
    counts = (
        cases.lazy()
        .group_by(pl.lit(None).alias("_by") if by is None else pl.col(by).alias("_by"))
        .agg(missing.sum().alias("missing"), over.sum().alias("over"))
        .filter(pl.col("missing") > most * pl.col("over"))
        .collect()
    )
    return {
        group: f"nothing tells when {missing:,} of the {over:,} that ended did so"
        for group, missing, over in counts.iter_rows()
    }


def incidence(curve: pl.DataFrame, days: Sequence[float]) -> tuple[Incidence, ...]:
    """How many end in each way, in the order of the outcomes.

    Args:
        curve: see `ends`.
        days: limits within which shares are told.
    """
    told = {row["outcome"]: row for row in _read(curve, days).iter_rows(named=True)}
    return tuple(
        Incidence(
            outcome.value,
            row["number"],
            tuple(
                (limit, share) for limit, share in zip(days, row["within"], strict=True) if share is not None
            ),
            None if row["half"] is None else row["half"] / HOURS,
        )
        for outcome in Outcome
        if (row := told.get(outcome.value)) is not None
    )


def refunded_within(curve: pl.DataFrame, days: float, by: str) -> dict[object, float | None]:
    """The share that is refunded within so many days, of each group; null beyond what it knows.

    Args:
        curve: see `ends`.
        days: the limit.
        by: the column that made the groups.
    """
    told = _read(curve, [days], by).filter(outcome=Outcome.REFUNDED.value)
    return {row[by]: row["within"][0] for row in told.iter_rows(named=True)}


def _read(curve: pl.DataFrame, days: Sequence[float], *by: str) -> pl.DataFrame:
    return incidences(curve, [limit * HOURS for limit in days], by)
