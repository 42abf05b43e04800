"""What figures are broken down by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from .inputs import Inputs

DIMENSIONS: Final = ("carrier", "warehouse", "shop", "province", "week")

#: The carrier or warehouse of an order whose parcels do not agree.
SEVERAL: Final = "several"

#: Where weeks and days are counted for a file whose zone is not known.
ZONE: Final = "Asia/Shanghai"


def by_order(inputs: Inputs) -> pl.DataFrame:
    """The dimensions of every order: `order carrier warehouse shop province week`.

    Carrier and warehouse are those of its counted parcels, replacements left out, where all that name one
    agree; else `SEVERAL`. The week is the ISO week of `created_at` in the zone of the order's file.
    """
    sent = inputs.facts.contents.lazy().filter("counted", ~pl.col("replacement"))
    agreed = sent.group_by("order").agg(_agreed("carrier"), _agreed("warehouse"))
    orders = inputs.facts.orders.lazy().select(
        "order", "shop", "province", local(inputs, "created_at").dt.strftime("%G-W%V").alias("week")
    )
    return (
        orders.join(agreed, on="order", how="left", maintain_order="left")
        .select("order", *DIMENSIONS)
        .collect()
    )


def with_dimension(rows: pl.DataFrame, dimension: str, orders: pl.DataFrame) -> pl.DataFrame:
    """Rows with the dimension as String: their own, else that of their order.

    Args:
        rows: with `order`.
        dimension: one of `DIMENSIONS`.
        orders: see `by_order`.
    """
    if dimension not in rows.columns:
        rows = rows.join(orders.select("order", dimension), on="order", how="left", maintain_order="left")
    return rows.with_columns(pl.col(dimension).cast(pl.String))


def local(inputs: Inputs, name: str) -> pl.Expr:
    """A moment as local time without a zone, by the zone of the row's `file`."""
    told = pl.col(name).dt.convert_time_zone(ZONE).dt.replace_time_zone(None)
    for zone, files in inputs.files_by_zone.items():
        here = pl.col(name).dt.convert_time_zone(zone).dt.replace_time_zone(None)
        told = pl.when(pl.col("file").is_in(files)).then(here).otherwise(told)
    return told


def _agreed(name: str) -> pl.Expr:
    told = pl.col(name).cast(pl.String).drop_nulls()
    return pl.when(told.n_unique() > 1).then(pl.lit(SEVERAL)).otherwise(told.first()).alias(name)
