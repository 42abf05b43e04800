"""M01 address completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..findings import FIELD_OF
from .metric import metric
from .sheet import LEFT_OUT, Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M01",
    "address completeness",
    unit="row",
    clock="none: as written",
    needs=("orders.address | orders.province | orders.city | orders.county",),
    leaves_out=("rows that are not to be sent", "masked and encrypted fields"),
)
def address_completeness(inputs: Inputs) -> Sheet:
    """How many rows of orders name province, city, county, street and a phone.

    ## Formula
    Rows without a finding of ADR001, ADR002, ADR003, ADR006 or CON001 / rows that these rules judged. A
    county counts as there where none exists (东莞); abroad the fields count that the country requires. Each
    field stands beside the whole. Masks are known by file as a number of rows only, so that of each file as
    many rows count as the least judged of the five fields has, and the figure is not broken down.

    ## Source
    The rules named; the trade has no common definition.
    """
    fields = {rule: field for rule, field in FIELD_OF.items() if rule in inputs.judging}
    if not fields:
        return Sheet(pl.DataFrame(schema={LEFT_OUT: pl.String}), ())
    rows = _by_file(inputs, fields)
    judged = [pl.col(f"judged_{rule}") for rule in fields]
    least = pl.min_horizontal(judged)
    unknown = int(rows.select((pl.max_horizontal(judged) - least).sum()).item())
    whole = Count("all five fields", pl.max_horizontal(least - pl.col("hit"), 0), least)
    parts = (
        Count(field, pl.col(f"judged_{rule}") - pl.col(f"hit_{rule}"), pl.col(f"judged_{rule}"))
        for rule, field in fields.items()
    )
    more = ("rows of which a field is masked, encrypted or without a column", unknown)
    return Sheet(rows, (whole, *parts), more=(more,))


def _by_file(inputs: Inputs, fields: dict[str, str]) -> pl.DataFrame:
    """`file hit left_out`, and `judged_CODE hit_CODE` of the rules, one row per file."""
    found = [
        told.rows.select("file", "row", pl.lit(told.rule.code).alias("rule"))
        for told in inputs.findings
        if told.rule.code in fields and "row" in told.rows.columns
    ]
    none = pl.DataFrame(schema={"file": pl.UInt16, "row": pl.UInt32, "rule": pl.String})
    ruled = {rule: pl.col("rule") == rule for rule in fields}
    hit = (
        pl.concat([none, *found], how="vertical_relaxed")
        .group_by("file")
        .agg(
            _rows(pl.col("row")).alias("hit"),
            *(_rows(pl.col("row").filter(mine)).alias(f"hit_{rule}") for rule, mine in ruled.items()),
        )
    )
    judged = inputs.flagged.group_by("file").agg(
        pl.col("judged").filter(mine).sum().cast(pl.Int64).alias(f"judged_{rule}")
        for rule, mine in ruled.items()
    )
    return judged.join(hit, on="file", how="left").with_columns(
        pl.col("hit", *(f"hit_{rule}" for rule in fields)).fill_null(0),
        pl.lit(None, pl.String).alias(LEFT_OUT),
    )


def _rows(rows: pl.Expr) -> pl.Expr:
    return rows.n_unique().cast(pl.Int64)
