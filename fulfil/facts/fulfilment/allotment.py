"""Who gets what was shipped: the largest demand first."""

from __future__ import annotations

import polars as pl


def allot(demands: pl.DataFrame, supply: pl.DataFrame, key: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give supply to demands of the same key, the largest first, then the earliest line.

    Args:
        demands: `line item need` and the key columns.
        supply: the key columns and `quantity`, each key once.
        key: what demands and supply must share.

    Returns:
        The demands with `given` and what is left of `need`; and the supply that is left, with `line` (of the
        largest demand of its key, null where nobody asks for it), where anything is.
    """
    met = demands.join(supply, on=key, how="left").with_columns(pl.col("quantity").fill_null(0))
    alone = (
        met.select(~pl.struct(key).is_duplicated()).to_series()
        if len(key) > 1
        else ~met[key[0]].is_duplicated()
    )
    single = met.filter(alone).with_columns(given=pl.min_horizontal("quantity", "need"))
    several = (
        met.filter(~alone)
        .sort(*key, "need", "line", descending=[*[False] * len(key), True, False])
        .with_columns(_before=pl.col("need").cum_sum().over(key) - pl.col("need"))
        .with_columns(given=(pl.col("quantity") - pl.col("_before")).clip(0, pl.col("need")))
        .drop("_before")
    )
    served = pl.concat([single, several])
    first = [] if "line" in key else [pl.col("line").first()]
    used = served.group_by(key, maintain_order=True).agg(pl.col("given").sum(), *first)
    left = (
        supply.join(used, on=key, how="left")
        .with_columns(quantity=pl.col("quantity") - pl.col("given").fill_null(0))
        .filter(pl.col("quantity") > 0)
        .drop("given")
    )
    return served.with_columns(need=pl.col("need") - pl.col("given")).drop("quantity"), left
