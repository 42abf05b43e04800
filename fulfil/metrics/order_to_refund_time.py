"""M24 order-to-refund time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .returns.lasted import HOURS
from .returns.order_to_refund import purchases
from .returns.told import counted
from .sheet import Lasting, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M24",
    "order-to-refund time",
    unit="purchase",
    clock="from the first payment to the last refund, over all orders of the purchase",
    needs=("orders.paid_at", "returns.refunded_at | returns.closed_at"),
    leaves_out=("returns that stand apart", "purchases of which nothing is refunded"),
)
def order_to_refund_time(inputs: Inputs) -> Sheet:
    """How long a buyer's money is away from a purchase that comes back.

    ## Formula
    Last refund - first payment over the sibling group. By Kaplan and Meier: while a return of the purchase
    is open, its last refund has not been seen.

    ## Source
    The buyer's view of the whole; no law or platform limits it.
    """
    rows = purchases(inputs, counted(inputs.told_cases)).lazy()
    within = tuple(days * HOURS for days in inputs.limits.within_days)
    return Sheet(
        rows.join(inputs.dimensions.lazy(), on="order", how="left", maintain_order="left"),
        (Lasting("to the last refund", pl.col("hours"), pl.col("ended"), within=within),),
    )
