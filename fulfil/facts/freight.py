"""What each purchase was charged for shipping, and what the policy's table says of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from ..policy.freight import Freight
    from .fulfilment import Fulfilment

_GRAMS: Final = 1000
#: Amounts and freight prices, with room for the sums of large orders.
_MONEY: Final = pl.Decimal(38, 4)
_SUMMED: Final = ("goods_amount", "freight_paid", "order_paid", "weight_g")


def freight_of(fulfilment: Fulfilment, freight: Freight) -> pl.LazyFrame:
    """What each purchase was charged, and should have been.

    Orders that say themselves that they are parts of one purchase are charged once, whichever of them carries
    the freight; they count together, and only where each is alive and tells a value.

    Args:
        fulfilment: the facts.
        freight: the table.

    Returns:
        One row per purchase, by `row`: `row` (of its first order), `orders` (their number), `goods` (what
        `free_from` is compared with), `charged` (the freight), `by_weight` (the table's price, were it not
        free), `price` (what the table says: 0 where it is free; null where it says nothing, or the goods or
        the weight that it asks for are not told) in Decimal; `weight_g` (Int64).
    """
    purchase = pl.when("inferred").then("order").otherwise("group")
    told = {name: pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()) for name in _SUMMED}
    purchases = (
        fulfilment.orders.lazy()
        .group_by(purchase=purchase)
        .agg(pl.col("row").min(), pl.col("live").all(), orders=pl.len(), **told)
        .filter("live")
        .with_columns(pl.col("goods_amount", "freight_paid", "order_paid").cast(_MONEY))
    )
    paid_for_goods = pl.col("order_paid") - pl.col("freight_paid")
    goods = pl.col("goods_amount") if freight.free_by == "goods_amount" else paid_for_goods
    free = goods >= _money(freight.free_from) if freight.free_from is not None else pl.lit(value=False)
    by_weight = _by_weight(freight)
    return (
        purchases.with_columns(goods=goods, charged="freight_paid", by_weight=by_weight, free=free)
        .with_columns(price=pl.when("free").then(_money(Decimal(0))).when(~pl.col("free")).then("by_weight"))
        .select("row", "orders", "goods", "weight_g", "charged", "by_weight", "price")
        .sort("row")
    )


def grams(kilograms: Decimal) -> int:
    """A weight of a policy in whole grams; parts of a gram are below what any scale of a shop tells."""
    return int(kilograms * _GRAMS)


def amount(money: pl.Expr) -> pl.Expr:
    """An amount as people write it: `5`, `0.5`, without zeros at the end."""
    return money.cast(pl.String).str.replace(r"(\.[0-9]*?)0+$", "$1").str.strip_suffix(".")


def _by_weight(freight: Freight) -> pl.Expr:
    above = _money(freight.above)
    if not freight.steps:
        return above
    # Heaviest first, so that the lightest step that holds the weight stands outermost.
    price: pl.Expr = pl.when(pl.col("weight_g").is_not_null()).then(above)
    for step in reversed(freight.steps):
        fits = pl.col("weight_g") <= grams(step.up_to_kg)
        price = pl.when(fits).then(_money(step.price)).otherwise(price)
    return price


def _money(value: Decimal | None) -> pl.Expr:
    return pl.lit(value).cast(_MONEY)
