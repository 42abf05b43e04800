"""Who gets what was shipped: the largest demand first."""

from __future__ import annotations

import polars as pl

from ..due import Due

#: Of equal demands, the one that somebody waits for; then by what the lines are called, so that the order of
#: records in a file decides nothing.
TIES = ("passed", "open", "order_id", "line_id", "line")


def allot(
    demands: pl.DataFrame, supply: pl.DataFrame, key: list[str], ties: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give supply to demands of the same key, the largest first.

    Args:
        demands: `line item need` and the key columns.
        supply: the key columns and `quantity`, each key once.
        key: what demands and supply must share.
        ties: `TIES` of each line.

    Returns:
        The demands with `given` and what is left of `need`; and the supply that is left, where anything is.
    """
    met = demands.join(supply, on=key, how="left").with_columns(pl.col("quantity").fill_null(0))
    shared = met.select(pl.struct(key).is_duplicated()).to_series()
    single = met.filter(~shared).with_columns(given=pl.min_horizontal("quantity", "need"))
    before = pl.col("need").cum_sum().over(key) - pl.col("need")
    several = (
        largest_first(met.filter(shared), key, ties)
        .with_columns(_before=before)
        .with_columns(given=(pl.col("quantity") - pl.col("_before")).clip(0, pl.col("need")))
        .drop("_before")
    )
    served = pl.concat([single, several])
    used = served.group_by(key).agg(pl.col("given").sum())
    left = (
        supply.join(used, on=key, how="left")
        .with_columns(quantity=pl.col("quantity") - pl.col("given").fill_null(0))
        .filter(pl.col("quantity") > 0)
        .drop("given")
    )
    return served.with_columns(need=pl.col("need") - pl.col("given")).drop("quantity"), left


def largest_first(demands: pl.DataFrame, key: list[str], ties: pl.DataFrame) -> pl.DataFrame:
    """Demands sorted by key, then by need from the largest on, then by `TIES`."""
    columns = demands.columns
    by = [*key, "need", *TIES]
    descending = [name == "need" for name in by]
    told = demands.join(ties, on="line", how="left")
    return told.sort(by, descending=descending, nulls_last=True).select(columns)


def first_of(demands: pl.DataFrame, key: list[str], ties: pl.DataFrame) -> pl.DataFrame:
    """The largest demand of each key."""
    shared = demands.select(pl.struct(key).is_duplicated()).to_series()
    several = largest_first(demands.filter(shared), key, ties)
    return pl.concat([demands.filter(~shared), several.unique(key, keep="first", maintain_order=True)])


def ties_of(lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """`TIES` of each line.

    Args:
        lines: `row order passed reason line_id`.
        orders: `order order_id`.
    """
    return lines.join(orders.select("order", "order_id"), on="order", how="left").select(
        "passed", "order_id", "line_id", line="row", open=pl.col("reason") != Due.SHIPPED.value
    )
