"""Findings as JSON objects, built column by column."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import polars as pl

from ..messages import MASK
from ..rules.evidence import EVIDENCE
from .placed import cure_is_personal, evidence_of, placed, placed_systemic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..findings import RuleFindings
    from ..report import Report
    from ..rules.rule import Rule

#: Bytes of a fingerprint: at 128 bits, no two of a billion findings are expected to share one.
_DIGEST_BYTES = 16
#: Findings are written in slices of this many, so that no report stands in memory as text.
_SLICE = 50_000
_BETWEEN = "\x1f"
_TEXT = pl.String()


def finding_pieces(
    report: Report, found: RuleFindings, rows: pl.DataFrame, *, personal: bool
) -> Iterator[str]:
    """Findings about single records, each as one JSON object.

    Args:
        report: the run.
        found: the rule's findings.
        rows: those of them to write.
        personal: whether personal data may be shown; the fingerprint is the same either way.
    """
    if rows.is_empty():
        return
    told = placed(report, found.rule, rows, personal=personal)
    told = told.with_columns(_fingerprints(report, found.rule, told))
    for part in told.iter_slices(_SLICE):
        yield from _encoded(found.rule, part, systemic=False, personal=personal)


def systemic_pieces(report: Report, found: RuleFindings) -> Iterator[str]:
    """Findings that explain many rows, each as one JSON object."""
    if found.systemic.is_empty():
        return
    told = placed_systemic(report, found).with_columns(
        pl.lit(None, _TEXT).alias("order_id"),
        pl.lit(None, pl.UInt32).alias("record"),
        pl.lit(None, pl.UInt32).alias("line"),
        pl.lit(None, _TEXT).alias("suggestion"),
    )
    told = told.drop("found_in", "candidates", strict=False)
    yield from _encoded(
        found.rule, told.with_columns(_fingerprints(report, found.rule, told)), systemic=True, personal=True
    )


def _encoded(rule: Rule, told: pl.DataFrame, *, systemic: bool, personal: bool) -> Iterator[str]:
    inferred = pl.col("inferred") if "inferred" in told.columns else pl.lit(value=False)
    members = [
        pl.lit(rule.code).alias("rule"),
        pl.lit(rule.name).alias("name"),
        pl.lit(rule.severity.value).alias("severity"),
        pl.lit(rule.concern.value).alias("concern"),
        pl.col("order_id"),
        pl.col("path").alias("file"),
        pl.col("record"),
        pl.col("line"),
        pl.col("message"),
        _evidence(told, personal=personal).alias("evidence"),
        _suggestion(rule, told, personal=personal).alias("suggestion"),
        pl.lit(systemic).alias("systemic"),
        inferred.alias("inferred"),
        pl.col("fingerprint"),
    ]
    yield from told.select(pl.struct(members).struct.json_encode()).to_series()


def _evidence(told: pl.DataFrame, *, personal: bool) -> pl.Expr:
    names = evidence_of(told)
    if not names:
        return pl.lit({}, dtype=pl.Struct([]))
    return pl.struct(
        pl.when(pl.col(name).is_not_null()).then(pl.lit(MASK)).alias(name)
        if EVIDENCE[name].personal and not personal
        else pl.col(name)
        for name in names
    )


def _suggestion(rule: Rule, told: pl.DataFrame, *, personal: bool) -> pl.Expr:
    """`field value found_in candidates`, or null where nothing is known."""
    value = pl.col("value_suggested") if "value_suggested" in told.columns else pl.lit(None, _TEXT)
    found_in = pl.col("found_in") if "found_in" in told.columns else pl.lit(None, _TEXT)
    several = pl.col("candidates") if "candidates" in told.columns else pl.lit(None, pl.List(_TEXT))
    if cure_is_personal(rule) and not personal:
        value = pl.when(value.is_not_null()).then(pl.lit(MASK))
        found_in = pl.when(found_in.is_not_null()).then(pl.lit(MASK))
        several = pl.when(several.is_not_null()).then(pl.lit([MASK]))
    cure = pl.struct(
        pl.lit(rule.cures, _TEXT).alias("field"),
        value.alias("value"),
        found_in.alias("found_in"),
        several.alias("candidates"),
    )
    return pl.when(value.is_not_null() | (several.list.len() > 0)).then(cure)


def _fingerprints(report: Report, rule: Rule, told: pl.DataFrame) -> pl.Series:
    """What names a finding from run to run: rule, platform, shop, order and field; no row numbers.

    Findings that agree in all of these are numbered by their evidence.
    """
    platforms = {index: file.platform for index, file in enumerate(report.files)}
    at = told["row"] if "row" in told.columns else pl.Series([None] * told.height, dtype=pl.UInt32)
    parts = [
        pl.lit(rule.code),
        pl.col("file").replace_strict(platforms, default="", return_dtype=pl.String),
        report.spine["shop"].gather(at).alias("_shop").fill_null(""),
        pl.col("order_id").fill_null(""),
        pl.col("field").cast(pl.String).fill_null("") if "field" in told.columns else pl.lit(""),
    ]
    keys = told.select(pl.concat_str(parts, separator=_BETWEEN).alias("key"), *_said(told))
    order = keys.with_row_index("at").sort(pl.exclude("at"), nulls_last=True, maintain_order=True)
    numbered = order.with_columns(pl.int_range(pl.len()).over("key").alias("number")).sort("at")
    texts = numbered.select(
        pl.concat_str("key", pl.col("number").cast(pl.String), separator=_BETWEEN)
    ).to_series()
    return pl.Series("fingerprint", [_digest(text) for text in texts], dtype=pl.String)


def _said(told: pl.DataFrame) -> list[pl.Expr]:
    return [pl.col(name).cast(pl.String) for name in sorted(evidence_of(told)) if name != "other_line"]


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()
