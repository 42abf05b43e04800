"""Orders held against their promise to ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .orders import cancelled, kept_out
from .sheet import first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


def promised_to_ship(inputs: Inputs) -> pl.LazyFrame:
    """The orders with `left_out`: null where a promise to ship has run out and can be judged."""
    return inputs.orders.lazy().with_columns(
        first_reason(
            *kept_out(),
            *cancelled("ship_by"),
            ("no promise to ship", pl.col("ship_by").is_null()),
            ("the promise has not run out", (pl.col("ship_by") > pl.col("until")).fill_null(value=True)),
        )
    )


def told(clock: str) -> pl.Expr:
    """True where the clock says something of an order, and null where nobody can know.

    An order without the moment missed it where the shop's files tell such moments and nothing says that it
    was sent without one.

    Args:
        clock: a moment of the order.
    """
    sent = (pl.col("parcels") > 0) | pl.col("complete")
    known = pl.col(clock).is_not_null() | ~sent | (pl.col(f"tells_{clock}") & (pl.col("parcels") > 0))
    return pl.when(known).then(statement=True)


def by(clock: str, promise: str = "ship_by") -> pl.Expr:
    """Whether the moment came no later than the promise; one that never came did not.

    What left after the seller had cancelled it kept no promise.
    """
    return (pl.col(clock) <= pl.col(promise)).fill_null(value=False) & ~pl.col("gone")
