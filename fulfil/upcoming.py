"""What will break its promise next: no finding yet, and still time to act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from .exports.states import DeliveryStatus, Status

if TYPE_CHECKING:
    from datetime import datetime

    from .facts.fulfilment import Fulfilment

#: Where the promise of a parcel comes from, where its own file tells it.
PARCEL_PROMISE = "promised_delivery_at of the parcel"

UPCOMING = pl.Schema(
    {
        "kind": pl.String(),
        "due_at": pl.Datetime("us", "UTC"),
        "source": pl.String(),
        "row": pl.UInt32(),
        "order_id": pl.String(),
        "shop": pl.String(),
        "carrier": pl.String(),
        "tracking_number": pl.String(),
        "status": pl.String(),
    }
)

#: Ends of a parcel's way, whether or not its time is known.
_ENDED = (DeliveryStatus.DELIVERED.value, DeliveryStatus.RETURNED.value, DeliveryStatus.CANCELLED.value)
_DONE = (Status.DELIVERED.value,)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What falls due within a span after the moment that ages are counted to.

    Args:
        hours: the span.
        rows: `kind due_at source row order_id shop carrier tracking_number status`, most urgent first; `kind`
            is `ship` or `deliver`, `source` says where the promise comes from, and `row` is the record of the
            order or the parcel.
    """

    hours: float
    rows: pl.DataFrame


def upcoming(fulfilment: Fulfilment | None, as_of: datetime | None, hours: float) -> Upcoming:
    """Look for promises that end after `as_of`, and not later than `hours` after it.

    Orders that are alive and have not left are listed with their promise to ship; parcels that are not
    delivered, and orders without any parcel, with their promise of delivery. A null promise is none.

    Args:
        fulfilment: the balance of the run; None where there is none.
        as_of: the moment that ages are counted to; None where no file has an event.
        hours: the span.
    """
    if fulfilment is None or as_of is None:
        return Upcoming(hours, UPCOMING.to_frame())
    until = as_of + timedelta(hours=hours)
    soon = (pl.col("due_at") > as_of) & (pl.col("due_at") <= until)
    found = [_to_ship(fulfilment), _to_deliver(fulfilment), _parcels(fulfilment)]
    rows = pl.concat([part.filter(soon).cast(UPCOMING).collect() for part in found])
    return Upcoming(hours, rows.sort("due_at", "kind", "row", descending=[False, True, False]))


def _to_ship(fulfilment: Fulfilment) -> pl.LazyFrame:
    waiting = pl.col("live") & ~pl.col("complete") & pl.col("left_at").is_null()
    return _orders(fulfilment, "ship", "ship_by").filter(waiting, _undelivered()).select(*UPCOMING)


def _to_deliver(fulfilment: Fulfilment) -> pl.LazyFrame:
    """Orders without a parcel: where there are parcels, these are listed."""
    without = pl.col("live") & (pl.col("parcels") == 0)
    return _orders(fulfilment, "deliver", "deliver_by").filter(without, _undelivered()).select(*UPCOMING)


def _undelivered() -> pl.Expr:
    return pl.col("delivered_at").is_null() & ~pl.col("status").is_in(_DONE).fill_null(value=False)


def _orders(fulfilment: Fulfilment, kind: str, promise: str) -> pl.LazyFrame:
    nothing = [pl.lit(None, pl.String).alias(name) for name in ("carrier", "tracking_number")]
    return fulfilment.orders.lazy().with_columns(
        pl.lit(kind).alias("kind"),
        pl.col(promise).alias("due_at"),
        pl.col(f"{promise}_from").alias("source"),
        *nothing,
    )


def _parcels(fulfilment: Fulfilment) -> pl.LazyFrame:
    """Undelivered parcels by their own promise, else by that of their order."""
    orders = fulfilment.orders.lazy().select("order", "order_id", "shop", "deliver_by", "deliver_by_from")
    own = pl.col("promised_delivery_at").is_not_null()
    return (
        fulfilment.parcels.lazy()
        .filter(
            pl.col("counted"),
            pl.col("delivered_at").is_null(),
            ~pl.col("status").is_in(_ENDED).fill_null(value=False),
        )
        .join(orders, on="order", how="left", maintain_order="left")
        .with_columns(
            kind=pl.lit("deliver"),
            due_at=pl.coalesce("promised_delivery_at", "deliver_by"),
            source=pl.when(own).then(pl.lit(PARCEL_PROMISE)).otherwise("deliver_by_from"),
        )
        .select(*UPCOMING)
    )
