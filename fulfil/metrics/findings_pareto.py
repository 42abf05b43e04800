"""M28 Pareto of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .dimensions import BY, by_order, named
from .metric import metric
from .result import Cause, Week
from .sheet import LEFT_OUT, Count, Sheet

if TYPE_CHECKING:
    from decimal import Decimal

    from .inputs import Inputs


@metric(
    "M28",
    "Pareto of findings",
    unit="order",
    clock="none: findings of this run, by the week of the order's creation",
    needs=(),
    leaves_out=("findings about a whole file",),
)
def findings_pareto(inputs: Inputs) -> Sheet:
    """Which few rules make most of the findings, how many orders they hit, and what these paid.

    ## Formula
    Findings about single records by rule, the most first; the share of each, and of it and all before it;
    the orders hit, once each; what these paid (`order_paid`); and findings by ISO week of the order's
    creation. An order that several rules hit counts with each, so that orders and money do not add up.
    Beside it: orders with any finding / orders.

    ## Source
    Pareto's diagram as quality control draws it (Juran).
    """
    told = _told(inputs)
    codes = [found.rule.code for found in inputs.findings]
    hit = told["order"].drop_nulls().unique().implode()
    rows = inputs.orders.lazy().with_columns(
        pl.lit(None, pl.String).alias(LEFT_OUT), hit=pl.col("order").is_in(hit)
    )
    systemic = sum(found.systemic.height for found in inputs.findings)
    figure = Count("orders with a finding", pl.col("hit"))
    return Sheet(rows, (figure,), _causes(inputs, told, codes), (("findings about a whole file", systemic),))


def _told(inputs: Inputs) -> pl.DataFrame:
    """`rule order` of every finding; the order is null where the record has none."""
    rows = [
        found.rows.select(pl.lit(found.rule.code).alias("rule"), pl.col("row").cast(pl.UInt32))
        for found in inputs.findings
        if "row" in found.rows.columns
    ]
    none = pl.DataFrame(schema={"rule": pl.String, "row": pl.UInt32})
    return pl.concat([none, *rows]).join(inputs.order_of_row, on="row", how="left", maintain_order="left")


def _causes(inputs: Inputs, told: pl.DataFrame, codes: list[str]) -> tuple[Cause, ...]:
    names = {found.rule.code: found.rule.name for found in inputs.findings}
    counts = dict(told.group_by("rule").len().iter_rows())
    weeks = _weeks(inputs, told)
    money = _money(inputs, told)
    orders = dict(told.drop_nulls("order").group_by("rule").agg(pl.col("order").n_unique()).iter_rows())
    made, before = [], 0
    for code in sorted(counts, key=lambda code: (-counts[code], codes.index(code))):
        before += counts[code]
        made.append(
            Cause(
                rule=code,
                name=names[code],
                findings=counts[code],
                share=counts[code] / told.height,
                cumulative=before / told.height,
                orders=orders.get(code, 0),
                money=tuple(money.get(code, ())),
                weeks=tuple(weeks[code]),
            )
        )
    return tuple(made)


def _weeks(inputs: Inputs, told: pl.DataFrame) -> dict[str, list[Week]]:
    by_week = (
        told.join(by_order(inputs, ("week",)), on="order", how="left")
        .group_by("rule", f"{BY}week")
        .agg(pl.len(), pl.col("order").drop_nulls().n_unique())
        .sort("rule", f"{BY}week", nulls_last=True)
    )
    weeks: dict[str, list[Week]] = {}
    for rule, week, findings, orders in by_week.iter_rows():
        weeks.setdefault(rule, []).append(Week(named(week), findings, orders))
    return weeks


def _money(inputs: Inputs, told: pl.DataFrame) -> dict[str, list[tuple[str | None, Decimal]]]:
    orders = inputs.orders
    # Amounts of two currencies must not be added; where the facts name none, they are as written.
    currency = pl.col("currency") if "currency" in orders.columns else pl.lit(None, pl.String)
    sums = (
        told.unique(["rule", "order"])
        .join(orders.select("order", "order_paid", currency.alias("currency")), on="order")
        .drop_nulls("order_paid")
        .group_by("rule", "currency")
        .agg(pl.col("order_paid").sum())
        .sort("rule", "currency", nulls_last=True)
    )
    money: dict[str, list[tuple[str | None, Decimal]]] = {}
    for rule, name, amount in sums.iter_rows():
        money.setdefault(rule, []).append((name, amount))
    return money
