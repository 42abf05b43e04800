"""Parcels whose number nothing can be said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy
    from ..rule import Check


def untold(judgement: str) -> Check:
    """The rows of parcels with a number for which a judgement of the facts is null.

    Args:
        judgement: `fits` or `passes` (see `waybills.with_waybills`).
    """

    def unknown(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
        del policy
        numbered = facts.fulfilment.parcels.lazy().filter("counted", pl.col("tracking_number").is_not_null())
        return numbered.filter(pl.col(judgement).is_null()).select("row")

    return unknown
