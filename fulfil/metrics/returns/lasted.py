"""Durations as they are told: percentiles with bands, shares done in time, or why there is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..read_off import LEAST_FOR_P95, PERCENTS, read_off, shares_within
from .result import Lasted, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

HOURS: Final = 24

#: Below so many no percentile is told: the band of a median of four is wider than what they say.
LEAST: Final = 5

_FEW: Final = f"under {LEAST} cases"
_EMPTY: Final = "too few were followed from their start"


def lasted_by(curve: pl.DataFrame, by: str | None, days: Sequence[float]) -> dict[object, Lasted]:
    """What the curve of each group says; the whole stands under None where nothing makes groups.

    Args:
        curve: see `survival.kaplan_meier` or `competing.aalen_johansen`.
        by: the column that made the groups.
        days: limits within which shares are told.
    """
    keys = [] if by is None else [by]
    shares = shares_within(curve, [limit * HOURS for limit in days], keys)["within"]
    told = read_off(curve, keys).iter_rows(named=True)
    return {
        None if by is None else said[by]: _lasted(said, within, days)
        for said, within in zip(told, shares.to_list(), strict=True)
    }


def nothing(why_not: str, untold: int = 0, number: int = 0, still: int = 0) -> Lasted:
    """A duration of which there is no figure.

    Args:
        why_not: why.
        untold: how many have no time that can be told.
        number: how many could have been counted.
        still: how many of these are open.
    """
    return Lasted(number, still, untold=untold, why_not=why_not)


def _lasted(said: Mapping[str, Any], within: Sequence[float | None], days: Sequence[float]) -> Lasted:
    number, still = said["number"], said["number"] - said["ended"]
    if number < LEAST:
        return Lasted(number, still, why_not=_FEW)
    if said["empty"]:
        return Lasted(number, still, why_not=_EMPTY)
    shares = tuple((limit, share) for limit, share in zip(days, within, strict=True) if share is not None)
    return Lasted(number, still, tuple(_reading(said, percent) for percent in PERCENTS), within=shares)


def _reading(said: Mapping[str, Any], percent: int) -> Reading:
    hours, low, high = (said[f"p{percent}{ending}"] for ending in ("", "_low", "_high"))
    few = percent == PERCENTS[-1] and said["number"] < LEAST_FOR_P95
    beyond = said["longest"] if hours is None and not few else None
    return Reading(percent, _days(hours), _days(low), _days(high), _days(beyond))


def _days(hours: float | None) -> float | None:
    return None if hours is None else hours / HOURS
