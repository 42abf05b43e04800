"""How long buyers wait for an answer, by the hour of the day and the day of the week of their request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Milestone, Owner
from ..dimensions import local
from ..read_off import read_off
from ..survival import kaplan_meier
from .lasted import LEAST
from .result import Answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..inputs import Inputs

_HOURS: Final = tuple(str(hour) for hour in range(24))
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

#: The moments that tell an answer.
_TOLD_BY: Final = ("responded_at", "approved_at")


def answering_files(inputs: Inputs) -> list[int]:
    """The files that ever tell when a request was answered; in others only later acts could stand for it."""
    told = pl.any_horizontal(pl.col(name).is_not_null() for name in _TOLD_BY)
    files = inputs.cases.cases.lazy().filter(told).select(pl.col("file").unique()).collect()["file"]
    return sorted(files.to_list())


def answer() -> pl.Expr:
    """Whether a stage is the wait for an answer.

    Where goods came before any known answer the approval was automatic, at an unknown time: that is no
    wait of the buyer's for the seller, and its stage is of several.
    """
    return (
        (pl.col("from") == Milestone.REQUESTED.value)
        & (pl.col("to") == Milestone.ANSWERED.value)
        & (pl.col("owner") == Owner.SELLER.value)
    )


def waits(inputs: Inputs, staged: pl.DataFrame) -> pl.DataFrame:
    """The waits for an answer, in files that tell it.

    Args:
        inputs: the facts of the run.
        staged: see `staged.staged`, with `file`.
    """
    return staged.filter(answer(), pl.col("file").is_in(answering_files(inputs)))


def answers(inputs: Inputs, waits: pl.DataFrame) -> tuple[tuple[Answered, ...], tuple[Answered, ...]]:
    """By hour and by weekday, in the zone of the file; none where nothing tells answers.

    Args:
        inputs: the facts of the run.
        waits: see `waits`.
    """
    if waits.is_empty():
        return (), ()
    moment = local(inputs, "start_at")
    told = waits.with_columns(
        _hour=moment.dt.hour().cast(pl.Int32), _day=moment.dt.weekday().cast(pl.Int32) - 1
    )
    return _by(told, "_hour", _HOURS), _by(told, "_day", _WEEKDAYS)


def _by(waits: pl.DataFrame, name: str, labels: Sequence[str]) -> tuple[Answered, ...]:
    read = read_off(kaplan_meier(waits, [name]), [name])
    told = {row[name]: row for row in read.iter_rows(named=True)}
    made = []
    for at, label in enumerate(labels):
        row = told.get(at)
        number, ended = (row["number"], row["ended"]) if row else (0, 0)
        median = row["p50"] if row and number >= LEAST else None
        made.append(Answered(label, number, number - ended, median))
    return tuple(made)
