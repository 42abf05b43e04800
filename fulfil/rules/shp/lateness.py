"""Whether orders left in time, as far as the files can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


def lateness(facts: AuditFacts) -> pl.LazyFrame:
    """Living orders with a promise: `row late over unsaid`, and their times.

    An order that has not left is late when its own state says that it waits, and the promise is past by the
    end of the orders' file; or when the parcel files reach past the promise and hold no parcel of it.
    `unsaid`: it left, or not, and no file says when.
    """
    waits = pl.col("waits").fill_null(value=False)
    promise = pl.col("ship_by")
    by_state = waits & (promise < pl.col("orders_until")).fill_null(value=False)
    nowhere = pl.col("observed") & (pl.col("parcels") == 0) & pl.col("status").is_null()
    by_parcels = nowhere & (promise < pl.col("parcels_until")).fill_null(value=False)
    missing = pl.col("left_at").is_null() & (by_state | by_parcels)
    until = pl.when(by_state).then("orders_until").otherwise("parcels_until")
    over = pl.when(missing).then(until - promise).otherwise(pl.col("left_at") - promise)
    left = (pl.col("left_at") > promise).fill_null(value=False)
    return (
        facts.fulfilment.orders.lazy()
        .filter(pl.col("live"), promise.is_not_null())
        .with_columns(
            late=left | missing,
            over=over,
            unsaid=pl.col("left_at").is_null() & ~waits & ~nowhere,
        )
    )


def said(promise: str, source: str) -> pl.Expr:
    """A promise in words: the moment, and who says so."""
    return filled("{} ({})", pl.col(promise).dt.strftime("%Y-%m-%d %H:%M UTC"), pl.col(source))


def unjudged(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Orders without a promise, or of which no file says whether or when they left: `row`."""
    del policy
    unknown = lateness(facts).filter("unsaid").select("row")
    without = facts.fulfilment.orders.lazy().filter(pl.col("live"), pl.col("ship_by").is_null()).select("row")
    return pl.concat([unknown, without])
