"""Orders and lines held against what was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .dimensions import BY
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
    nothing = (pl.col("lines_due") == 0) & ~pl.col("gone") & ~pl.col("refused")
    return (
        ("nothing due: gifts, services and the like, or all cancelled", nothing),
        ("quantities or contents cannot be told", ~pl.col("known") | pl.col("opaque")),
    )


def orders_due(inputs: Inputs) -> pl.LazyFrame:
    """The orders with `left_out`: null where all of it should have left, and what left can be told."""
    return inputs.orders.lazy().with_columns(first_reason(*kept_out(), *cancelled(), *not_yet(), *unknown()))


def told_lines(inputs: Inputs) -> pl.DataFrame:
    """The order lines as metrics count them.

    Returns:
        `order due shipped missed left_out` and the dimensions of the order: `missed` is what the seller
        cancelled of each, in thousandths.
    """
    of_order = (
        inputs.orders.lazy()
        .with_columns(first_reason(*kept_out(), *cancelled(), *not_yet()))
        .select(
            "order",
            pl.col(f"^{BY}.*$"),
            _seller=pl.col("by_seller") & ~pl.col("never"),
            _order=pl.col(LEFT_OUT).cast(pl.String),
        )
    )
    lines = (
        inputs.facts.lines.lazy()
        .select("order", "due", "shipped", "cancelled", "passed", "judged")
        .join(of_order, on="order", how="left", maintain_order="left")
        .with_columns(missed=pl.when("_seller").then("cancelled").otherwise(0).fill_null(0))
    )
    nothing = (pl.col("due") == 0) & (pl.col("missed") == 0)
    own = first_reason(
        ("lines of gifts, services, virtual goods and pick-ups", pl.col("passed")),
        ("lines whose quantities or contents cannot be told", ~pl.col("judged")),
        ("lines of which nothing is due, and the seller cancelled nothing", nothing),
    )
    left_out = pl.coalesce("_order", own.cast(pl.String)).alias(LEFT_OUT)
    return lines.select("order", "due", "shipped", "missed", pl.col(f"^{BY}.*$"), left_out).collect()
