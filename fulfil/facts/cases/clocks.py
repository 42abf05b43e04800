"""The clocks that run over cases: what a law, a platform or the policy asks of the seller, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ...calendars.deadlines import deadlines
from ...exports.states import ReturnStatus, ReturnType
from . import CLOCKS, Clock, Outcome
from .schema import MOMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ...exports.export import Export
    from ...policy.returns import Returns
    from ...policy.span import Span

CLOCK_ROWS: Final = pl.Schema(
    {
        "case": pl.UInt32(),
        "row": pl.UInt32(),
        "file": pl.UInt16(),
        "order": pl.UInt32(),
        "clock": CLOCKS,
        "start_at": MOMENT,
        "due_at": MOMENT,
        "met_at": MOMENT,
        "limit": pl.String(),
        "source": pl.String(),
        "legal": pl.Boolean(),
    }
)

#: Where a status says that the buyer must act, the platform's deadline is the buyer's.
_BUYERS_TURN: Final = ReturnStatus.APPROVED.value

#: Words that say that the goods did not reach the buyer.
_NOT_RECEIVED: Final = r"(?i)未收到货|未收到|not received|not delivered|undelivered"

#: Money is owed where a case asks for it and was neither refused nor given up.
_OWED: Final = [Outcome.OPEN.value, Outcome.REFUNDED.value, Outcome.REPLACED.value]
_NO_MONEY: Final = [ReturnType.EXCHANGE.value, ReturnType.REPAIR.value, ReturnType.RESHIP.value]


@dataclass(frozen=True, slots=True)
class _Running:
    """One limit over the cases that it concerns.

    Args:
        clock: what it counts.
        limit: the name of the limit (see `policy.returns.ReturnLimits`).
        concerns: the cases.
        start: the column that it counts from.
        met: when it was met, as far as it was.
        unknown: the cases of which nothing tells whether it was met.
    """

    clock: Clock
    limit: str
    concerns: pl.Expr
    start: str
    met: pl.Expr
    unknown: pl.Expr


def clocks_of(
    cases: pl.DataFrame, exports: Sequence[Export], limits: Returns, as_of: datetime | None
) -> pl.DataFrame:
    """The clocks that run over cases (see `Cases.clocks`).

    Args:
        cases: the cases.
        exports: all inputs, by index: their country and zone.
        limits: the policy.
        as_of: the moment that ages are counted to, UTC.
    """
    if as_of is None or cases.is_empty():
        return CLOCK_ROWS.to_frame()
    now = pl.lit(as_of).cast(MOMENT)
    begun = cases.filter((pl.col("requested_at") <= now).fill_null(value=True))
    parts = [_platform(begun)]
    for (country, zone), files in places(exports).items():
        mine = begun.filter(pl.col("file").is_in(files))
        if mine.is_empty():
            continue
        for running in _running(limits, country):
            span = limits.limit(running.limit, country)
            if span is not None:
                parts.append(_ran(mine, running, span, zone, notice=_from_notice(limits, country)))
    return pl.concat([CLOCK_ROWS.to_frame(), *parts]).sort("case", "clock")


def places(exports: Sequence[Export]) -> dict[tuple[str | None, str], list[int]]:
    """Country and zone -> the files from there."""
    places: dict[tuple[str | None, str], list[int]] = {}
    for export in exports:
        places.setdefault((export.profile.country, export.profile.zone), []).append(export.index)
    return places


def _from_notice(limits: Returns, country: str | None) -> bool:
    """Whether the limit of the refund counts from the request (see `ReturnLimits.refund_from`)."""
    told = limits.setter("refund", country)
    return told is not None and told.refund_from == "notice"


def _running(limits: Returns, country: str | None) -> Iterator[_Running]:
    unsent = pl.col("kind") == ReturnType.REFUND_BEFORE_SHIPMENT.value
    unsent = unsent.fill_null(value=False)
    asked = pl.col("apart").is_null() | unsent
    missing = pl.col("goods_status").str.contains(_NOT_RECEIVED).fill_null(value=False) & ~unsent
    groups = {"respond_unshipped": asked & unsent, "respond_not_received": asked & missing & ~unsent}
    groups = {name: who for name, who in groups.items() if limits.limit(name, country) is not None}
    rest = asked & ~pl.any_horizontal(pl.lit(value=False), *groups.values())
    for name, who in {**groups, "respond": rest}.items():
        yield _Running(Clock.RESPOND, name, who, "requested_at", *_answered())
    yield _Running(Clock.HANDLE, "handle", pl.col("apart").is_null(), "requested_at", *_answered())
    owed = pl.col("apart").is_null() & pl.col("outcome").is_in(_OWED)
    owed &= ~pl.col("kind").is_in(_NO_MONEY).fill_null(value=False)
    paid = pl.col("settled_at")
    start = "requested_at" if _from_notice(limits, country) else "received_at"
    yield _Running(Clock.REFUND, "refund", owed, start, paid, pl.col("untimed"))
    yield _Running(Clock.DEEM, "deem", owed, "received_at", paid, pl.col("untimed"))


def _answered() -> tuple[pl.Expr, pl.Expr]:
    """When a request was answered at the latest, and where nothing tells whether it was."""
    by_then = pl.min_horizontal("sent_back_at", "received_at", "settled_at", "ended_at")
    met = pl.coalesce("answered_at", by_then)
    status = pl.col("status").cast(pl.String)
    beyond = status.is_in([ReturnStatus.REQUESTED.value]).not_().fill_null(value=False)
    # Without a status, a blank means that nobody answered only where the file tells when others were.
    answers = pl.min_horizontal("responded_at", "approved_at").is_not_null().any().over("file")
    silent = status.is_null() & ~answers
    return met, met.is_null() & (beyond | silent | pl.col("untimed"))


def _ran(cases: pl.DataFrame, running: _Running, span: Span, zone: str, *, notice: bool) -> pl.DataFrame:
    concerned = cases.filter(running.concerns, pl.col(running.start).is_not_null(), ~running.unknown)
    due = deadlines(concerned[running.start], span, zone)
    told = concerned.select(
        *("case", "row", "file", "order"),
        pl.lit(running.clock.value, CLOCKS).alias("clock"),
        pl.col(running.start).alias("start_at"),
        due.alias("due_at"),
        running.met.alias("met_at"),
        pl.lit(span.words).alias("limit"),
        pl.lit(span.source).alias("source"),
        pl.lit(span.legal).alias("legal"),
        _proof=pl.min_horizontal("sent_back_at", "received_at"),
        _goods="goods",
    )
    if running.clock is Clock.REFUND and notice:
        # The seller may wait for the goods, or for proof that they were sent.
        told = told.filter(~pl.col("_goods") | pl.col("_proof").is_not_null()).with_columns(
            due_at=pl.max_horizontal("due_at", "_proof")
        )
    if running.clock in (Clock.RESPOND, Clock.HANDLE):
        told = _without_doubt(told, concerned)
    return told.filter(pl.col("due_at").is_not_null()).select(CLOCK_ROWS.names())


def _without_doubt(told: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Without answers that lie somewhere before a later act which itself came too late to tell."""
    exact = cases["answered_at"].is_not_null()
    return told.filter(exact | pl.col("met_at").is_null() | (pl.col("met_at") <= pl.col("due_at")))


def _platform(cases: pl.DataFrame) -> pl.DataFrame:
    """The platform's own deadlines of open cases, where it is the seller's turn."""
    status = pl.col("status").cast(pl.String)
    waiting = pl.col("outcome") == Outcome.OPEN.value
    mine = cases.filter(
        waiting, pl.col("deadline_at").is_not_null(), (status != _BUYERS_TURN).fill_null(value=True)
    )
    return mine.select(
        *("case", "row", "file", "order"),
        pl.lit(Clock.PLATFORM.value, CLOCKS).alias("clock"),
        pl.col("requested_at").alias("start_at"),
        pl.col("deadline_at").alias("due_at"),
        pl.lit(None, MOMENT).alias("met_at"),
        pl.lit("the platform's own deadline").alias("limit"),
        pl.lit("told in the file").alias("source"),
        pl.lit(value=False).alias("legal"),
    )
