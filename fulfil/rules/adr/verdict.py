"""Addresses by the verdict of the resolver, and the words for where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import REGION_FIELDS

if TYPE_CHECKING:
    from ...address import Verdict
    from ...facts.row_facts import RowFacts


def with_verdict(facts: RowFacts, verdict: Verdict, *fields: str) -> pl.LazyFrame:
    """The addresses with a verdict, without those in which one of the fields is masked or encrypted."""
    hidden = pl.any_horizontal(
        pl.lit(value=False), *(pl.col("not_judged").list.contains(name) for name in fields)
    )
    return facts.troubled.filter(pl.col("verdicts").list.contains(verdict.value), ~hidden)


def place(*levels: str) -> pl.Expr:
    """The known divisions of an address as `place`: `浙江省/杭州市`."""
    known = pl.concat_str(
        [pl.col(name) for name in levels or REGION_FIELDS], separator="/", ignore_nulls=True
    )
    return pl.when(known != "").then(known).otherwise(pl.lit("an unknown place")).alias("place")
