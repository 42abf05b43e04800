"""Sibling groups with findings, for a pipe: what each of their parcels holds, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..sibling_groups import group_parts
from .amounts import minute_text, quantity_text
from .group_findings import in_groups, ranked_groups
from .inert import inert_text
from .unit_words import unit_text

if TYPE_CHECKING:
    from ..report import Report


def group_lines(report: Report) -> str:
    """All groups with findings, the gravest first.

    A line is `group ID (2 orders): order ID: parcel CARRIER NUMBER, left MOMENT: SKU x 1: units`; of an order
    without parcels, and of a record without units of sets, the rest is left out.
    """
    findings = [(found.rule, in_groups(report, found)) for found in report.findings]
    groups = ranked_groups(findings)
    if report.fulfilment is None or groups.is_empty():
        return ""
    names = report.fulfilment.orders.select(group="order", name="order_id")
    parts = (
        groups.to_frame()
        .join(group_parts(report.fulfilment, groups), on="group", maintain_order="left_right")
        .join(names, on="group", how="left", maintain_order="left")
        .with_columns(
            minute_text("left_at", "file", report.files).alias("left"),
            minute_text("delivered_at", "file", report.files).alias("delivered"),
        )
    )
    return str(parts.select(_line().str.join("")).item())


def _line() -> pl.Expr:
    siblings = pl.col("siblings")
    several = pl.when(siblings == 1).then(pl.lit(" order")).otherwise(pl.lit(" orders"))
    inferred = pl.when("inferred").then(pl.lit(", inferred")).otherwise(pl.lit(""))
    return pl.concat_str(
        pl.lit("group "),
        _or_dash("name"),
        pl.lit(" ("),
        siblings.cast(pl.String),
        several,
        inferred,
        pl.lit("): order "),
        _or_dash("order_id"),
        _after(": ", pl.when(pl.col("parcel").is_not_null()).then(_parcel()), otherwise=": no parcel"),
        _after(": ", _content()),
        _after(": ", inert_text(unit_text())),
        pl.lit("\n"),
    )


def _parcel() -> pl.Expr:
    number = inert_text(pl.col("tracking_number")).fill_null("without a number")
    named = pl.concat_str(
        pl.lit("parcel"), inert_text(pl.col("carrier")), number, separator=" ", ignore_nulls=True
    )
    times = (pl.concat_str(pl.lit(f"{name} "), name) for name in ("left", "delivered"))
    return pl.concat_str(named, inert_text(pl.col("warehouse")), *times, separator=", ", ignore_nulls=True)


def _content() -> pl.Expr:
    told = pl.concat_str(_or_dash("sku"), pl.lit(" x "), quantity_text("quantity").fill_null("?"))
    return pl.when(pl.col("row").is_not_null()).then(told)


def _or_dash(name: str) -> pl.Expr:
    return inert_text(pl.col(name)).fill_null("-")


def _after(between: str, text: pl.Expr, otherwise: str = "") -> pl.Expr:
    return pl.concat_str(pl.lit(between), text).fill_null(otherwise)
