"""What a rule found, row by row, and the one cause that explains many rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from .facts.spine import with_lines
from .rules.evidence import EVIDENCE, SUGGESTION
from .rules.rule import Severity

if TYPE_CHECKING:
    from enum import StrEnum

    from .rules.rule import Rule

#: The rule that tells of a column what others tell of its rows.
_EXPLAINS = "EXP001"

#: What rests on orders that were put together by inference is told one severity lower.
_LOWER = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.NOTE,
    Severity.NOTE: Severity.NOTE,
}

#: The rules that it speaks for, and the column whose absence it tells.
FIELD_OF = {
    "ADR001": "province",
    "ADR002": "city",
    "ADR003": "county",
    "ADR006": "street",
    "CON001": "phone",
}


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """The findings of one rule.

    Args:
        rule: the rule.
        rows: `row file` and the rule's evidence and suggestion, one per finding; `row` is null where the
            finding speaks of a record that is no row; `folded` says that a systemic finding explains it.
            `severity`, `concern` and `handoff` stand there where an override changes one of them.
        systemic: `file rows orders` and evidence, one per finding that explains many rows.
            After `suppression`, both also have what marks a finding: `fingerprint`, `suppressed` (by what it
            is silenced; null where it counts) and `new` (an earlier report lacks it).
        judged: how many rows the rule could judge.
        unknown: how many it could not (masked, encrypted, empty where that says nothing).
    """

    rule: Rule
    rows: pl.DataFrame
    systemic: pl.DataFrame
    judged: int
    unknown: int

    @property
    def shown(self) -> pl.DataFrame:
        """The findings that no systemic one explains."""
        return self.rows.filter(~pl.col("folded")) if self.rows.height else self.rows

    @property
    def folded(self) -> pl.DataFrame:
        """The findings that a systemic one explains."""
        return self.rows.filter(pl.col("folded")) if self.rows.height else self.rows


def severity_of(rule: Rule, rows: pl.DataFrame) -> pl.Series:
    """The severity of each finding: the rule's own, and one lower where the finding is inferred.

    Args:
        rule: the rule that found them.
        rows: its findings; a null in `inferred`, or no such column, means that nothing was inferred.

    Returns:
        `severity`, the values of `Severity`.
    """
    own = _own("severity", rule.severity, rows)
    if "inferred" in rows.columns:
        lower = own.replace_strict({given.value: low.value for given, low in _LOWER.items()})
        own = pl.when(pl.col("inferred")).then(lower).otherwise(own)
    return rows.with_columns(own.alias("severity"))["severity"]


def concern_of(rule: Rule, rows: pl.DataFrame) -> pl.Series:
    """The concern of each finding (`concern`, the values of `Concern`)."""
    return rows.with_columns(_own("concern", rule.concern, rows).alias("concern"))["concern"]


def handoff_of(rule: Rule, rows: pl.DataFrame) -> pl.Series:
    """What the gate before waybills does with the order of each finding (`handoff`, as in `Handoff`)."""
    return rows.with_columns(_own("handoff", rule.handoff, rows).alias("handoff"))["handoff"]


def _own(name: str, of_rule: StrEnum, rows: pl.DataFrame) -> pl.Expr:
    """A property of each finding: the rule's, but where an override of the policy says otherwise."""
    return pl.col(name) if name in rows.columns else pl.lit(of_rule.value)


def of_severity(rule: Rule, rows: pl.DataFrame, severity: Severity) -> pl.DataFrame:
    """Those findings of a rule that have a severity."""
    if "inferred" not in rows.columns and "severity" not in rows.columns:
        return rows if rule.severity is severity else rows.head(0)
    return rows.filter(severity_of(rule, rows) == severity.value)


def evidence_columns(frame: pl.DataFrame) -> list[str]:
    """The evidence and suggestion columns that a frame of findings has."""
    return [name for name in frame.columns if name in EVIDENCE or name in SUGGESTION]


def fold(findings: list[RuleFindings], spine: pl.DataFrame) -> list[RuleFindings]:
    """Tell what one cause explains as one finding, and mark the rows that it explains.

    EXP001 brings its own systemic rows (`file field rule`); a rule with `folds` is told once per file and
    fold columns wherever at least two rows share them.

    Args:
        findings: all rules', in report order.
        spine: see `facts.spine`.
    """
    explained = next((f.rows for f in findings if f.rule.code == _EXPLAINS), pl.DataFrame())
    return [_fold_one(found, explained, spine) for found in findings]


def _fold_one(found: RuleFindings, explained: pl.DataFrame, spine: pl.DataFrame) -> RuleFindings:
    code = found.rule.code
    if code == _EXPLAINS:
        none = found.rows.head(0).with_columns(folded=pl.lit(value=False))
        return replace(found, rows=none, systemic=found.rows)
    rows = found.rows.with_columns(folded=pl.lit(value=False))
    told = found.systemic
    if code in FIELD_OF and not explained.is_empty():
        files = explained.filter(pl.col("field") == FIELD_OF[code])["file"].to_list()
        rows = rows.with_columns(folded=pl.col("file").is_in(files))
    if found.rule.folds and rows.height:
        told = _grouped(rows, found.rule.folds, spine)
        rows = (
            rows.join(
                told.select("file", *found.rule.folds, _told=pl.lit(value=True)),
                on=["file", *found.rule.folds],
                how="left",
                nulls_equal=True,
                maintain_order="left",
            )
            .with_columns(folded=pl.col("_told").fill_null(value=False))
            .drop("_told")
        )
    return replace(found, rows=rows, systemic=told)


def _grouped(rows: pl.DataFrame, folds: tuple[str, ...], spine: pl.DataFrame) -> pl.DataFrame:
    orders = with_lines(rows, spine, "order")
    return (
        orders.group_by("file", *folds, maintain_order=True)
        .agg(
            pl.len().alias("rows"),
            pl.col("order").n_unique().alias("orders"),
            *(pl.col(n).first() for n in evidence_columns(rows) if n not in folds),
        )
        .filter(pl.col("rows") > 1)
    )
