"""Orders and lines held against what was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .orders import cancelled, kept_out
from .sheet import LEFT_OUT, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs

#: The promise to ship has run out.
_PAST = (pl.col("ship_by") < pl.col("until")).fill_null(value=False)


def not_yet() -> tuple[tuple[str, pl.Expr], ...]:
    """The reasons for which nothing can be said yet of whether an order is complete."""
    late = (pl.col("created_at") > pl.col("until")).fill_null(value=False)
    # What the seller cancelled will never be finished.
    open_ = ~pl.col("complete") & ~pl.col("gone")
    promised = pl.col("ship_by").is_not_null()
    return (
        ("said to be sent, and the parcel files do not hold it", pl.col("untold")),
        ("made after the parcel files end", late & pl.col("complete")),
        ("still to be sent within its promise", open_ & ~_PAST & promised),
        ("not finished, and without a promise", open_ & ~promised),
    )


def unknown() -> tuple[tuple[str, pl.Expr], ...]:
    """The reasons for which an order's quantities say nothing."""
    nothing = (pl.col("lines_due") == 0) & ~pl.col("gone")
    return (
        ("nothing due: gifts, services and the like, or all cancelled", nothing),
        ("quantities or contents cannot be told", ~pl.col("known") | pl.col("opaque")),
    )


def orders_due(inputs: Inputs) -> pl.DataFrame:
    """The orders with `left_out`: null where all of it should have left, and what left can be told."""
    return inputs.orders.with_columns(first_reason(*kept_out(), *cancelled(), *not_yet(), *unknown()))


def lines_due(inputs: Inputs) -> pl.DataFrame:
    """The order lines with `left_out`, and `missed`: what the seller cancelled of each, in thousandths."""
    orders = inputs.orders.with_columns(first_reason(*kept_out(), *cancelled(), *not_yet()))
    seller = (pl.col("cancelled_by").cast(pl.String) == "seller").fill_null(value=False)
    never = pl.col("never")
    lines = inputs.facts.lines.join(
        orders.select("order", seller.alias("_seller"), never, pl.col(LEFT_OUT).alias("_order")),
        on="order",
        how="left",
        maintain_order="left",
    )
    missed = pl.when(pl.col("_seller") & ~pl.col("never")).then("cancelled").otherwise(0)
    nothing = (pl.col("due") == 0) & (pl.col("missed") == 0)
    return lines.with_columns(missed=missed.fill_null(0)).with_columns(
        pl.coalesce(
            "_order",
            first_reason(
                ("lines of gifts, services, virtual goods and pick-ups", pl.col("passed")),
                ("lines whose quantities or contents cannot be told", ~pl.col("judged")),
                ("lines of which nothing is due, and the seller cancelled nothing", nothing),
            ),
        ).alias(LEFT_OUT)
    )
