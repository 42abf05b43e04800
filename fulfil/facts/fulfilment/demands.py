"""What the lines of orders ask for, kits and sets taken apart; and what a shipped SKU can count as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from .allotment import first_of, ties_of
from .kept import UNIT
from .pairs import paired

if TYPE_CHECKING:
    from .items import Items

_DEMANDS: Final = {
    "line": pl.UInt32,
    "order": pl.UInt32,
    "item": pl.UInt32,
    "per": pl.Int64,
    "need": pl.Int64,
    "kit": pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Demands:
    """What is asked for.

    Args:
        rows: `line order item per need kit`: for each line each item that it asks for; a kit or a set asks
            for its parts, `per` thousandths of each for one of it.
        groups: order -> group, for parts that may come in a sibling's parcel: `order group
            order_id`.
        ties: which of equal demands comes first: `line passed open order_id line_id`.
    """

    rows: pl.DataFrame
    groups: pl.DataFrame
    ties: pl.DataFrame

    def largest(self) -> pl.DataFrame:
        """The line of each order that asks for most of an item: `order item line need`."""
        return first_of(self.rows, ("order", "item"), self.ties).select("order", "item", "line", "need")

    def at_largest(self, left: pl.DataFrame, key: tuple[str, str], *, kit: bool) -> pl.DataFrame:
        """Supply that nobody needs, with `line`: of those that ask for its item, the one that asks for most.

        Args:
            left: with the columns of `key`.
            key: `item`, and `order` or `group`.
            kit: whether kits and sets are asked, or lines of the item itself.
        """
        rows = self.rows.filter(pl.col("kit") == kit)
        if "group" in key:
            rows = rows.join(self.groups.select("order", "group"), on="order")
        asked = rows.join(left.select(key).unique(), on=key, how="semi")
        first = first_of(asked, key, self.ties).select(*key, "line")
        return left.join(first, on=key, how="left", maintain_order="left")


def demands_of(lines: pl.DataFrame, orders: pl.DataFrame, items: Items) -> Demands:
    """Take the lines of orders apart.

    Args:
        lines: `row order item due passed reason line_id`, `item` as in `items`.
        orders: `order group order_id`.
        items: what SKUs are made of.
    """
    asked = lines.filter(pl.col("item").is_not_null()).select("order", "item", "due", line="row")
    plain = asked.join(items.parts, left_on="item", right_on="whole", how="anti").select(
        "line", "order", "item", per=pl.lit(UNIT, pl.Int64), need="due", kit=pl.lit(value=False)
    )
    parts = asked.join(items.parts, left_on="item", right_on="whole", how="inner").select(
        "line",
        "order",
        item="part",
        per="per",
        need=pl.col("due") * pl.col("per") // UNIT,
        kit=pl.lit(value=True),
    )
    rows = pl.concat([plain, parts]).select(pl.col(name).cast(dtype) for name, dtype in _DEMANDS.items())
    return Demands(rows, orders.select("order", "group", "order_id"), ties_of(lines, orders))


def counted_as(rows: pl.DataFrame, demands: Demands, items: Items) -> pl.DataFrame:
    """What each shipped SKU counts as: `row order line item quantity own whole`.

    A SKU counts as itself where its order asks for it; else as what it is an alias of; a whole kit as its
    parts, where a kit or set asks for any of them: who ordered a table top and got a desk got something else;
    a half of a set as the half that a set of its order asks for; and last as a part that a kit or a set of a
    sibling order asks for. What nobody asks for is left out. `own`: its own order asks for it; `whole`: it is
    a whole kit, and its parts go to kits first.

    Args:
        rows: `row order line item quantity` of shipment records whose order and SKU are known.
        demands: see `demands_of`.
        items: what SKUs are made of.
    """
    pairs = demands.rows.select("kit", pair=paired("order", "item"))
    asked, by_kits = pairs["pair"].unique().implode(), pairs.filter("kit")["pair"].unique().implode()
    parts = demands.rows.filter("kit").join(demands.groups, on="order").select("group", "item").unique()
    left = rows.select("row", "order", "line", "item", "quantity")
    tables = (None, items.aliases, items.parts, items.halves)
    found = []
    for table in tables:
        whole = table is items.parts
        here = _as(left, table)
        told = here.filter(paired("order", "item").is_in(by_kits if whole else asked))
        if whole:
            # Parts that its own order has no use for may be those that a sibling's kit lacks.
            told = here.filter(pl.col("row").is_in(told["row"].implode()))
        found.append(told.with_columns(own=True, whole=whole))
        left = left.filter(~pl.col("row").is_in(told["row"].implode()))
    if parts.height and left.height:
        for table in tables:
            told = (
                _as(left, table)
                .join(demands.groups, on="order")
                .join(parts, on=["group", "item"], how="semi")
                .drop("group", "order_id")
            )
            found.append(told.with_columns(own=False, whole=table is items.parts))
            left = left.filter(~pl.col("row").is_in(told["row"].implode()))
    return pl.concat(found)


def _as(rows: pl.DataFrame, table: pl.DataFrame | None) -> pl.DataFrame:
    """Rows with what their SKU is made of or stands for; as they are without a table."""
    if table is None:
        return rows
    made = rows.join(table, left_on="item", right_on="whole", how="inner")
    return made.select(
        "row", "order", "line", item="part", quantity=pl.col("quantity") * pl.col("per") // UNIT
    )
