"""Where a delivery differs from what was recorded of its feed, or from what was asked of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from .run_facts import RunFacts


class Drift(StrEnum):
    """What a row of `DRIFT` says; the last two are no difference, and told beside the findings."""

    COLUMN_LOST = "column_lost"
    COLUMN_NEW = "column_new"
    NULLS = "nulls"
    WORD_NEW = "word_new"
    STALE = "stale"
    SHORT = "short"
    MISSING = "missing"
    NO_FEED = "no_feed"
    NO_EVENT = "no_event"


#: Differences by kind. `file` is null where no input belongs to the feed; `line` is the header's; `nulls` of
#: `rows` are empty now, and `nulls_before` of `rows_before` were.
DRIFT = pl.Schema(
    {
        "kind": pl.String(),
        "file": pl.UInt16(),
        "line": pl.UInt32(),
        "feed": pl.String(),
        "field": pl.String(),
        "expected": pl.String(),
        "value": pl.String(),
        "reason": pl.String(),
        "records": pl.UInt32(),
        "rows": pl.UInt32(),
        "nulls": pl.UInt32(),
        "rows_before": pl.UInt32(),
        "nulls_before": pl.UInt32(),
        "hours": pl.Float64(),
    }
)


def drift_of(facts: RunFacts, kind: Drift) -> pl.LazyFrame:
    """The differences of one kind: the columns of `DRIFT`, and `row`, which is null: none is about one."""
    return facts.drift.lazy().filter(pl.col("kind") == kind.value).with_columns(row=pl.lit(None, pl.UInt32))
