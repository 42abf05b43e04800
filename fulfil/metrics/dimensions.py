"""What figures are broken down by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from .inputs import Inputs

DIMENSIONS: Final = ("carrier", "warehouse", "shop", "province", "week")

#: The carrier or warehouse of an order whose parcels do not agree.
SEVERAL: Final = "several"

#: Where weeks and days are counted for a file whose zone is not known.
ZONE: Final = "Asia/Shanghai"

#: What the dimensions' columns begin with in the rows of a sheet.
BY: Final = "by_"

#: Dimensions that parcels have of their own, and orders by their parcels.
OF_PARCELS: Final = ("carrier", "warehouse")


def by_order(inputs: Inputs, dimensions: tuple[str, ...]) -> pl.DataFrame:
    """Dimensions of every order: `order` and `by_*`.

    Carrier and warehouse are those of its counted parcels, replacements left out, where all that name one
    agree; else `SEVERAL`. The week is the Monday on which the ISO week of `created_at` begins, in the zone of
    the order's file.

    Args:
        inputs: the facts of the run.
        dimensions: which ones.
    """
    orders = inputs.facts.orders
    made = orders.select("order", *(_of_order(inputs, name) for name in dimensions if name not in OF_PARCELS))
    for name in OF_PARCELS:
        if name in dimensions:
            sent = inputs.facts.contents.filter(pl.col("counted") & ~pl.col("replacement"))
            made = made.join(_agreed(sent, name), on="order", how="left", maintain_order="left")
    return made.select("order", *(BY + name for name in dimensions))


def _of_order(inputs: Inputs, name: str) -> pl.Series | pl.Expr:
    """A dimension that orders have of their own, as `by_*`."""
    if name == "week":
        return local(inputs, "created_at").dt.date().dt.truncate("1w").alias(BY + name)
    return coded(inputs.facts.orders[name]).alias(BY + name)


def named(value: date | str | None) -> str | None:
    """The value of a dimension as it is shown: a Monday as its ISO week, `2026-W44`."""
    if isinstance(value, date):
        year, week, _ = value.isocalendar()
        return f"{year}-W{week:02}"
    return value


def coded(values: pl.Series) -> pl.Series:
    """Texts of which few are distinct, as numbers with names: they are grouped many times."""
    texts = values.cast(pl.String)
    return texts.cast(pl.Enum(texts.drop_nulls().unique().sort()))


def local(inputs: Inputs, name: str) -> pl.Expr:
    """A moment as local time without a zone, by the zone of the row's `file`."""
    zones = inputs.files_by_zone
    told = _local(name, ZONE)
    if len(zones) == 1:
        (zone,) = zones
        return _local(name, zone)
    for zone, files in zones.items():
        told = pl.when(pl.col("file").is_in(files)).then(_local(name, zone)).otherwise(told)
    return told


def _local(name: str, zone: str) -> pl.Expr:
    return pl.col(name).dt.convert_time_zone(zone).dt.replace_time_zone(None)


def _agreed(sent: pl.DataFrame, name: str) -> pl.DataFrame:
    """`order` and the dimension, as numbers with names; a carrier that is called "several" is one of them."""
    values = sent[name].cast(pl.String)
    words = pl.Enum(pl.concat([values.drop_nulls(), pl.Series([SEVERAL])]).unique().sort())
    least, most = pl.col("least"), pl.col("most")
    agreed = pl.when(least == most).then(least.cat.to(words))
    disagree = pl.when(least != most).then(pl.lit(SEVERAL, words))
    return (
        sent.select("order", code=values.cast(words).to_physical())
        .group_by("order")
        .agg(least=pl.col("code").min(), most=pl.col("code").max())
        .select("order", pl.coalesce(agreed, disagree).alias(BY + name))
    )
