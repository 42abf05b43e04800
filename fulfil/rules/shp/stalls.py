"""Parcels that are on their way, and how long nothing was heard of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_EVENTS = ("shipped_at", "picked_up_at", "first_attempt_at", "last_event_at")


def open_parcels(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parcels without an end: `still` (since the last event), `old` (past the limit), and `kept`.

    `kept`: most parcels of files of their kind that are as old as the limit have an end, so that one without
    says something.
    """
    limit = timedelta(days=policy.dispatch.stalled_days)
    as_of = pl.lit(facts.as_of).cast(pl.Datetime("us", "UTC"))
    ended = pl.col("delivered_at").is_not_null() | pl.col("status").is_in(
        ["delivered", "returned"]
    ).fill_null(value=False)
    due = as_of - pl.col("shipped_at") > limit
    share = (ended & due).sum().over("kind") >= due.sum().over("kind") * policy.dispatch.filled_share
    still = as_of - pl.max_horizontal(_EVENTS)
    return (
        facts.fulfilment.parcels.lazy()
        .filter("counted", pl.col("shipped_at").is_not_null())
        .with_columns(kept=share, still=still, old=still > limit)
        .filter(~ended)
        .sort("row")
    )


def unjudged(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Old parcels of files that do not keep the ends of parcels: `row`."""
    return open_parcels(facts, policy).filter(~pl.col("kept"), "old").select("row")
