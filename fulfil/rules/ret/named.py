"""The ids of the returns that findings are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts


def named(facts: AuditFacts, found: pl.LazyFrame) -> pl.LazyFrame:
    """Findings with `return_id`: of the return, else of its refund; null where the file tells neither.

    Args:
        facts: the facts of the run.
        found: with `row`, a record of a return.
    """
    has = facts.returns.columns
    names = [name for name in ("return_id", "refund_id") if name in has]
    if not names:
        return found.with_columns(return_id=pl.lit(None, pl.String))
    known = facts.returns.select("row", return_id=pl.coalesce(names))
    known = known if known["row"].is_sorted() else known.sort("row")

    # Findings are few: each looks its record up, instead of all records being joined.
    def of(rows: pl.Series) -> pl.Series:
        return known["return_id"].gather(known["row"].search_sorted(rows))

    return found.with_columns(
        return_id=pl.col("row").map_batches(of, return_dtype=pl.String, is_elementwise=True)
    )
