"""Findings that explain many rows: silent only where all of these are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ..findings import FIELD_OF
from .silencing import By

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..findings import RuleFindings
    from .baseline import Baseline

#: The rule that tells of a column what others tell of its rows.
_EXPLAINS = "EXP001"


def with_causes(findings: Sequence[RuleFindings], baseline: Baseline | None) -> tuple[RuleFindings, ...]:
    """The findings with `suppressed` on those that explain rows, too.

    How many of its rows are `silent`, and how many an earlier report lacks (`news`), stands beside each.

    One that explains a row which counts, counts itself: a new order with an old cause is new. Else it is
    silent where it is old, or where it has no row left.

    Args:
        findings: all of a run, with `suppressed` on their rows.
        baseline: what is old; None where there is no baseline.
    """
    by_code = {found.rule.code: found for found in findings}
    return tuple(_with_cause(found, by_code, baseline) for found in findings)


def _with_cause(
    found: RuleFindings, by_code: Mapping[str, RuleFindings], baseline: Baseline | None
) -> RuleFindings:
    told = found.systemic
    if told.is_empty():
        return found
    explained, keys = _explained(found, by_code)
    rows = explained.group_by(keys).agg(
        _rows=pl.len(),
        _open=pl.col("suppressed").is_null().sum(),
        _ignored=(pl.col("suppressed") == By.IGNORED.value).sum(),
        silent=pl.col("suppressed").is_not_null().sum(),
        news=_news(explained),
    )
    old = pl.lit(value=False)
    if baseline is not None:
        old = pl.col("fingerprint").is_in(baseline.entries["fingerprint"].implode())
    by = (
        pl.when(pl.col("_open") > 0)
        .then(None)
        .when(old)
        .then(pl.lit(By.BASELINE.value))
        .when(pl.col("_ignored") > 0)
        .then(pl.lit(By.IGNORED.value))
        .when(pl.col("_rows") > 0)
        .then(pl.lit(By.BASELINE.value))
    )
    marked = told.join(rows, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return replace(found, systemic=marked.with_columns(suppressed=by).drop("_rows", "_open", "_ignored"))


def _news(explained: pl.DataFrame) -> pl.Expr:
    """How many of these rows an earlier report lacks; 0 without one."""
    return pl.col("new").sum() if "new" in explained.columns else pl.lit(0, pl.UInt32)


def _explained(
    found: RuleFindings, by_code: Mapping[str, RuleFindings]
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The rows that findings of a rule explain, and what they share with these."""
    if found.rule.code != _EXPLAINS:
        return found.folded, ("file", *found.rule.folds)
    names = [name for name in ("file", "suppressed", "new") if name in found.systemic.columns]
    rows = [
        by_code[code].folded.select(*names, field=pl.lit(field, pl.String))
        for code, field in FIELD_OF.items()
        if code in by_code and by_code[code].rows.height
    ]
    return pl.concat([found.systemic.head(0).select(*names, "field"), *rows]), ("file", "field")
