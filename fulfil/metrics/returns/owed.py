"""What is owed past its limit, what falls due next, and how many cases passed a law's limit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Clock
from .result import Owed

if TYPE_CHECKING:
    from datetime import datetime

    from ..inputs import Inputs

#: What each clock asks of the seller; the platform's deadline is for what comes next.
_ANSWER: Final = "answer"
_REFUND: Final = "refund"
_WHAT: Final = {
    Clock.RESPOND.value: _ANSWER,
    Clock.HANDLE.value: _ANSWER,
    Clock.REFUND.value: _REFUND,
    Clock.DEEM.value: _REFUND,
}

_DAY: Final = 86_400_000_000

_OF_CASES: Final = (
    *("case", "return_id", "order_id", "shop", "refund_amount", "currency", "answered_at"),
    *("goods", "sent_back_at", "received_at"),
)


def owed(inputs: Inputs) -> pl.DataFrame:
    """What was not done yet, now: one row per case and thing that is owed.

    Of several limits on one thing the one that matters is told: a law's that is past, else the first.

    Args:
        inputs: the facts of the run.

    Returns:
        The columns of `clocks` and of `result.Owed`, with `late` (microseconds past `due_at`) for its days
        and `past` (it is past), the longest due first.
    """
    running = inputs.cases.clocks.lazy().filter(pl.col("met_at").is_null(), pl.col("due_at").is_not_null())
    told = running.join(inputs.cases.cases.lazy().select(_OF_CASES), on="case", maintain_order="left")
    past = (pl.col("due_at") < inputs.moment).fill_null(value=False)
    came = pl.col("sent_back_at").is_not_null() | pl.col("received_at").is_not_null()
    answered = pl.col("answered_at").is_not_null() | came
    next_ = pl.when(answered).then(pl.lit(_REFUND)).otherwise(pl.lit(_ANSWER))
    what = pl.col("clock").cast(pl.String).replace_strict(_WHAT, default=None, return_dtype=pl.String)
    return (
        told.with_columns(
            past=past,
            what=pl.coalesce(what, next_),
            since=pl.coalesce("start_at", "due_at"),
            late=(inputs.moment - pl.col("due_at")).dt.total_microseconds(),
        )
        .sort((past & pl.col("legal")).not_(), "due_at", "clock", "case")
        .unique(["case", "what"], keep="first", maintain_order=True)
        .sort("due_at", "case", "what")
        .collect()
    )


def overdue(owed: pl.DataFrame) -> tuple[Owed, ...]:
    """What is past its limit, the longest first.

    Args:
        owed: see `owed`.
    """
    return _listed(owed.filter("past"))


def due_soon(owed: pl.DataFrame, as_of: datetime, hours: float) -> tuple[Owed, ...]:
    """What falls due within so many hours, the first of it first, and of one moment the most money first.

    Args:
        owed: see `owed`.
        as_of: the moment from which the hours count, UTC.
        hours: how far ahead.
    """
    near = owed.filter(~pl.col("past"), pl.col("due_at") <= as_of + timedelta(hours=hours))
    order = ("due_at", "refund_amount", "case", "what")
    descending = [False, True, False, False]
    return _listed(near.sort(*order, descending=descending, nulls_last=True))


def past_legal(inputs: Inputs, cases: pl.DataFrame) -> int | None:
    """How many cases were or are past a law's limit; None where no such clock runs on any case.

    Args:
        inputs: the facts of the run.
        cases: the cases that count (see `told.counted`).
    """
    legal = inputs.cases.clocks.filter("legal").join(cases.select("case"), on="case", how="semi")
    if legal.is_empty():
        return None
    late = pl.coalesce("met_at", inputs.moment) > pl.col("due_at")
    return legal.filter(late)["case"].n_unique()


def _listed(owed: pl.DataFrame) -> tuple[Owed, ...]:
    columns = owed.select(
        *("row", "return_id", "order_id", "shop", "what", "since", "due_at", "late"),
        *("limit", "source", "legal", "refund_amount", "currency"),
    )
    # Divided here: Polars divides one row by itself otherwise than many, in the last digit.
    return tuple(Owed(*(*row[:7], row[7] / _DAY, *row[8:])) for row in columns.iter_rows())
