"""From the first payment of a purchase to its last refund, over all orders that it was split into."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Outcome
from ..sheet import first_reason
from ..survival import kaplan_meier
from .lasted import lasted_by, nothing
from .period import Days, lasting, under_way, window_of
from .told import NO_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..inputs import Inputs
    from .result import Lasted

NO_MONEY: Final = "no money went back, and none is asked for"
NO_PAYMENT: Final = "no file tells its payment"
UNTIMED: Final = "it was refunded, and nothing tells when"
BACKWARDS: Final = "refunded before it was paid"


def purchases(inputs: Inputs, cases: pl.DataFrame, period: Days | None = None) -> pl.DataFrame:
    """The purchases that cases are of, with the time from payment to the last refund.

    A purchase of which a case is open may be refunded yet: its last refund has not been seen.

    Args:
        inputs: the facts of the run.
        cases: the cases that count (see `told.counted`).
        period: first and last day of what is looked at; all time where it is None.

    Returns:
        One row per purchase, a case without an order being one of its own: `order` (the first), `left_out`
        (why it is not counted), `hours ended` and, in a period, `entry`.
    """
    window = window_of(inputs, period)
    outcome = pl.col("outcome")
    refunded = (outcome == Outcome.REFUNDED.value).fill_null(value=False)
    still = (outcome == Outcome.OPEN.value).fill_null(value=False)
    own = pl.int_range(pl.len(), dtype=pl.Int64)
    start, end = pl.col("paid_at"), pl.when(~pl.col("still")).then("last")
    reasons = (
        (NO_OUTCOME, pl.col("silent")),
        (NO_MONEY, ~pl.col("still") & ~pl.col("refunded")),
        (UNTIMED, ~pl.col("still") & (pl.col("unknown") | pl.col("last").is_null())),
        (NO_PAYMENT, start.is_null()),
        (BACKWARDS, pl.col("last") < start),
    )
    rows = (
        cases.lazy()
        .with_columns(_purchase=pl.coalesce(pl.col("group").cast(pl.Int64), -1 - own))
        .group_by("_purchase")
        .agg(
            pl.col("order").min(),
            pl.col("file").min(),
            pl.col("paid_at").min(),
            last=pl.col("settled_at").filter(refunded).max(),
            still=still.any(),
            refunded=refunded.any(),
            silent=outcome.is_null().all(),
            unknown=(refunded & pl.col("settled_at").is_null()).any(),
        )
        .with_columns(first_reason(*reasons))
        .filter(pl.col("left_out").is_not_null() | under_way(window, start, end))
        .with_columns(
            pl.when(pl.col("left_out").is_null()).then(told).alias(name)
            for name, told in lasting(window, start, end).items()
        )
        .sort("_purchase")
    )
    entry = [] if period is None else ["entry"]
    return rows.select("order", "left_out", "hours", "ended", *entry).collect()


def order_to_refund(purchases: pl.DataFrame, days: Sequence[float]) -> Lasted:
    """How long it takes from order to money.

    Args:
        purchases: see `purchases`.
        days: limits within which shares are told.
    """
    told = purchases.filter(pl.col("left_out").is_null())
    reasons = purchases["left_out"].cast(pl.String).drop_nulls().value_counts()
    untold = int(reasons.filter(pl.col("left_out") != NO_MONEY)["count"].sum())
    if told.is_empty():
        most = reasons.sort("count", "left_out", descending=[True, False])["left_out"]
        return nothing(most[0] if most.len() else "no case", untold)
    lasted = lasted_by(kaplan_meier(told), None, days).get(None, nothing("no purchase was followed"))
    return replace(lasted, untold=untold)
