"""M14 wrong-short-damaged rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .metric import metric
from .orders import kept_out
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs

#: Short, over, wrong, incomplete kits and unmatched sets.
FAULTS: Final = ("SPL001", "SPL002", "SPL003", "SPL005", "SPL006")


@metric(
    "M14",
    "wrong-short-damaged rate",
    unit="order",
    clock="what is known now",
    needs=(
        "shipment_lines.delivered_at | shipment_lines.delivery_status | orders.delivered_at | orders.status",
    ),
    leaves_out=("orders that are not delivered",),
)
def wrong_short_damaged(inputs: Inputs) -> Sheet:
    """How many delivered orders held too little, too much, the wrong thing or damaged goods.

    ## Formula
    Delivered orders with a finding of SPL001, SPL002, SPL003, SPL005 or SPL006, or with a return whose reason
    says damaged, wrong or missing / orders delivered. What the files prove and what buyers say stand apart.
    A return without a reason says nothing, and one that may still come is not known.

    ## Source
    The rules named; return reasons in the platforms' own words.
    """
    delivered = pl.col("delivered_at").is_not_null() | (pl.col("status").cast(pl.String) == "delivered")
    rows = with_faults(inputs).with_columns(
        first_reason(*kept_out(), ("not delivered", ~delivered.fill_null(value=False)))
    )
    either = pl.col("fault") | pl.col("claimed")
    reason = ("returns.reason",)
    return Sheet(
        rows,
        (
            Count(
                "by findings or return reasons",
                either,
                needs=reason,
                rules=FAULTS,
            ),
            Count("by findings", pl.col("fault"), rules=FAULTS),
            Count("by return reasons", pl.col("claimed"), needs=reason, clock="returns asked for until now"),
        ),
    )


def with_faults(inputs: Inputs) -> pl.LazyFrame:
    """The orders with `fault` (a finding says so) and `claimed` (a return's reason says so)."""
    claimed = inputs.returned.filter("faulty")["order"].drop_nulls().unique().implode()
    found = inputs.hit(*FAULTS)["order"].implode()
    return inputs.orders.lazy().with_columns(
        fault=pl.col("order").is_in(found), claimed=pl.col("order").is_in(claimed)
    )
