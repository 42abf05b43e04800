"""The finished figures, frozen: reporters print them and count nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from .metric import Metric


class Form(StrEnum):
    """How a figure reads."""

    SHARE = "share"
    RATIO = "ratio"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile of a duration by Kaplan and Meier.

    Args:
        percent: which one.
        hours: so long lasts the one at that place; None where the curve does not reach it, or where there
            are too few to say.
        more_than: where the curve does not reach it: the longest that was observed, in hours.
        low: the lower end of its 95 % band, in hours; None where the band does not reach it.
        high: likewise, the upper end.
    """

    percent: int
    hours: float | None
    more_than: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One definition of a metric, measured.

    Args:
        name: what sets this definition apart.
        clock: the moments it compares.
        form: how it reads; of `hours`, the numerator counts what ended and the denominator all.
        numerator: a sum, to be added up with that of other runs.
        denominator: likewise.
        left_out: of what the metric counts, how many this definition could not tell.
        missing: columns or rules that it lacks; nothing was counted then.
        percentiles: of `hours`.
        mean_hours: of `hours`: the mean up to the longest that was observed (restricted mean).
        within: of `hours`, where it is asked for: limit in hours -> share that ended within it; limits
            beyond the longest that was observed are left out.
    """

    name: str
    clock: str
    form: Form
    numerator: float = 0
    denominator: float = 0
    left_out: int = 0
    missing: tuple[str, ...] = ()
    percentiles: tuple[Percentile, ...] = ()
    mean_hours: float | None = None
    within: tuple[tuple[float, float], ...] = ()

    @property
    def rate(self) -> float | None:
        """Numerator by denominator; None where there is nothing below."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of the units that share a value.

    Args:
        dimension: such as `carrier`.
        value: the value; None where nothing is told.
        figures: as of the whole, in the same order.
    """

    dimension: str
    value: str | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """What was found in the orders of one week.

    Args:
        week: ISO week of the order's creation; None where that is unknown.
        findings: how many.
        orders: in how many orders.
    """

    week: str | None
    findings: int
    orders: int


@dataclass(frozen=True, slots=True)
class Cause:
    """One bar of the Pareto of findings.

    Args:
        rule: the rule's code.
        name: the rule's name.
        findings: how many.
        share: of all findings.
        cumulative: share of this one and of all before it.
        orders: how many orders it hits.
        money: what these orders paid, by currency; None where the currency is not told.
        weeks: by week, the earliest first.
    """

    rule: str
    name: str
    findings: int
    share: float
    cumulative: float
    orders: int
    money: tuple[tuple[str | None, Decimal], ...]
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class MetricResult:
    """A metric of a run.

    Args:
        metric: which.
        figures: its definitions side by side; none where columns are missing.
        left_out: reason and number of units, the most first; each unit has the first reason that holds.
        by: the parts of the dimensions that were asked for.
        causes: of the Pareto of findings only.
        missing: needs that no export of the run meets.
    """

    metric: Metric
    figures: tuple[Figure, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    by: tuple[Part, ...] = ()
    causes: tuple[Cause, ...] = ()
    missing: tuple[str, ...] = ()
