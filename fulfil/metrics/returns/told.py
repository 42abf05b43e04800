"""Cases as figures count them: what keeps one out, whether its time can be told, how long it lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import OUTCOMES, Outcome
from ..sheet import LEFT_OUT, first_reason
from .period import Days, lasting, under_way, window_of

if TYPE_CHECKING:
    from ..inputs import Inputs

#: The column that says why the time of a case cannot be told; null where it can.
UNTOLD: Final = "untold"

NO_REQUEST: Final = "nothing tells when it was requested"
NO_END: Final = "it ended, and nothing tells when"
NO_OUTCOME: Final = "its file tells no end"
BACKWARDS: Final = "it ended before it was requested"
LATER: Final = "requested after the moment that ages are counted to"
NOT_THEN: Final = "not under way in the period"

_OPEN: Final = Outcome.OPEN.value


def told_cases(inputs: Inputs, period: Days | None = None) -> pl.DataFrame:
    """The cases with what figures ask of each.

    A case whose file tells no end, or which ended at an unknown time, counts, and has no duration. In a
    period, what ended after it is open.

    Args:
        inputs: the facts of the run.
        period: first and last day of what is looked at; all time where it is None.

    Returns:
        `Cases.cases` and: `left_out` (why no figure counts it), `untold` (why its time cannot be told),
        `outcome` (as it stood at the end of what is looked at; null where none is told), `hours ended` and,
        in a period, `entry` (null where untold).
    """
    window = window_of(inputs, period)
    start, end = pl.col("requested_at"), pl.col("ended_at")
    later = (end > window.until).fill_null(value=False)
    still = pl.when(later).then(pl.lit(_OPEN, OUTCOMES)).otherwise("outcome")
    reasons = [(LATER, start > inputs.moment)]
    if period is not None:
        there = under_way(window, start, end)
        reasons += [
            (NO_REQUEST, start.is_null()),
            # Where its end is not known, it is only known to have been under way when it began.
            (NO_END, pl.col("untimed") & (start < window.begin)),
            (NOT_THEN, ~there),
        ]
    untold = (
        pl.when(pl.col("outcome").is_null())
        .then(pl.lit(NO_OUTCOME))
        .when(start.is_null() | window.until.is_null())
        .then(pl.lit(NO_REQUEST))
        .when(pl.col("untimed") & ~later)
        .then(pl.lit(NO_END))
        .when(end < start)
        .then(pl.lit(BACKWARDS))
    )
    told = pl.col(UNTOLD).is_null()
    times = {name: pl.when(told).then(expr) for name, expr in lasting(window, start, end).items()}
    return (
        inputs.cases.cases.lazy()
        .with_columns(first_reason(*reasons), untold.alias(UNTOLD), still.alias("outcome"))
        .with_columns(**times)
        .collect()
    )


def counted(told: pl.DataFrame) -> pl.DataFrame:
    """The cases that the headline counts: those that stand apart are not among them.

    Args:
        told: see `told_cases`.
    """
    return told.filter(pl.col(LEFT_OUT).is_null(), pl.col("apart").is_null())


def left_out_of(why: pl.Expr) -> pl.Expr:
    """Why a metric leaves a case out, as `left_out`: what keeps it out of all, that it is apart, else why.

    Args:
        why: text; null where the metric counts the case.
    """
    stands = pl.when(pl.col("apart").is_not_null()).then(pl.concat_str(pl.lit("apart: "), "apart"))
    return pl.coalesce(pl.col(LEFT_OUT).cast(pl.String), stands, why).alias(LEFT_OUT)
