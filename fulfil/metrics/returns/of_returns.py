"""All figures of returns of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Outcome
from ..sheet import LEFT_OUT
from .answers import answers, waits
from .from_orders import from_orders
from .lasted import nothing
from .money import moneys
from .notes import notes
from .open_by_age import open_by_age
from .order_to_refund import order_to_refund, purchases
from .owed import due_soon, overdue, owed, past_legal
from .parts import parts
from .result import ReturnsFigures
from .staged import staged
from .stages import owners, stages
from .told import NOT_THEN, counted, told_cases
from .whole import ends, incidence, untimed, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..inputs import Inputs
    from .period import Days
    from .result import Money

#: The outcome of cases whose file tells no end.
NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the figures of returns are asked for.

    Args:
        by: dimensions of `result.DIMENSIONS`; others are passed over.
        period: first and last day of what is looked at; all time where it is None.
        due_within_hours: tell what falls due within so many hours; None where nobody asked.
    """

    by: tuple[str, ...] = ()
    period: Days | None = None
    due_within_hours: float | None = None


def returns_of(inputs: Inputs, asked: Asked) -> ReturnsFigures | None:
    """All figures of returns; None where neither returns nor orders tell of any.

    What is owed is told as of now, whatever the period.

    Args:
        inputs: the facts of the run.
        asked: what is asked for.
    """
    shops = from_orders(inputs)
    if inputs.cases.cases.is_empty() and not any(told.refunded or told.open for told in shops):
        return None
    told = inputs.told_cases if asked.period is None else told_cases(inputs, asked.period)
    cases = counted(told)
    days = inputs.limits.within_days
    cut = staged(inputs, cases, asked.period)
    why_not = untimed(cases, inputs.limits.untimed_share).get(None, "")
    curve = ends(cases)
    lasted = whole(cases, curve, days)
    if why_not:
        lasted = nothing(why_not, lasted.untold, lasted.number, lasted.open)
    in_stages = () if why_not else stages(cut, days)
    by_hour, by_weekday = answers(inputs, waits(inputs, cut))
    debts = owed(inputs)
    hours = asked.due_within_hours
    return ReturnsFigures(
        period=asked.period,
        as_of=inputs.as_of,
        number=cases.height,
        outcomes=tuple(_outcomes(cases)),
        apart=tuple(_apart(told)),
        left_out=tuple(_left_out(told)),
        whole=lasted,
        stages=in_stages,
        owners=owners(in_stages),
        incidence=incidence(curve, days) if lasted.readings else (),
        open_by_age=open_by_age(cases, inputs.limits.bands),
        answers_by_hour=by_hour,
        answers_by_weekday=by_weekday,
        order_to_refund=order_to_refund(purchases(inputs, cases, asked.period), days),
        overdue=overdue(debts),
        past_legal=past_legal(inputs, cases),
        due_soon=None if hours is None or inputs.as_of is None else due_soon(debts, inputs.as_of, hours),
        parts=parts(inputs, cases, cut, asked.by),
        from_orders=shops,
        notes=tuple(notes(inputs, cases, why_not, shops)),
    )


def _outcomes(cases: pl.DataFrame) -> Iterator[tuple[str, int]]:
    numbers = dict(cases.group_by("outcome").len().iter_rows())
    for outcome in Outcome:
        if number := numbers.get(outcome.value):
            yield outcome.value, number
    if number := numbers.get(None):
        yield NOT_TOLD, number


def _apart(told: pl.DataFrame) -> Iterator[tuple[str, int, Money]]:
    """Why cases stand apart, how many, and what was refunded, the most first."""
    away = told.filter(pl.col(LEFT_OUT).is_null(), pl.col("apart").is_not_null())
    money = moneys(away.filter(outcome=Outcome.REFUNDED.value), "apart")
    numbers = away.group_by("apart").len().sort("len", "apart", descending=[True, False])
    for why, number in numbers.iter_rows():
        yield why, number, money.get(why, ())


def _left_out(told: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """Reason -> cases, the most first; what was not under way in the period is none of it."""
    reasons = told[LEFT_OUT].cast(pl.String).drop_nulls().value_counts()
    reasons = reasons.filter(pl.col(LEFT_OUT) != NOT_THEN)
    yield from reasons.sort("count", LEFT_OUT, descending=[True, False]).iter_rows()
