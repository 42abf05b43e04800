"""The findings that belong to sibling groups, apart from those that stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..findings import severity_of
from ..rules.rule import Scope, Severity
from ..sibling_groups import with_groups
from .placed import NEW_TEXT, placed, waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..findings import RuleFindings
    from ..report import Report
    from ..rules.rule import Rule

_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}
_NONE = pl.Series("group", [], pl.UInt32)


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words."""

    rule: Rule
    severity: Severity
    message: str
    suggestion: str | None


def in_groups(report: Report, found: RuleFindings) -> pl.DataFrame:
    """A rule's findings about sibling groups, with `of_order` and `of_group`; none for other rules."""
    return _split(report, found).filter(pl.col("of_group").is_not_null())


def alone(report: Report, found: RuleFindings) -> pl.DataFrame:
    """A rule's findings that no sibling group tells of."""
    rows = waiting(report, found)
    if not _may_be_grouped(report, found):
        return rows
    return _split(report, found).filter(pl.col("of_group").is_null()).drop("of_order", "of_group")


def _may_be_grouped(report: Report, found: RuleFindings) -> bool:
    known = report.counts is None and report.fulfilment is not None
    return known and found.rule.scope is Scope.GROUP and "row" in found.rows.columns


def _split(report: Report, found: RuleFindings) -> pl.DataFrame:
    rows = waiting(report, found)
    if report.fulfilment is None or rows.is_empty() or not _may_be_grouped(report, found):
        empty = [pl.lit(None, pl.UInt32).alias(name) for name in ("of_order", "of_group")]
        return rows.head(0).with_columns(empty)
    return with_groups(rows, report.fulfilment, report.spine)


def ranked_groups(findings: Sequence[tuple[Rule, pl.DataFrame]]) -> pl.Series:
    """The groups that findings belong to: the gravest first, then as they stand in the files.

    Args:
        findings: rules with what `in_groups` gives of them.
    """
    marked = [
        rows.select(
            group="of_group",
            row="row",
            rank=severity_of(rule, rows).replace_strict(_RANKS, return_dtype=pl.UInt8),
        )
        for rule, rows in findings
        if rows.height
    ]
    if not marked:
        return _NONE
    each = pl.concat(marked).group_by("group").agg(pl.col("rank").min(), pl.col("row").min())
    return each.sort("rank", "row", "group")["group"]


def said_of(
    report: Report, findings: Sequence[tuple[Rule, pl.DataFrame]], groups: pl.Series
) -> Mapping[int, list[Said]]:
    """The findings of some groups in words, by the row that each points at; personal data is shown."""
    told: dict[int, list[Said]] = {}
    for rule, rows in findings:
        mine = placed(report, rule, rows.filter(pl.col("of_group").is_in(groups.implode())), personal=True)
        severities = severity_of(rule, mine)
        names = ("row", "message", "suggestion")
        news = mine["new"] if "new" in mine.columns else [False] * mine.height
        for severity, new, row, message, suggestion in zip(
            severities, news, *(mine[name] for name in names), strict=True
        ):
            words = (NEW_TEXT if new else "") + (message or "")
            told.setdefault(row, []).append(Said(rule, Severity(severity), words, suggestion))
    return told
