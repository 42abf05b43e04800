"""Who gets what was shipped: the largest demand first."""

from __future__ import annotations

import polars as pl

from ..due import Due
from .pairs import paired, unpaired

#: Of equal demands, the one that somebody waits for; then by what the lines are called, so that the order of
#: records in a file decides nothing.
TIES = ("passed", "open", "order_id", "line_id", "line")


def allot(
    demands: pl.DataFrame, supply: pl.DataFrame, key: tuple[str, str], ties: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give supply to demands of the same key, the largest first.

    Args:
        demands: `line item need` and the key columns.
        supply: the key columns and `quantity`.
        key: the two columns, numbers, that demands and supply must share.
        ties: `TIES` of each line.

    Returns:
        The demands with `given` and what is left of `need`; and the supply that is left: the key columns and
        `quantity`.
    """
    if supply.is_empty():
        return demands.with_columns(given=pl.lit(0, pl.Int64)), supply.select("quantity", *key)
    summed = supply.group_by(paired(*key).alias("_key")).agg(pl.col("quantity").sum())
    if demands.is_empty():
        return demands.with_columns(given=pl.lit(0, pl.Int64)), _left(summed, key)
    asked = demands.with_columns(_key=paired(*key))
    met = asked.join(summed, on="_key", how="left").with_columns(pl.col("quantity").fill_null(0))
    shared = met["_key"].is_duplicated()
    single = met.filter(~shared).with_columns(given=pl.min_horizontal("quantity", "need"))
    rest = pl.col("quantity") - pl.col("given")
    told = [single.select("_key", quantity=rest), summed.join(asked, on="_key", how="anti")]
    if not shared.any():
        return _served(single), _left(pl.concat(told), key)
    before = pl.col("need").cum_sum().over("_key") - pl.col("need")
    several = (
        largest_first(met.filter(shared), [*key], ties)
        .with_columns(_before=before)
        .with_columns(given=(pl.col("quantity") - pl.col("_before")).clip(0, pl.col("need")))
        .drop("_before")
    )
    by_key = several.group_by("_key").agg(pl.col("quantity").first(), pl.col("given").sum())
    told.append(by_key.select("_key", quantity=rest))
    return _served(pl.concat([single, several])), _left(pl.concat(told), key)


def _served(met: pl.DataFrame) -> pl.DataFrame:
    return met.with_columns(need=pl.col("need") - pl.col("given")).drop("quantity", "_key")


def _left(supply: pl.DataFrame, key: tuple[str, str]) -> pl.DataFrame:
    return supply.filter(pl.col("quantity") > 0).select("quantity", *unpaired("_key", *key))


def largest_first(demands: pl.DataFrame, key: list[str], ties: pl.DataFrame) -> pl.DataFrame:
    """Demands sorted by key, then by need from the largest on, then by `TIES`."""
    columns = demands.columns
    by = [*key, "need", *TIES]
    descending = [name == "need" for name in by]
    told = demands.join(ties, on="line", how="left")
    return told.sort(by, descending=descending, nulls_last=True).select(columns)


def first_of(demands: pl.DataFrame, key: tuple[str, ...], ties: pl.DataFrame) -> pl.DataFrame:
    """The largest demand of each key, a number or two."""
    shared = demands.select((paired(*key) if len(key) > 1 else pl.col(*key)).is_duplicated()).to_series()
    if not shared.any():
        return demands
    several = largest_first(demands.filter(shared), [*key], ties)
    return pl.concat([demands.filter(~shared), several.unique([*key], keep="first", maintain_order=True)])


def ties_of(lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """`TIES` of each line.

    Args:
        lines: `row order passed reason line_id`.
        orders: `order order_id`.
    """
    return lines.join(orders.select("order", "order_id"), on="order", how="left").select(
        "passed", "order_id", "line_id", line="row", open=pl.col("reason") != Due.SHIPPED.value
    )
