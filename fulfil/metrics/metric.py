"""The metric: facts of a run in, a sheet of what is counted out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .inputs import Inputs
    from .sheet import Sheet

#: A metric's code: its number is never used again.
CODE = re.compile(r"M\d{2}")

Measure = Callable[["Inputs"], "Sheet"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure that the trade steers by.

    Args:
        code: never used again for another metric.
        name: what people call it.
        unit: what is counted: `order`, `line`, `unit`, `parcel`, `set`, `row`.
        clock: the moments it compares, in words; a variant may use another.
        needs: `table.column` that some export of the run must have; `a | b` means one of them.
        leaves_out: what never counts, in words.
        measure: the facts of a run to the sheet that is summed.
        documentation: the docstring of the measure: what it says, its formula and its source.
    """

    code: str
    name: str
    unit: str
    clock: str
    needs: tuple[str, ...]
    leaves_out: tuple[str, ...]
    measure: Measure
    documentation: str

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.split("\n", 1)[0]


def missing_from(needs: tuple[str, ...], columns: frozenset[str]) -> tuple[str, ...]:
    """The needs that none of these `table.column` names meets."""
    return tuple(need for need in needs if not any(part.strip() in columns for part in need.split("|")))


def metric(  # noqa: PLR0913  (a metric has this many independent properties)
    code: str, name: str, *, unit: str, clock: str, needs: tuple[str, ...], leaves_out: tuple[str, ...]
) -> Callable[[Measure], Metric]:
    """Make a metric of a measuring function; see `Metric` for the properties.

    Raises:
        ValueError: the code is not of the form that the registry needs.
    """

    def decorate(measure: Measure) -> Metric:
        if not CODE.fullmatch(code):
            raise ValueError(f"{code} is no metric code")
        return Metric(code, name, unit, clock, needs, leaves_out, measure, cleandoc(measure.__doc__ or ""))

    return decorate
