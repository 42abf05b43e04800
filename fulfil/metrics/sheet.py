"""What a metric counts: one row per unit, and the expressions that are summed over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from .result import Form

if TYPE_CHECKING:
    from .result import Cause

#: The column of a sheet that says why a row is counted nowhere; null where it is counted.
LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Count:
    """One definition of a figure as numerator and denominator.

    Args:
        name: what sets this definition apart.
        hit: Boolean or number; what is summed above, where `of` counts; null is nothing.
        of: Boolean or number; what is summed below; null where the row cannot be told, which is counted.
        clock: the moments it compares; the metric's where empty.
        needs: columns beyond the metric's own.
        rules: codes of rules of which one must have judged.
        lacks: what the facts of the run lack for it.
        form: how the quotient reads.
        per: so many of what is summed make one unit.
    """

    name: str
    hit: pl.Expr
    of: pl.Expr = field(default_factory=lambda: pl.lit(value=True))
    clock: str = ""
    needs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    form: Form = Form.SHARE
    per: int = 1


@dataclass(frozen=True, slots=True)
class Lasting:
    """One definition of a duration; what has not ended is censored, and counts with the time it has lasted.

    Args:
        name: what sets this definition apart.
        hours: Float64, never negative; null where the row cannot be told, which is counted.
        ended: Boolean; whether the end was seen.
        clock: see `Count`, and so for the others.
        needs: columns beyond the metric's own.
        rules: codes of rules of which one must have judged.
        lacks: what the facts of the run lack for it.
        entry: Float64; the hours at which a row comes under observation, where that is not from its start
            (see `survival.risk_table`); null is from the start.
        within: hours within which shares are told.
    """

    name: str
    hours: pl.Expr
    ended: pl.Expr
    clock: str = ""
    needs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    entry: pl.Expr | None = None
    within: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is summed.

    Args:
        rows: one row per unit with `left_out` (String or Enum); with `by_*` of the dimensions that it can be
            broken down by.
        figures: the definitions, side by side.
        causes: for the Pareto of findings.
        more: reasons and counts of what is left out and has no row.
    """

    rows: pl.LazyFrame
    figures: tuple[Count | Lasting, ...]
    causes: tuple[Cause, ...] = ()
    more: tuple[tuple[str, int], ...] = ()


def first_reason(*reasons: tuple[str, pl.Expr]) -> pl.Expr:
    """The first reason whose condition holds, as `left_out`; a condition that is null does not hold."""
    words = pl.Enum([reason for reason, _ in reasons])
    codes = (pl.when(holds).then(pl.lit(code, pl.UInt8)) for code, (_, holds) in enumerate(reasons))
    return pl.coalesce(*codes, pl.lit(None, pl.UInt8)).cat.to(words).alias(LEFT_OUT)


def hours_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """The hours from one moment to another, Float64."""
    return (end - start).dt.total_microseconds() / 3_600_000_000
