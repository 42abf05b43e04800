"""Returns held against the window in which goods may be sent back without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

#: Goods that were never taken, or that come back to be mended, are no matter of a window.
_NO_WINDOW = (ReturnType.REFUSED_DELIVERY.value, ReturnType.REPAIR.value)


def in_windows(facts: AuditFacts) -> pl.LazyFrame:
    """Cases with their window (see `Cases.windows`), and when each was asked for: `inside`, `over`."""
    asked = pl.col("requested_at")
    return (
        _concerned(facts)
        .join(facts.cases.windows.lazy(), on="case")
        .filter(asked.is_not_null())
        .with_columns(inside=asked <= pl.col("until_at"), over=asked - pl.col("until_at"))
    )


def without_window(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Cases without a request, or whose window has no known start or no limit: `row`."""
    del policy
    known = in_windows(facts).select("case")
    return _concerned(facts).join(known, on="case", how="anti").select("row")


def _concerned(facts: AuditFacts) -> pl.LazyFrame:
    kind = pl.col("kind").cast(pl.String)
    return facts.cases.cases.lazy().filter(
        "goods", pl.col("apart").is_null(), kind.is_in(_NO_WINDOW).not_().fill_null(value=True)
    )
