"""Findings in words: a message template filled with evidence, column by column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from .filled import filled
from .personal import MASK, is_personal_evidence
from .rules.evidence import COUNTS, EVIDENCE

if TYPE_CHECKING:
    from .rules.rule import Rule

_PARAMETER = re.compile(r"\{\w+\}")


def messages(rule: Rule, frame: pl.DataFrame, *, personal: bool = True) -> pl.Series:
    """The message of each finding.

    Args:
        rule: the rule that found them.
        frame: findings with the rule's evidence columns.
        personal: whether personal data may be shown; else `MASK` stands in its place.
    """
    if frame.is_empty():
        return pl.Series("message", [], pl.String)
    parts = [_shown(name, frame, personal=personal) for name in _names(rule)]
    # A message without parameters is one literal, which only `with_columns` repeats for every row.
    text = filled(_PARAMETER.sub("{}", rule.message), *parts)
    return frame.with_columns(text.alias("message"))["message"]


def suggestions(rule: Rule, frame: pl.DataFrame) -> pl.Series:
    """What would cure each finding, in words; null where nothing is known.

    A value that was found in the text says in which words; several candidates are listed.
    """
    if frame.is_empty():
        return pl.Series("suggestion", [], pl.String)
    names = frame.columns
    value = pl.col("suggestion") if "suggestion" in names else pl.lit(None, pl.String)
    found = pl.col("found_in") if "found_in" in names else pl.lit(None, pl.String)
    several = pl.col("candidates") if "candidates" in names else pl.lit(None, pl.List(pl.String))
    certain = pl.concat_str(
        pl.lit(f"{rule.cures} "),
        value,
        pl.when(found.is_not_null())
        .then(pl.concat_str(pl.lit(", found in “"), found, pl.lit("”")))
        .otherwise(pl.lit("")),
    )
    choice = (
        pl.when(several.list.len() > 1)
        .then(pl.concat_str(pl.lit("one of "), several.list.join(", ")))
        .when(several.list.len() == 1)
        .then(pl.concat_str(pl.lit("perhaps "), several.list.first()))
    )
    words = pl.when(value.is_not_null()).then(certain).otherwise(choice)
    return frame.with_columns(words.alias("suggestion"))["suggestion"]


def _names(rule: Rule) -> list[str]:
    return [match[1:-1] for match in _PARAMETER.findall(rule.message)]


def _shown(name: str, frame: pl.DataFrame, *, personal: bool) -> pl.Expr:
    if name not in frame.columns:
        return pl.lit("?")
    if is_personal_evidence(name) and not personal:
        return pl.lit(MASK)
    shown = pl.col(name).cast(pl.String)
    if EVIDENCE[name].type == "number":
        shown = shown.str.strip_suffix(".0")
    if name in COUNTS:
        # From the right: 5000 is told as 5,000.
        grouped = shown.str.reverse().str.replace_all(r"(\d{3})", "${1},").str.reverse()
        shown = grouped.str.strip_chars_start(",")
    return shown.fill_null("?")
