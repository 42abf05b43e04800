"""Two runs of the figures of returns held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from .named import named_figures

if TYPE_CHECKING:
    from datetime import date, datetime

    from .named import Named
    from .result import ReturnsFigures

#: What floating point may do to a figure.
_NOTHING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, then and now.

    Args:
        section: see `Named`.
        name: likewise.
        part: likewise.
        unit: likewise.
        before: what it was; None where it was not told.
        now: what it is.
    """

    section: str
    name: str
    part: str
    unit: str
    before: float | Decimal | None
    now: float | Decimal | None

    @property
    def change(self) -> float | Decimal | None:
        """By how much it has grown; None where one of the two is not told."""
        match self.before, self.now:
            case (None, _) | (_, None):
                return None
            case Decimal() as before, Decimal() as now:
                return now - before
            case before, now:
                return float(now) - float(before)

    @property
    def changed(self) -> bool:
        """Whether it is not what it was; what the last digits of a float do is no change."""
        grown = self.change
        return self.before != self.now and (grown is None or abs(float(grown)) > _NOTHING)


@dataclass(frozen=True, slots=True)
class Compared:
    """Every figure, then and now.

    Args:
        path: the earlier report.
        as_of: the moment that its ages are counted to, UTC.
        period: its first and last day, where it has a period.
        changes: the figures of either, those of this run first, in their order.
    """

    path: str
    as_of: datetime | None
    period: tuple[date, date] | None
    changes: tuple[Change, ...]


def compare(path: str, before: ReturnsFigures, now: ReturnsFigures) -> Compared:
    """Hold the figures of this run against those of an earlier one.

    Args:
        path: where the earlier ones were read.
        before: the earlier figures.
        now: those of this run.
    """
    old, new = _by_key(before), _by_key(now)
    changes = (
        Change(*key, before=_value(old.get(key)), now=_value(new.get(key)))
        for key in dict.fromkeys([*new, *old])
    )
    return Compared(path, before.as_of, before.period, tuple(changes))


def _by_key(figures: ReturnsFigures) -> dict[tuple[str, str, str, str], Named]:
    return {named.key: named for named in named_figures(figures)}


def _value(named: Named | None) -> float | Decimal | None:
    return None if named is None else named.value
