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
    spine = facts.spine.lazy()
    paths = pl.LazyFrame({"file": range(len(facts.paths)), "other_file": facts.paths}).cast(
        {"file": pl.UInt16}
    )
    others = spine.select("file", other_row="row", other_line="line").join(paths, on="file").drop("file")
    found = facts.repeats.lazy().filter(pl.col("identical") == identical)
    return (
        found.join(spine.filter("judged").select("row"), on="row", how="semi")
        .join(others, on="other_row", how="left")
        .select("row", "elsewhere", "other_file", "other_line")
        .sort("row")
    )
