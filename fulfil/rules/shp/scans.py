"""Parcels that are said to be shipped and show no sign of a carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_SEEN = ("in_transit", "out_for_delivery", "attempted", "delivered", "exception", "returned")


def waiting(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Shipped parcels without any sign of a scan; `kept`: files of their kind keep first scans at all."""
    shipped = facts.fulfilment.parcels.lazy().filter("counted", pl.col("shipped_at").is_not_null())
    scanned = pl.col("picked_up_at").is_not_null()
    later = pl.any_horizontal(pl.col("delivered_at", "first_attempt_at").is_not_null())
    moved = (pl.col("last_event_at") > pl.col("shipped_at")).fill_null(value=False)
    seen = scanned | later | moved | pl.col("status").is_in(_SEEN).fill_null(value=False)
    kept = scanned.mean().over("kind") >= policy.dispatch.filled_share
    return shipped.with_columns(kept=kept).filter(~seen).sort("row")


def unjudged(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parcels of kinds of files that do not keep first scans: `row`."""
    return waiting(facts, policy).filter(~pl.col("kept")).select("row")
