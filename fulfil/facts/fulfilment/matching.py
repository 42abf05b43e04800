"""Which order a shipment or a return belongs to: by its number, never by a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export

#: Which number of a record is looked for among which numbers of orders; the first that is found counts.
_WAYS: Final = (
    ("order_id", ("order_id",)),
    ("order_id", ("original_order_id", "erp_order_id")),
    ("original_order_id", ("order_id", "original_order_id")),
    ("erp_order_id", ("erp_order_id",)),
)

_MATCHED: Final = {"row": pl.UInt32, "order": pl.UInt32}


def order_number(name: str) -> pl.Expr:
    """An order's number without the `#` that shops show before it; null where it is empty or masked."""
    bare = pl.col(name).str.strip_prefix("#")
    return pl.when((bare != "") & ~bare.str.contains("*", literal=True)).then(bare)


def numbers_of(orders: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """By kind of number: `id order platform shop`, one row per order that has it."""
    kinds = ("order_id", "original_order_id", "erp_order_id")
    return {
        kind: orders.select("order", "platform", "shop", id=order_number(kind)).filter(
            pl.col("id").is_not_null()
        )
        for kind in kinds
    }


def matched_orders(
    rows: pl.DataFrame, numbers: dict[str, pl.DataFrame], exports: Sequence[Export]
) -> pl.DataFrame:
    """The order of each row: `row order`; rows whose order is unknown are left out.

    `order` is null where the number is of several orders, and nothing says which of them is meant.

    Where both sides name a shop, it must be the same; a shop that no order names (a store's name in another
    program) says nothing. Orders of the row's own platform are preferred.

    Args:
        rows: `row file` and as many of `shop order_id original_order_id erp_order_id` as there are.
        numbers: see `numbers_of`.
        exports: all inputs, by index.
    """
    platforms = {export.index: export.profile.platform for export in exports}
    shops = numbers["order_id"]["shop"].unique().drop_nulls().implode()
    shop = pl.col("shop") if "shop" in rows.columns else pl.lit(None, pl.String)
    left = rows.select(
        "row",
        *(order_number(name).alias(name) for name, _ in _WAYS[1:] if name in rows.columns),
        platform=pl.col("file").replace_strict(platforms, return_dtype=pl.String),
        shop=pl.when(shop.is_in(shops)).then(shop),
    )
    found = [pl.DataFrame(schema=_MATCHED)]
    for name, kinds in _WAYS:
        if name not in left.columns or not left.height:
            continue
        asked = left.filter(pl.col(name).is_not_null())
        known = pl.concat([numbers[kind] for kind in kinds]) if len(kinds) > 1 else numbers[kinds[0]]
        told = _told(asked, name, known)
        found.append(told.select("row", order=pl.when("_one").then("order")))
        left = left.join(told.select("row"), on="row", how="anti")
    return pl.concat(found)


def _told(asked: pl.DataFrame, name: str, known: pl.DataFrame) -> pl.DataFrame:
    """`row order _one` of the rows whose number some order has; `_one` where only one order can be meant."""
    pairs = (
        asked.lazy()
        .select("row", "platform", "shop", id=name)
        .join(known.lazy(), on="id", how="inner", suffix="_of")
        .filter(
            pl.col("shop").is_null() | pl.col("shop_of").is_null() | (pl.col("shop") == pl.col("shop_of"))
        )
        .select("row", "order", _same=pl.col("platform") == pl.col("platform_of"))
        .collect()
    )
    if pairs["row"].is_unique().all():
        return pairs.select("row", "order", _one=pl.lit(value=True))
    best = pairs.filter(pl.col("_same") == pl.col("_same").max().over("row"))
    return best.group_by("row", maintain_order=True).agg(
        pl.col("order").first(), _one=pl.col("order").n_unique() == 1
    )
