"""The balance of each line: what was due, what left, what left beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from .allotment import allot, first_of
from .demands import counted_as
from .kept import UNIT
from .pairs import paired

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
        direct: the records that are of the line that they name.
        by_sku: `row line`: the line that a record was allotted to by its SKU, the largest of its order.
    """

    lines: pl.DataFrame
    excess: pl.DataFrame
    counted: pl.DataFrame
    direct: pl.Series
    by_sku: pl.DataFrame


_NOTHING_LEFT = Balance(
    lines=pl.DataFrame(schema={"line": pl.UInt32, "shipped": pl.Int64}),
    excess=pl.DataFrame(schema={"line": pl.UInt32, "item": pl.UInt32, "excess": pl.Int64}),
    counted=pl.DataFrame(schema={"row": pl.UInt32, "own": pl.Boolean}),
    direct=pl.Series(dtype=pl.UInt32),
    by_sku=pl.DataFrame(schema={"row": pl.UInt32, "line": pl.UInt32}),
)


def balance_of(supply: pl.DataFrame, demands: Demands, items: Items) -> Balance:
    """Hold what left against what was due.

    Records that name a line go to it, if it asks for what they hold; whole kits go to kits; the rest, and
    what is left of these, to the lines of the order that ask for the SKU; what is left of parts, to the kits
    of the order, and then of its siblings.

    Args:
        supply: `row order line item quantity` of records that left and replace nothing.
        demands: see `demands_of`.
        items: what SKUs are made of.
    """
    if supply.is_empty():
        return _NOTHING_LEFT
    nameless = _whole_lines(supply, demands)
    named = supply.filter(pl.col("item").is_not_null())
    told = pl.concat([nameless, counted_as(named, demands, items)])
    asked = demands.rows.select(paired("line", "item")).to_series().implode()
    asks = told.select(paired("line", "item").is_in(asked).fill_null(value=False)).to_series()
    direct, others = told.filter(asks), told.filter(~asks)
    met, excess = _met(direct, others, demands)
    whole_kits = pl.col("given") // pl.col("per") * UNIT
    lines = met.group_by("line").agg(
        shipped=pl.when(pl.col("kit")).then(whole_kits).otherwise(pl.col("given")).min()
    )
    own = _keyed(others.filter("own")).select("row", "_key")
    by_sku = first_of(own.join(_keyed(demands.largest()), on="_key"), ("row",), demands.ties)
    return Balance(
        lines=lines,
        excess=excess.group_by("line", "item").agg(excess=pl.col("quantity").sum()),
        counted=told.group_by("row").agg(own=pl.col("own").any()),
        direct=direct["row"].unique(),
        by_sku=by_sku.select("row", "line"),
    )


def _met(direct: pl.DataFrame, others: pl.DataFrame, demands: Demands) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The demands with what they were `given`, and what left beyond them: `line item quantity`."""
    order, group = ("order", "item"), ("group", "item")
    groups = demands.groups.select("order", "group")
    asking = demands.rows.join(groups, on="order", how="left", maintain_order="left")
    asking, left = _given(asking, direct, ("line", "item"), demands)
    spare = left.join(demands.rows.select("line", "item", "order"), on=["line", "item"])
    plain, kits = asking.filter(~pl.col("kit")), asking.filter("kit")
    kits, left = _given(kits, others.filter("own", "whole"), order, demands)
    loose = others.filter("own", ~pl.col("whole"))
    plain, left = _given(plain, _together(loose, spare, left), order, demands)
    # Where no kit can use what is left, it is told at the line; else at whoever leaves it.
    left = demands.at_largest(left, order, kit=False)
    if kits.is_empty():
        return plain, left.filter(pl.col("line").is_not_null()).select("line", "item", "quantity")
    at_lines = left.join(groups, on="order", how="left", maintain_order="left")
    at_kits = at_lines.join(kits.select(group).unique(), on=group, how="semi")
    of_lines = at_lines.join(at_kits, on=order, how="anti").filter(pl.col("line").is_not_null())
    kits, left = _given(kits, _together(at_kits, others.filter(~pl.col("own"))), order, demands)
    pool = left.join(demands.groups, on="order", how="left", maintain_order="left")
    kits, over = _given(kits, pool, group, demands)
    of_kits = _told_where_it_came_from(pool, over, at_kits, demands)
    excess = pl.concat([frame.select("line", "item", "quantity") for frame in (of_lines, of_kits)])
    return pl.concat([plain, kits]), excess


def _given(
    asking: pl.DataFrame, supply: pl.DataFrame, key: tuple[str, str], demands: Demands
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Allot, and add to what the demands were given before."""
    before = pl.col("given") if "given" in asking.columns else pl.lit(0, pl.Int64)
    asking = asking.with_columns(_had=before).drop("given", strict=False)
    served, left = allot(asking, supply, key, demands.ties)
    return served.with_columns(given=pl.col("given") + pl.col("_had")).drop("_had"), left


def _together(*frames: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([frame.select("order", "item", "quantity") for frame in frames])


def _whole_lines(supply: pl.DataFrame, demands: Demands) -> pl.DataFrame:
    """Records that name a line and no SKU: all that the line asks for, in proportion."""
    nameless = supply.filter(pl.col("item").is_null() & pl.col("line").is_not_null())
    return nameless.join(demands.rows.select("line", "per", part="item"), on="line").select(
        "row",
        "order",
        "line",
        item="part",
        quantity=pl.col("quantity") * pl.col("per") // UNIT,
        own=pl.lit(value=True),
        whole=pl.lit(value=False),
    )


def _told_where_it_came_from(
    pool: pl.DataFrame, over: pl.DataFrame, at_kits: pl.DataFrame, demands: Demands
) -> pl.DataFrame:
    """What no kit used, by the order that had it: at its own line of that SKU, else at its kit.

    Of a group's orders the last one by its number has it: the earlier ones gave first.
    """
    unused = demands.at_largest(over, ("group", "item"), kit=True).select(
        "group", "item", _over="quantity", _line="line"
    )
    before = pl.col("quantity").cum_sum().over("group", "item") - pl.col("quantity")
    plain = at_kits.select("order", "item", _plain="line")
    return (
        demands.at_largest(pool, ("order", "item"), kit=True)
        .join(unused, on=["group", "item"])
        .sort("order_id", "order", descending=True)
        .with_columns(_before=before)
        .with_columns(quantity=(pl.col("_over") - pl.col("_before")).clip(0, pl.col("quantity")))
        .filter(pl.col("quantity") > 0)
        .join(plain, on=["order", "item"], how="left", maintain_order="left")
        .with_columns(line=pl.coalesce("_plain", "line", "_line"))
        .filter(pl.col("line").is_not_null())
    )


def _keyed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(_key=paired("order", "item"))
