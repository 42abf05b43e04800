"""The suggestions that are certain, and what they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ..findings import RuleFindings

#: A cell to be filled or corrected: the row, the canonical column, the name that is replaced (null where
#: the field was missing), the value, and the rule that it cures.
CURES = {"row": pl.UInt32, "field": pl.String, "old": pl.String, "value": pl.String, "code": pl.String}


def certain_cures(findings: tuple[RuleFindings, ...]) -> pl.DataFrame:
    """All cures of a run: suggestions of the rules that name the column they cure.

    A rule suggests a value only where it is certain: a county found in the address text below a unique
    parent, or the one successor of an abolished county.

    Returns:
        The columns of `CURES`.
    """
    frames = [
        found.rows.filter(pl.col("suggestion").is_not_null() & pl.col("row").is_not_null()).select(
            pl.col("row").cast(pl.UInt32),
            field=pl.lit(found.rule.cures),
            old=pl.col("value") if "value" in found.rows.columns else pl.lit(None, pl.String),
            value="suggestion",
            code=pl.lit(found.rule.code),
        )
        for found in findings
        if found.rule.cures and "suggestion" in found.rows.columns
    ]
    return pl.concat([pl.DataFrame(schema=CURES), *frames])
