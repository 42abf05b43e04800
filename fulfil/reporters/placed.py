"""Findings with their place, their order and their words, as every reporter prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..findings import evidence_columns, handoff_of
from ..messages import messages, suggestions
from ..personal import MASK, is_personal, is_personal_evidence
from ..rules.evidence import SUGGESTION
from ..rules.rule import Handoff
from .inert import inert_text

if TYPE_CHECKING:
    from ..findings import RuleFindings
    from ..report import Report
    from ..rules.rule import Rule

#: Where a finding stands that no input has: a feed that did not come.
NO_FILE = "(no file)"
#: What is said of a finding that an earlier report lacks.
NEW_TEXT = "new: "

#: What marks a finding beside what it says.
_MARKS = ("fingerprint", "suppressed", "new", "severity", "concern", "handoff")

_PLACE = {"record": pl.UInt32, "line": pl.UInt32, "order_id": pl.String}


def placed(report: Report, rule: Rule, rows: pl.DataFrame, *, personal: bool) -> pl.DataFrame:
    """Name the record of each finding and say it in words.

    Args:
        report: the run.
        rule: the rule that found them.
        rows: some of its findings (see `RuleFindings`).
        personal: whether personal data may be shown.

    Returns:
        `row file path record line order_id message written suggestion inferred`, and, never masked,
        `evidence` (a struct) and `cure` (a struct `field value found_in candidates`); sorted by file and
        line. `order_id`, `record` and `line` are null where the finding speaks of no record; what marks a
        finding (`_MARKS`) is there where it was given one.
    """
    told = rows.select(
        *_kept(rows),
        _evidence(rows),
        _cure(rule, rows),
        _written(rule, rows, personal=personal),
        messages(rule, rows, personal=personal),
    )
    said = _said(rule, rows, personal=personal)
    return told.with_columns(said, *_places(report, rows), _paths(report, rows)).sort(
        "file", "line", "order_id", nulls_last=True, maintain_order=True
    )


def waiting(report: Report, found: RuleFindings) -> pl.DataFrame:
    """The findings that somebody has to look at: no systemic one explains them, and no cure was applied."""
    rows = found.shown
    if "fate" not in report.spine.columns or "row" not in rows.columns:
        return rows
    fixed = report.spine["fate"].cast(pl.String).gather(rows["row"]) == "fixed"
    holds = handoff_of(found.rule, rows) == Handoff.HOLD.value
    return rows.filter(~(fixed & holds).fill_null(value=False))


def placed_systemic(report: Report, found: RuleFindings) -> pl.DataFrame:
    """The systemic findings of a rule in words.

    Returns:
        `file path message rows orders field evidence` and what marks a finding, and `row record line
        order_id` and `cure`, which are null here.
    """
    told = found.systemic
    counts = [name for name in ("rows", "orders", "field", "silent", "news", *_MARKS) if name in told.columns]
    nothing = [pl.lit(None, dtype).alias(name) for name, dtype in _PLACE.items()]
    return told.select(
        "file",
        *counts,
        _evidence(told),
        messages(found.rule, told),
        _paths(report, told),
        *nothing,
        pl.lit(None, pl.UInt32).alias("row"),
        pl.lit(None).alias("cure"),
        pl.lit(None, pl.String).alias("suggestion"),
    )


def evidence_names(frame: pl.DataFrame) -> list[str]:
    """The names in the `evidence` of a frame of placed findings."""
    dtype = frame.schema["evidence"]
    return [field.name for field in dtype.fields] if isinstance(dtype, pl.Struct) else []


def in_full(*, news: bool = False) -> pl.Expr:
    """A placed finding in one line: message, the words of the cell, and what would cure it.

    Args:
        news: whether to say of it that an earlier report lacks it, by its `new`.
    """
    mark = pl.when("new").then(pl.lit(NEW_TEXT)).otherwise(pl.lit("")) if news else pl.lit("")
    return pl.concat_str(
        mark,
        inert_text(pl.col("message")),
        pl.concat_str(pl.lit(": “"), inert_text(pl.col("written")), pl.lit("”")).fill_null(""),
        pl.concat_str(pl.lit(" ("), inert_text(pl.col("suggestion")), pl.lit(")")).fill_null(""),
    )


def _kept(rows: pl.DataFrame) -> list[pl.Expr]:
    row = pl.col("row").cast(pl.UInt32) if "row" in rows.columns else pl.lit(None, pl.UInt32).alias("row")
    inferred = (
        pl.col("inferred").fill_null(value=False)
        if "inferred" in rows.columns
        else pl.lit(value=False).alias("inferred")
    )
    return [row, pl.col("file"), inferred, *(pl.col(name) for name in _MARKS if name in rows.columns)]


def _evidence(rows: pl.DataFrame) -> pl.Expr:
    names = [name for name in evidence_columns(rows) if name not in SUGGESTION]
    return (pl.struct(names) if names else pl.lit({}, dtype=pl.Struct([]))).alias("evidence")


def _written(rule: Rule, rows: pl.DataFrame, *, personal: bool) -> pl.Expr:
    """What stands in the cell, where the message does not say it; not the text of another record."""
    shown = [
        pl.col(name).cast(pl.String)
        for name in ("phrase", "text", "value")
        if name in rows.columns
        and name not in rule.parameters
        and "line" not in rows.columns
        and (personal or not is_personal_evidence(name))
    ]
    return pl.coalesce(*shown, pl.lit(None, pl.String)).alias("written")


def _cure(rule: Rule, rows: pl.DataFrame) -> pl.Expr:
    """`field value found_in candidates`, or null where nothing is known."""
    empty = {"suggestion": pl.String(), "found_in": pl.String(), "candidates": pl.List(pl.String)}
    value, found_in, several = (
        pl.col(name) if name in rows.columns else pl.lit(None, dtype) for name, dtype in empty.items()
    )
    parts = {
        "field": pl.lit(rule.cures, pl.String),
        "value": value,
        "found_in": found_in,
        "candidates": several,
    }
    known = value.is_not_null() | (several.list.len() > 0)
    return pl.when(known).then(pl.struct(part.alias(name) for name, part in parts.items())).alias("cure")


def cure_is_personal(rule: Rule) -> bool:
    """Whether what the rule suggests is personal data."""
    return rule.cures is not None and is_personal(rule.cures)


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
