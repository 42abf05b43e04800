"""When the seller first answered a request."""

from __future__ import annotations

import polars as pl

from . import Outcome


def answered_at() -> pl.Expr:
    """The first answer of a case: response or approval, else a later act of the seller.

    Where the answer's time is blank, the platform approved by itself, and what the seller did next counts:
    the inspection, the money, the replacement, or the end of a refusal. Where the buyer had to send goods
    back first, the approval lies somewhere before the parcel, and no time is told: the buyer's days are not
    the seller's answer.
    """
    refused = pl.when(pl.col("outcome") == Outcome.REJECTED.value).then("ended_at")
    act = pl.min_horizontal("inspected_at", "refunded_at", "replaced_at", "settled_at")
    parcel = pl.min_horizontal("sent_back_at", "received_at")
    first = ~pl.col("goods") | (act <= parcel).fill_null(value=False)
    told = pl.min_horizontal("responded_at", "approved_at")
    return pl.coalesce(told, pl.when(first).then(act), refused)
