"""Phones that are not judged: hidden by the platform, or of lines that nobody will deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.due import Due

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy


def not_to_call(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """The rows whose phone is hidden, without a country, or no longer needed, for `Rule.unknown`."""
    del policy
    hidden = pl.col("state").is_in(["masked", "encrypted"]) | pl.col("country").is_null()
    return facts.phones.filter(hidden | (pl.col("due") != Due.DUE)).select("row")
