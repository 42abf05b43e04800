"""Records that repeat an earlier one, and where that one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ..facts.run_facts import RunFacts


def repeated(facts: RunFacts, *, identical: bool) -> pl.LazyFrame:
    """The judged rows that repeat an earlier record.

    Args:
        facts: the facts of the run.
        identical: the very same record; else one with its key and other content.

    Returns:
        `row elsewhere other_file other_line`; `other_file` is a path.
    """
    found = facts.repeats.filter(pl.col("identical") == identical)
    others = facts.spine[found["other_row"]]
    paths = pl.Series(facts.paths, dtype=pl.String)
    return (
        found.with_columns(other_file=paths.gather(others["file"]), other_line=others["line"])
        .select("row", "elsewhere", "other_file", "other_line")
        .sort("row")
        .lazy()
    )
