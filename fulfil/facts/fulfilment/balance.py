"""The balance of each line: what was due, what left, what left beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .allotment import allot
from .demands import counted_as
from .kept import UNIT

if TYPE_CHECKING:
    from .demands import Demands
    from .items import Items


@dataclass(frozen=True, slots=True)
class Balance:
    """How demands were met.

    Args:
        lines: `line shipped`: thousandths of the line's own unit; whole kits for a kit.
        excess: `line item excess`: what left beyond what was due; of a kit, in units of the part.
        counted: `row own`: the shipment records that count for something, and whether for their own order.
        by_sku: `row line`: the line that a record was allotted to by its SKU, the largest of its order.
    """

    lines: pl.DataFrame
    excess: pl.DataFrame
    counted: pl.DataFrame
    by_sku: pl.DataFrame


def balance_of(supply: pl.DataFrame, demands: Demands, items: Items) -> Balance:
    """Hold what left against what was due.

    Records whose line is known go to that line; the others to the lines of their order that ask for the SKU;
    parts of kits that are left over, to the kits of sibling orders.

    Args:
        supply: `row order line item quantity` of records that left and replace nothing.
        demands: see `demands_of`.
        items: what SKUs are made of.
    """
    whole = _whole_lines(supply, demands)
    told = pl.concat(
        [
            whole,
            counted_as(_by_sku(supply, whole), demands, items).select(
                "row", "order", "item", "quantity", "own"
            ),
        ]
    )
    rows = told.join(supply.select("row", "line"), on="row", how="left", maintain_order="left")
    asked = demands.rows.select("line", "item", _asks=pl.lit(value=True))
    rows = rows.join(asked, on=["line", "item"], how="left", maintain_order="left")
    direct = rows.filter("_asks")
    by_sku = rows.filter(pl.col("_asks").is_null() & pl.col("own"))
    of_siblings = rows.filter(pl.col("_asks").is_null() & ~pl.col("own"))

    open_demands, over_lines = allot(demands.rows, _sum(direct, ["line", "item"]), ["line", "item"])
    first = open_demands.select("line", "order", "item", "per", "need", "kit", given="given")
    plain, kits = first.filter(~pl.col("kit")), first.filter("kit")

    plain, left = allot(plain.rename({"given": "_given"}), _sum(by_sku, ["order", "item"]), ["order", "item"])
    left = left.join(demands.groups, on="order", how="left", maintain_order="left")
    pooled = kits.join(demands.groups, on="order").select("group", "item").unique()
    over_plain = left.join(pooled, on=["group", "item"], how="anti")
    left = left.join(pooled, on=["group", "item"], how="semi")
    spare = pl.concat(
        [
            left.select("order", "item", "quantity"),
            over_lines.join(kits.select("line", "item", "order"), on=["line", "item"]).select(
                "order", "item", "quantity"
            ),
            _sum(of_siblings, ["order", "item"]),
        ]
    )
    over_lines = over_lines.join(kits, on=["line", "item"], how="anti")
    kits, over_kits = _kits(kits.rename({"given": "_given"}), _sum(spare, ["order", "item"]), demands)

    met = pl.concat(
        [
            frame.select("line", "item", "per", "kit", given=pl.col("given") + pl.col("_given"))
            for frame in (plain, kits)
        ]
    )
    whole_kits = pl.col("given") // pl.col("per") * UNIT
    lines = met.group_by("line").agg(
        shipped=pl.when(pl.col("kit")).then(whole_kits).otherwise(pl.col("given")).min()
    )
    over_kits = _of_plain_lines(over_kits, left)
    excess = pl.concat(
        [f.select("line", "item", excess="quantity") for f in (over_lines, over_plain, over_kits)]
    )
    return Balance(
        lines=lines,
        excess=excess.group_by("line", "item").agg(pl.col("excess").sum()),
        counted=told.group_by("row").agg(own=pl.col("own").any()),
        by_sku=_named(by_sku, demands),
    )


def _whole_lines(supply: pl.DataFrame, demands: Demands) -> pl.DataFrame:
    """Records that name a line and no SKU: all that the line asks for, in proportion."""
    nameless = supply.filter(pl.col("item").is_null() & pl.col("line").is_not_null())
    return nameless.join(demands.rows.select("line", "per", part="item"), on="line").select(
        "row",
        "order",
        item="part",
        quantity=pl.col("quantity") * pl.col("per") // UNIT,
        own=pl.lit(value=True),
    )


def _by_sku(supply: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    return supply.filter(pl.col("item").is_not_null()).join(whole.select("row"), on="row", how="anti")


def _kits(kits: pl.DataFrame, spare: pl.DataFrame, demands: Demands) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give parts to the kits of their own order, and what is left to those of its siblings."""
    own, left = allot(kits, spare, ["order", "item"])
    own = own.with_columns(_given=pl.col("_given") + pl.col("given")).drop("given")
    grouped = own.join(demands.groups, on="order", how="left", maintain_order="left")
    pool = left.join(demands.groups, on="order", how="left", maintain_order="left")
    met, over = allot(grouped, _sum(pool, ["group", "item"]), ["group", "item"])
    unused = over.select("group", "item", _over="quantity", _line="line")
    # What is left of the pool is told where it came from, the last order first: the earlier ones gave first.
    told = (
        pool.join(unused, on=["group", "item"])
        .sort("order", descending=True)
        .with_columns(_before=pl.col("quantity").cum_sum().over("group", "item") - pl.col("quantity"))
        .with_columns(quantity=(pl.col("_over") - pl.col("_before")).clip(0, pl.col("quantity")))
        .filter(pl.col("quantity") > 0)
        .select("order", "item", "quantity", line=pl.coalesce("line", "_line"))
        .filter(pl.col("line").is_not_null())
    )
    return met, told


def _of_plain_lines(over: pl.DataFrame, left: pl.DataFrame) -> pl.DataFrame:
    """What is left of parts, told at the order's own line of that SKU where it has one."""
    plain = left.select("order", "item", _plain="line")
    told = over.join(plain, on=["order", "item"], how="left", maintain_order="left")
    return told.with_columns(line=pl.coalesce("_plain", "line")).drop("_plain")


def _sum(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    return rows.group_by(key).agg(pl.col("quantity").sum())


def _named(by_sku: pl.DataFrame, demands: Demands) -> pl.DataFrame:
    """The line that each record found by its SKU stands for: the largest that asks for it."""
    largest = (
        demands.rows.sort("need", "line", descending=[True, False])
        .group_by("order", "item", maintain_order=True)
        .agg(_line=pl.col("line").first())
    )
    found = by_sku.select("row", "order", "item").join(largest, on=["order", "item"])
    return found.group_by("row").agg(line=pl.col("_line").min())
