"""Findings with their place, their order and their words, as every reporter prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..findings import evidence_columns
from ..messages import MASK, messages, suggestions
from ..tables import COLUMNS

if TYPE_CHECKING:
    from ..findings import RuleFindings
    from ..report import Report
    from ..rules.rule import Rule

_PLACE = {"record": pl.UInt32, "line": pl.UInt32, "order_id": pl.String}


def placed(report: Report, rule: Rule, rows: pl.DataFrame, *, personal: bool) -> pl.DataFrame:
    """Name the record of each finding and say it in words.

    Args:
        report: the run.
        rule: the rule that found them.
        rows: some of its findings (see `RuleFindings`).
        personal: whether personal data may be shown.

    Returns:
        `row file path record line order_id message suggestion` and the evidence columns, sorted by file
        and line. `order_id`, `record` and `line` are null where the finding speaks of no record.
    """
    told = rows.with_columns(messages(rule, rows, personal=personal), _said(rule, rows, personal=personal))
    if "suggestion" in rows.columns:
        told = told.with_columns(rows["suggestion"].alias("value_suggested"))
    return told.with_columns(_places(report, rows), _paths(report, rows)).sort(
        "file", "line", "order_id", nulls_last=True, maintain_order=True
    )


def placed_systemic(report: Report, found: RuleFindings) -> pl.DataFrame:
    """The systemic findings of a rule in words: `file path message rows` and evidence, `orders` among it."""
    told = found.systemic
    return told.with_columns(messages(found.rule, told), _paths(report, told))


def evidence_of(frame: pl.DataFrame) -> list[str]:
    """The evidence columns of a frame of findings, suggestions left out."""
    return [name for name in evidence_columns(frame) if name not in ("suggestion", "found_in", "candidates")]


def cure_is_personal(rule: Rule) -> bool:
    """Whether what the rule suggests is personal data."""
    return rule.cures is not None and COLUMNS[rule.cures].personal


def _said(rule: Rule, rows: pl.DataFrame, *, personal: bool) -> pl.Series:
    said = suggestions(rule, rows)
    if personal or not cure_is_personal(rule):
        return said
    masked = pl.when(said.is_not_null()).then(pl.lit(f"{rule.cures} {MASK}")).alias("suggestion")
    return rows.select(masked).to_series()


def _places(report: Report, rows: pl.DataFrame) -> list[pl.Series]:
    """Where each finding stands; a finding about no row may bring its own line and record."""
    at = rows["row"] if "row" in rows.columns else pl.Series([None] * rows.height, dtype=pl.UInt32)
    made = []
    for name, dtype in _PLACE.items():
        column = report.spine[name].cast(dtype).gather(at).alias(name)
        if name in rows.columns:
            column = column.zip_with(column.is_not_null(), rows[name].cast(dtype))
        made.append(column)
    return made


def _paths(report: Report, rows: pl.DataFrame) -> pl.Series:
    paths = {index: file.path for index, file in enumerate(report.files)}
    return rows["file"].replace_strict(paths, default=None, return_dtype=pl.String).alias("path")
