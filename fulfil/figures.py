"""The figures of an audit beside its findings: its metrics, and those of its returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .metrics.measure import metrics
from .metrics.of_run import inputs_of
from .metrics.returns.compared import compare
from .metrics.returns.of_returns import Asked as AskedOfReturns
from .metrics.returns.of_returns import returns_of
from .rules.registry import RULES
from .tables import Subject

if TYPE_CHECKING:
    from datetime import date

    from .audit import Checked
    from .metrics.result import MetricResult
    from .metrics.returns.compared import Compared
    from .metrics.returns.result import ReturnsFigures
    from .rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """What an audit is to tell beside its findings.

    Args:
        by: dimensions to break the figures down by (see `metrics.dimensions` and `metrics.returns.result`).
        due_within: tell what falls due within so many hours after the moment that ages are counted to.
        only_returns: tell the figures of returns, and no others.
        period: first and last day of the time in which returns were under way; None for all time.
        before: the path and the figures of an earlier run to compare returns with.
    """

    by: tuple[str, ...] = ()
    due_within: float | None = None
    only_returns: bool = False
    period: tuple[date, date] | None = None
    before: tuple[str, ReturnsFigures] | None = None


#: What a report of returns alone cannot be given: a courier's form, and what a feed was like before.
_NOT_GIVEN: Final = ("form.", "lock.", "max_age.", "min_records.")


def judges_returns(rule: Rule) -> bool:
    """Whether a rule judges returns and refunds, or the files that tell of them, by what these files tell."""
    if any(need.startswith(_NOT_GIVEN) for need in rule.needs):
        return False
    return Subject.RETURNS in rule.subjects or (rule.family in ("RET", "RFD") and rule.across)


#: The rules of a report of returns alone.
OF_RETURNS: Final = frozenset(rule.code for rule in RULES if judges_returns(rule))
#: What an audit tells where nobody asks for more.
EVERYTHING: Final = Asked()


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures.

    Args:
        metrics: by code; none without facts of the fulfilment, and where they were not asked for.
        returns: None where no file tells of returns.
        compared: the figures of returns held against earlier ones; None where nobody asked.
    """

    metrics: tuple[MetricResult, ...] = ()
    returns: ReturnsFigures | None = None
    compared: Compared | None = None


def figures_of(checked: Checked, asked: Asked) -> Figures:
    """The figures of a checked run.

    Args:
        checked: the run.
        asked: which ones.
    """
    fulfilment, cases = checked.facts.fulfilment, checked.facts.cases
    if fulfilment is None or cases is None:
        return Figures()
    inputs = inputs_of(checked, fulfilment, cases)
    returns = None
    # What order exports tell of returns is told where somebody asks for returns.
    if asked.only_returns or not cases.cases.is_empty():
        returns = returns_of(inputs, AskedOfReturns(asked.by, asked.period, asked.due_within))
    return Figures(
        metrics=() if asked.only_returns else metrics(inputs, asked.by),
        returns=returns,
        compared=compare(asked.before[0], asked.before[1], returns) if asked.before and returns else None,
    )
