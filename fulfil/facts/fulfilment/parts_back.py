"""Which of the goods of an order each record of a return brings back, kits and sets taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...filled import filled
from .demands import counted_as
from .kept import UNIT

if TYPE_CHECKING:
    from .demands import Demands
    from .items import Items

#: See `Fulfilment.back`.
BACK: Final = pl.Schema(
    {
        "row": pl.UInt32(),
        "order": pl.UInt32(),
        "item": pl.UInt32(),
        "quantity": pl.Int64(),
        "part": pl.Boolean(),
    }
)
#: See `Fulfilment.wholes`.
WHOLES: Final = pl.Schema(
    {
        "key": pl.UInt64(),
        "kit": pl.Boolean(),
        "whole": pl.String(),
        "order": pl.UInt32(),
        "item": pl.UInt32(),
        "part": pl.String(),
        "asked": pl.Int64(),
        "per": pl.Int64(),
    }
)


def parts_back(
    returned: pl.DataFrame, lines: pl.DataFrame, demands: Demands, items: Items
) -> tuple[pl.DataFrame, pl.Series]:
    """What each record of a return brings back, in the SKUs that its order asks for.

    Args:
        returned: `row order line item quantity` of records of returns.
        lines: `row item` of the lines of orders.
        demands: what they ask for.
        items: what SKUs are made of.

    Returns:
        `BACK`, and the records whose SKU their order does not ask for, in whatever form.
    """
    placed = returned.filter(pl.col("order").is_not_null())
    by_line = placed.join(lines.select(line="row", _item="item"), on="line").filter(
        pl.col("_item").is_not_null()
    )
    direct = by_line.select("row", "order", "quantity", item="_item", part=pl.lit(value=False))
    others = placed.filter(pl.col("line").is_null(), pl.col("item").is_not_null())
    if others.is_empty():
        return direct.select(BACK.names()), others["row"]
    told = counted_as(others, demands, items)
    parts = told.filter("own").with_columns(part=pl.lit(value=True))
    strange = others.filter(~pl.col("row").is_in(told["row"].implode()))["row"]
    return pl.concat([direct.select(BACK.names()), parts.select(BACK.names())]), strange


def wholes_of(
    back: pl.DataFrame, lines: pl.DataFrame, orders: pl.DataFrame, demands: Demands, items: Items
) -> pl.DataFrame:
    """The parts of the kits and sets that were ordered (see `Fulfilment.wholes`).

    Args:
        back: what comes back; only of its purchases is anything told.
        lines: `row sku item ordered` of the lines of orders.
        orders: `order group`.
        demands: what lines ask for.
        items: what SKUs are made of.
    """
    returned = pl.col("order").is_in(back["order"].implode())
    groups = orders.filter(returned)["group"].unique()
    purchases = orders.select("order", "group").filter(pl.col("group").is_in(groups.implode()))
    asked = demands.rows.join(purchases, on="order").join(
        lines.select("sku", "ordered", line="row", _kit="item"), on="line"
    )
    asked = asked.filter(pl.col("ordered") > 0)
    named = items.named(asked.filter("kit")).join(items.sets.select("item", "role"), on="item", how="left")
    kits = named.select(
        pl.struct("order", "_kit").hash().alias("key"),
        "kit",
        pl.col("sku").alias("whole"),
        "order",
        "item",
        # The half of a set has no SKU of its own.
        pl.when(pl.col("name").str.starts_with("\x00")).then("role").otherwise("name").alias("part"),
        pl.col("ordered").alias("asked"),
        "per",
    )
    halves = asked.filter(~pl.col("kit")).join(
        items.sets.filter(pl.col("match_key").is_not_null()), on="item"
    )
    sets = halves.select(
        pl.struct("group", "match_key").hash().alias("key"),
        "kit",
        filled("set {}", "match_key").alias("whole"),
        "order",
        "item",
        pl.col("role").alias("part"),
        (pl.col("ordered") // pl.col("per_set")).alias("asked"),
        (pl.col("per_set") * UNIT).cast(pl.Int64).alias("per"),
    ).filter(pl.col("part").n_unique().over("key") > 1)
    return pl.concat([each.select(pl.col(n).cast(t) for n, t in WHOLES.items()) for each in (kits, sets)])
