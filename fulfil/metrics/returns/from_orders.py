"""What order exports tell of returns where a shop has no return export: counts and money, and no clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .money import moneys
from .result import FromOrders

if TYPE_CHECKING:
    from ..inputs import Inputs

#: Columns of orders that tell of refunds.
TELLING: Final = frozenset({"orders.aftersale_status", "orders.refund_amount", "orders.payment_status"})


def without_returns(inputs: Inputs) -> pl.DataFrame:
    """The orders of shops of which no return export is there.

    Where a file of returns names no shop, it is that of all shops of its platform.

    Args:
        inputs: the facts of the run.
    """
    known = inputs.cases.cases.select("platform", "shop").unique()
    orders = inputs.facts.orders
    platforms = known.filter(pl.col("shop").is_null())["platform"].implode()
    nameless = known["platform"].implode()
    shops = known.filter(pl.col("shop").is_not_null())
    there = orders.join(shops, on=["platform", "shop"], how="semi")["order"].implode()
    covered = (
        pl.col("platform").is_in(platforms)
        | (pl.col("shop").is_null() & pl.col("platform").is_in(nameless))
        | pl.col("order").is_in(there)
    )
    return orders.filter(~covered.fill_null(value=False))


def from_orders(inputs: Inputs) -> tuple[FromOrders, ...]:
    """One for each file of orders that tells of refunds, in the order of the files.

    Args:
        inputs: the facts of the run.
    """
    telling = [index for index, file in enumerate(inputs.files) if file.columns & TELLING]
    if not telling:
        return ()
    orders = without_returns(inputs).filter(pl.col("file").is_in(telling))
    counts = orders.group_by("file").agg(pl.len(), pl.col("refunded", "refund_open").sum()).sort("file")
    money = moneys(orders.filter("refunded"), "file")
    return tuple(
        FromOrders(inputs.files[file].path, number, refunded, still, money.get(file, ()))
        for file, number, refunded, still in counts.iter_rows()
    )
