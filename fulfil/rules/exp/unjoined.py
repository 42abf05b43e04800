"""Rows that meet no row of the other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts


def strangers(facts: AuditFacts) -> pl.LazyFrame:
    """Parcels and returns whose order no file has, inside the time that the files cover: `row reason`.

    A parcel that left so soon after the first order that its order may be older than the file is unknown:
    the longest time from order to parcel in these files is the measure.
    """
    held = facts.fulfilment
    made = pl.coalesce("created_at", "paid_at")
    orders = held.orders.lazy().select("order", made=made)
    known = (
        held.contents.lazy().join(orders, on="order").select(lag=(pl.col("left_at") - pl.col("made")).max())
    )
    span = orders.select(first=pl.col("made").min(), last=pl.col("made").max()).join(known, how="cross")
    rows = pl.concat(
        [
            held.contents.lazy()
            .filter(pl.col("order").is_null())
            .select("row", at=pl.coalesce("left_at", "delivered_at"), reason=_why("its order")),
            held.returned.lazy()
            .filter(pl.col("order").is_null())
            .select("row", at="requested_at", reason=_why("the returned order")),
        ]
    )
    inside = (pl.col("at") <= pl.col("last")) & (
        pl.col("at") - pl.col("lag").fill_null(pl.duration()) >= pl.col("first")
    )
    return rows.join(span, how="cross").filter(inside.fill_null(value=True)).select("row", "reason")


def _why(what: str) -> pl.Expr:
    several = pl.lit(f"{what} could be several: more than one order has its number")
    return pl.when("doubtful").then(several).otherwise(pl.lit(f"{what} is in no file of orders"))


def lacking_parcels(facts: AuditFacts) -> pl.LazyFrame:
    """Orders that are said to be shipped without a parcel, where that is too common to be true."""
    orders = facts.fulfilment.orders.lazy()
    return orders.filter("complete", "observed", ~pl.col("told"), pl.col("parcels") == 0).select(
        "row", reason=pl.lit("it is said to be shipped, and the files of parcels have none of it")
    )


def other_words(facts: AuditFacts) -> pl.LazyFrame:
    """Records of files whose SKUs are other words than those of the orders: `row reason`."""
    return (
        facts.fulfilment.contents.lazy()
        .filter("strange")
        .select("row", reason=pl.lit("the SKUs of this file are other words than those of the orders"))
    )
