"""Findings as JSON objects, built column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..findings import concern_of, severity_of
from ..personal import MASK, is_personal_evidence
from .placed import cure_is_personal, evidence_names, placed, placed_systemic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..findings import RuleFindings
    from ..report import Report
    from ..rules.rule import Rule

#: Findings are written in slices of this many, so that no report stands in memory as text.
_SLICE = 50_000


def finding_pieces(
    report: Report, found: RuleFindings, rows: pl.DataFrame, *, personal: bool
) -> Iterator[str]:
    """Findings about single records, each as one JSON object.

    Args:
        report: the run.
        found: the rule's findings, with fingerprints.
        rows: those of them to write.
        personal: whether personal data may be shown; the fingerprint is the same either way.
    """
    if rows.is_empty():
        return
    told = placed(report, found.rule, rows, personal=personal)
    for part in told.iter_slices(_SLICE):
        yield from _encoded(found.rule, part, systemic=False, personal=personal)


def systemic_pieces(report: Report, found: RuleFindings) -> Iterator[str]:
    """Findings that explain many rows, each as one JSON object."""
    if found.systemic.is_empty():
        return
    told = placed_systemic(report, found).with_columns(pl.lit(value=False).alias("inferred"))
    yield from _encoded(found.rule, told, systemic=True, personal=True)


def _encoded(rule: Rule, told: pl.DataFrame, *, systemic: bool, personal: bool) -> Iterator[str]:
    members = [
        pl.lit(rule.code).alias("rule"),
        pl.lit(rule.name).alias("name"),
        severity_of(rule, told),
        concern_of(rule, told),
        pl.col("order_id"),
        pl.col("path").alias("file"),
        pl.col("record"),
        pl.col("line"),
        pl.col("message"),
        _evidence(told, personal=personal).alias("evidence"),
        _suggestion(rule, personal=personal).alias("suggestion"),
        pl.lit(systemic).alias("systemic"),
        pl.col("inferred"),
        pl.col("fingerprint"),
        pl.col("suppressed") if "suppressed" in told.columns else pl.lit(None, pl.String).alias("suppressed"),
        pl.col("new") if "new" in told.columns else pl.lit(None, pl.Boolean).alias("new"),
    ]
    yield from told.select(pl.struct(members).struct.json_encode()).to_series()


def _evidence(told: pl.DataFrame, *, personal: bool) -> pl.Expr:
    evidence = pl.col("evidence")
    masked = [name for name in evidence_names(told) if is_personal_evidence(name) and not personal]
    return (
        evidence.struct.with_fields(_masked(pl.field(name)).alias(name) for name in masked)
        if masked
        else evidence
    )


def _suggestion(rule: Rule, *, personal: bool) -> pl.Expr:
    cure = pl.col("cure")
    if personal or not cure_is_personal(rule):
        return cure
    several = pl.field("candidates")
    return cure.struct.with_fields(
        _masked(pl.field("value")).alias("value"),
        _masked(pl.field("found_in")).alias("found_in"),
        pl.when(several.is_not_null()).then(pl.lit([MASK])).alias("candidates"),
    )


def _masked(text: pl.Expr) -> pl.Expr:
    return pl.when(text.is_not_null()).then(pl.lit(MASK))
