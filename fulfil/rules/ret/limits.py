"""Limits of returns in words, and the cases that are past them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled

if TYPE_CHECKING:
    from ...facts.cases import Clock
    from ...facts.run_facts import AuditFacts

MOMENT = pl.Datetime("us", "UTC")


def said_limit() -> pl.Expr:
    """A limit with who sets it: `7 days by law (…)`, `24 h (…)`."""
    law = pl.when("legal").then(pl.lit(" by law")).otherwise(pl.lit(""))
    source = pl.when(pl.col("source") != "").then(filled(" ({})", "source")).otherwise(pl.lit(""))
    return pl.concat_str("limit", law, source)


def own_limit(words: str, key: str) -> pl.Expr:
    """A limit of the policy's own, which no law or platform sets."""
    return pl.lit(f"{words} (by the policy, returns.{key})")


def late(facts: AuditFacts, *clocks: Clock) -> pl.LazyFrame:
    """Clocks that were met too late, or not by `as_of`: those of `Cases.clocks`, with `over` and `until`.

    Args:
        facts: the facts of the run.
        clocks: which ones.
    """
    as_of = pl.lit(facts.as_of).cast(MOMENT)
    until = pl.coalesce("met_at", as_of)
    return (
        facts.cases.clocks.lazy()
        .filter(pl.col("clock").is_in([clock.value for clock in clocks]))
        .with_columns(until=until, over=until - pl.col("due_at"))
        .filter(pl.col("over") > pl.duration())
    )


def without_clock(facts: AuditFacts, concerned: pl.Expr, *clocks: Clock) -> pl.LazyFrame:
    """Cases that concern a rule and for which none of its clocks can be computed: `row`.

    Args:
        facts: the facts of the run.
        concerned: which cases.
        clocks: the rule's.
    """
    running = facts.cases.clocks.lazy().filter(pl.col("clock").is_in([clock.value for clock in clocks]))
    return facts.cases.cases.lazy().filter(concerned).join(running, on="case", how="anti").select("row")


def hours(span: pl.Expr) -> pl.Expr:
    """A duration in hours, to the tenth."""
    return (span.dt.total_minutes() / 60).round(1)


def days(span: pl.Expr) -> pl.Expr:
    """A duration in days, to the tenth."""
    return (span.dt.total_minutes() / 1440).round(1)
