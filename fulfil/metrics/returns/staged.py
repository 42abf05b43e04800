"""The stages of cases inside the time that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Milestone
from ..sheet import hours_between
from .period import Days, lasting, under_way, window_of

if TYPE_CHECKING:
    from ..inputs import Inputs

#: What makes a stage: its milestones and whose time it is.
STAGE: Final = ("from", "to", "owner")

#: In an hour; a million cases of a hundred days each are far from what 64 bits hold.
MILLISECONDS: Final = 3_600_000


def staged(inputs: Inputs, cases: pl.DataFrame, period: Days | None, *more: str) -> pl.DataFrame:
    """The stages of some cases, as far as they lie in the time that is looked at.

    A refusal is answer and end at once: it never came to the stage that follows an answer, and would count
    there with no time at all.

    Args:
        inputs: the facts of the run.
        cases: the cases that count (see `told.counted`).
        period: first and last day of what is looked at; all time where it is None.
        more: columns of the cases that their stages are to have.

    Returns:
        `case file from to owner start_at`; `hours ended` (whether it was left by the end of what is looked
        at, in whatever way) and, in a period, `entry`; `spent` (the hours spent in it in the time that is
        looked at); and what was asked for.
    """
    window = window_of(inputs, period)
    start, end = pl.col("start_at"), pl.col("end_at")
    stages = (
        inputs.cases.stages.lazy()
        .join(cases.lazy().select("case", "file", *more), on="case", maintain_order="left")
        .filter(under_way(window, start, end), ~_never_began())
        .with_columns(**lasting(window, start, end))
    )
    before = 0.0 if window.begin is None else hours_between(start, pl.max_horizontal(start, window.begin))
    return stages.with_columns(spent=pl.col("hours") - before).drop("end_at").collect()


def total_spent(of: pl.Expr | None = None) -> pl.Expr:
    """The hours of `spent` together, in whole milliseconds: the same in whatever order threads add them.

    Args:
        of: which rows; None for all.
    """
    exact = (pl.col("spent") * MILLISECONDS).round().cast(pl.Int64)
    return (exact if of is None else exact.filter(of)).sum()


def _never_began() -> pl.Expr:
    """Whether the case ended as the stage began; one that ends as it is requested was in its first stage."""
    later = pl.col("from") != Milestone.REQUESTED.value
    return later & pl.col("ended") & (pl.col("end_at") == pl.col("start_at")).fill_null(value=False)
