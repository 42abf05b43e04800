"""The time of each case, cut at its milestones: which stage it was in, and whose time that was."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import ReturnStatus
from ..fulfilment.joined import joined
from . import MILESTONES, OWNERS, Milestone, Outcome, Owner
from .schema import MOMENT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_LADDER: Final = tuple(Milestone)
_LAST: Final = len(_LADDER) - 1

#: The column of each milestone's moment.
_TIMES: Final = ("requested_at", "answered_at", "sent_back_at", "received_at", "inspected_at", "settled_at")

#: Whose time it is from each milestone to the next, where goods come back.
_OWNERS: Final = (Owner.SELLER, Owner.BUYER, Owner.COURIER, Owner.SELLER, Owner.SELLER)

#: The milestone that a status says to have been passed.
_PASSED: Final = {
    ReturnStatus.REQUESTED.value: 0,
    ReturnStatus.APPROVED.value: 1,
    ReturnStatus.SENT_BACK.value: 2,
    ReturnStatus.RECEIVED.value: 3,
}

STAGES: Final = pl.Schema(
    {
        "case": pl.UInt32(),
        "from": MILESTONES,
        "to": MILESTONES,
        "owner": OWNERS,
        "start_at": MOMENT,
        "end_at": MOMENT,
        "ended": pl.Boolean(),
    }
)


_GOES_ON: Final = pl.col("_reached").is_not_null()


def stages_of(cases: pl.DataFrame, as_of: datetime | None) -> pl.DataFrame:
    """Cut cases at their milestones (see `Cases.stages`).

    A milestone that is written before an earlier one counts as reached together with that: no time is
    negative, and the stages of a case add up to its whole time. A case that ends before it begins, or that
    was asked for after `as_of`, has no stages; one whose end has no time has those before its last milestone.

    Args:
        cases: `case file goods status outcome untimed ended_at` and the moments of the milestones.
        as_of: the moment that ages are counted to, UTC.
    """
    if as_of is None or cases.is_empty():
        return STAGES.to_frame()
    begun = pl.col("requested_at") <= pl.lit(as_of).cast(MOMENT)
    sound = (pl.col("ended_at") >= pl.col("requested_at")).fill_null(value=True)
    told = cases.filter(begun, sound, pl.col("outcome").is_not_null())
    rows = _with_next_told(told.lazy().select(*_of_case(), *_moments()).collect(), _told_by_file(cases))
    parts = [_stage(rows.lazy(), at) for at in range(_LAST)]
    return pl.concat([STAGES.to_frame().lazy(), *parts]).collect().sort("case", "from")


@cache  # Expressions hold no data, and to build these takes longer than to run them over a few rows.
def _of_case() -> tuple[pl.Expr, ...]:
    ended = pl.col("outcome") != Outcome.OPEN.value
    status = pl.col("status").cast(pl.String).replace_strict(_PASSED, default=0, return_dtype=pl.Int8)
    return (
        pl.col("case"),
        pl.col("file"),
        pl.col("goods"),
        pl.col("ended_at"),
        ended.alias("over"),
        # Of what has ended, the status says the end and not how far it had come.
        pl.when(~ended & pl.col("goods"))
        .then(status)
        .otherwise(pl.min_horizontal(status, 1))
        .alias("passed"),
        pl.col("untimed"),
        # Given up by nobody knows whom: whether the buyer had been answered before is not told.
        (
            pl.col("outcome").is_in([Outcome.WITHDRAWN.value, Outcome.CLOSED.value])
            & pl.col("answered_at").is_null()
        ).alias("unclear"),
    )


@cache
def _moments() -> tuple[pl.Expr, ...]:
    """The moment of each milestone, never before an earlier one, never after the end: `at0` to `at5`."""
    moments: list[pl.Expr] = []
    for at, name in enumerate(_TIMES):
        moment = pl.col(name)
        if name in ("sent_back_at", "received_at", "inspected_at"):
            moment = pl.when("goods").then(moment)
        # What follows the end belongs to no stage: a parcel that arrives after the money was paid.
        moment = pl.when((moment <= pl.col("ended_at")).fill_null(value=True)).then(moment)
        if at:
            # `max_horizontal` passes nulls over, so that an unknown moment must stay unknown.
            moment = pl.when(moment.is_not_null()).then(pl.max_horizontal(moment, *moments))
        moments.append(moment)
    return tuple(moment.alias(f"at{at}") for at, moment in enumerate(moments))


def _told_by_file(cases: pl.DataFrame) -> pl.DataFrame:
    """`file told2 told3 told4`: whether it ever tells that goods were sent back, received, inspected."""
    names = dict(zip((2, 3, 4), ("sent_back_at", "received_at", "inspected_at"), strict=True))
    return cases.group_by("file").agg(
        (pl.col(name).is_not_null() & pl.col("goods")).any().alias(f"told{at}") for at, name in names.items()
    )


def _with_next_told(rows: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Add `next0` to `next4`: the milestone that its file would tell next after each one."""
    rows = joined(rows, told, "file")
    nexts: dict[int, pl.Expr] = {}
    following: pl.Expr = pl.lit(_LAST, pl.Int8)
    for at in range(_LAST - 1, -1, -1):
        nexts[at] = following
        if at == 1:
            following = pl.lit(1, pl.Int8)
        elif at:
            here = pl.col(f"told{at}") & pl.col("goods")
            following = pl.when(here).then(pl.lit(at, pl.Int8)).otherwise(following)
    return rows.with_columns(next_.cast(pl.Int8).alias(f"next{at}") for at, next_ in nexts.items())


def _stage(rows: pl.LazyFrame, at: int) -> pl.LazyFrame:
    """The stages that begin with one milestone."""
    here, columns = _following(at)
    started = rows.filter(pl.col(f"at{at}").is_not_null()).with_columns(here)
    return started.filter(_GOES_ON | ~pl.col("untimed")).select(columns)


@cache
def _following(at: int) -> tuple[tuple[pl.Expr, ...], tuple[pl.Expr, ...]]:
    """What follows a milestone (`_reached _moment _awaited`), and by it the columns of its stages."""
    later = range(at + 1, _LAST + 1)
    reached = pl.coalesce(pl.when(pl.col(f"at{i}").is_not_null()).then(pl.lit(i, pl.Int8)) for i in later)
    moment = pl.coalesce(pl.col(f"at{i}") for i in later)
    # A status may be ahead of the times: what is waited for comes after what it says to have been passed.
    ahead = pl.max_horizontal(pl.lit(at, pl.Int8), "passed")
    awaited = pl.col(f"next{at}")
    for passed in range(at + 1, _LAST):
        awaited = pl.when(ahead == passed).then(pl.col(f"next{passed}")).otherwise(awaited)
    here = (reached.alias("_reached"), moment.alias("_moment"), awaited.alias("_awaited"))
    unclear = pl.col("unclear") & pl.col("goods") & ~_GOES_ON & pl.lit(at == 0)
    to = pl.coalesce("_reached", "_awaited")
    return here, (
        pl.col("case"),
        pl.lit(_LADDER[at].value, MILESTONES).alias("from"),
        _named(to).alias("to"),
        pl.when(unclear).then(pl.lit(Owner.SEVERAL.value, OWNERS)).otherwise(_owner(at, to)).alias("owner"),
        pl.col(f"at{at}").alias("start_at"),
        pl.when(_GOES_ON).then("_moment").otherwise("ended_at").alias("end_at"),
        (~_GOES_ON & pl.col("over")).alias("ended"),
    )


def _named(number: pl.Expr) -> pl.Expr:
    words = {at: milestone.value for at, milestone in enumerate(_LADDER)}
    return number.replace_strict(words, return_dtype=MILESTONES)


def _owner(at: int, to: pl.Expr) -> pl.Expr:
    """Whose time it is from one milestone to another."""
    owners = {end: together(_OWNERS[at:end]).value for end in range(at + 1, _LAST + 1)}
    told = to.replace_strict(owners, return_dtype=OWNERS)
    return pl.when("goods").then(told).otherwise(pl.lit(Owner.SELLER.value, OWNERS))


def together(owners: Sequence[Owner]) -> Owner:
    """Whose time it is that several share, where nothing tells it apart."""
    if len(set(owners)) == 1:
        return owners[0]
    return Owner.SEVERAL if Owner.SELLER in owners else Owner.OTHERS


def hours_by_owner(stages: pl.DataFrame, as_of: datetime | None) -> pl.DataFrame:
    """`case` and `<owner>_hours` of all stages, up to their end, else `as_of`."""
    until = pl.coalesce("end_at", pl.lit(as_of).cast(MOMENT))
    hours = (until - pl.col("start_at")).dt.total_microseconds() / 3_600_000_000
    return (
        stages.lazy()
        .with_columns(_hours=hours)
        .group_by("case")
        .agg(
            pl.col("_hours").filter(pl.col("owner") == owner.value).sum().alias(f"{owner.value}_hours")
            for owner in Owner
        )
        .collect()
    )
