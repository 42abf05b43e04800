"""M01 address completeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..findings import FIELD_OF
from .metric import metric
from .sheet import LEFT_OUT, Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs

#: The rules that tell of the address, and not of the phone.
_ADDRESS: Final = tuple(rule for rule in FIELD_OF if rule.startswith("ADR"))


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
    Rows without a finding of ADR001, ADR002, ADR003 and ADR006 (the address), and of CON001 too (with the
    phone) / rows that these rules judged. A county counts as there where none exists (东莞); abroad the
    fields count that the country requires. A phone is judged while the order is still to be sent. Each field
    stands beside the whole. Masks are known by file as a number of rows only, so that of each file as many
    rows count as the least judged of the fields has, and the figure is not broken down.

    ## Source
    The rules named; the trade has no common definition.
    """
    fields = {rule: field for rule, field in FIELD_OF.items() if rule in inputs.judging}
    if not fields:
        return Sheet(pl.LazyFrame(schema={LEFT_OUT: pl.String}), ())
    rows = _by_file(inputs, fields)
    places = [rule for rule in fields if rule in _ADDRESS]
    wholes = (_whole("the address", places, "hit_address"), _whole("address and phone", list(fields), "hit"))
    parts = (
        Count(field, pl.col(f"judged_{rule}") - pl.col(f"hit_{rule}"), pl.col(f"judged_{rule}"))
        for rule, field in fields.items()
    )
    most = pl.max_horizontal(pl.col("^judged_.*$"))
    unknown = int(rows.select((most - _least(list(fields))).sum()).item())
    more = ("rows of which some field is masked, encrypted, absent or of no use any more", unknown)
    return Sheet(rows.lazy(), (*wholes, *parts), more=(more,))


def _whole(name: str, rules: list[str], hit: str) -> Count:
    least = _least(rules)
    return Count(name, pl.max_horizontal(least - pl.col(hit), 0), least)


def _least(rules: list[str]) -> pl.Expr:
    """So many rows of a file are judged by all of the rules at most."""
    return pl.min_horizontal(f"judged_{rule}" for rule in rules) if rules else pl.lit(0, pl.Int64)


def _by_file(inputs: Inputs, fields: dict[str, str]) -> pl.DataFrame:
    """`file hit hit_address left_out`, and `judged_CODE hit_CODE` of the rules, one row per file."""
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
            _rows(pl.col("row").filter(pl.col("rule").is_in(_ADDRESS))).alias("hit_address"),
            *(_rows(pl.col("row").filter(mine)).alias(f"hit_{rule}") for rule, mine in ruled.items()),
        )
    )
    judged = inputs.flagged.group_by("file").agg(
        pl.col("judged").filter(mine).sum().cast(pl.Int64).alias(f"judged_{rule}")
        for rule, mine in ruled.items()
    )
    return judged.join(hit, on="file", how="left").with_columns(
        pl.col("hit", "hit_address", *(f"hit_{rule}" for rule in fields)).fill_null(0),
        pl.lit(None, pl.String).alias(LEFT_OUT),
    )


def _rows(rows: pl.Expr) -> pl.Expr:
    return rows.n_unique().cast(pl.Int64)
