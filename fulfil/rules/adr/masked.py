"""Address fields that a platform masks or encrypts are not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy
    from ..rule import Check


def masked(*fields: str) -> Check:
    """The rows in which one of these address fields is masked or encrypted, for `Rule.unknown`."""

    def unknown(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
        del policy
        hidden = pl.any_horizontal(pl.col("not_judged").list.contains(field) for field in fields)
        return facts.hidden.filter(hidden).select("row")

    return unknown
