"""What time the files cover, and so which orders the parcel files tell all parcels of."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

#: A latest moment that lies further than this past the next latest is a typing error.
STRAY = timedelta(days=31)

ORDER_EVENTS = ("created_at", "paid_at", "shipped_at", "delivered_at", "cancelled_at")
PARCEL_EVENTS = (
    *("label_created_at", "shipped_at", "picked_up_at", "first_attempt_at", "delivered_at", "last_event_at"),
)
RETURN_EVENTS = ("requested_at", "refunded_at")

#: With fewer orders a share says nothing, and all must agree.
FEW = 20
COVERED = 0.98


def as_of(world):
    """The moment that ages are counted to: the user's, else the latest event that has company."""
    if world.as_of is not None:
        return world.as_of
    told = [getattr(line.order, name) for line in world.lines for name in ORDER_EVENTS]
    told += [getattr(record, name) for record in world.shipments for name in PARCEL_EVENTS]
    told += [getattr(record, name) for record in world.returns for name in RETURN_EVENTS]
    moments = sorted({moment for moment in told if moment is not None}, reverse=True)
    if not moments:
        return None
    return next((one for one, before in pairwise(moments) if one - before <= STRAY), moments[0])


def observe(world, orders):
    """Say of every order whether the parcel files tell all of its parcels, and until when files tell.

    A shop's parcels are the records of its orders, voided ones too. Where a shop's parcels have no time at
    all, they tell of all orders. A moment that the user states only adds to what files tell.
    """
    for shop in {order.key[0] for order in orders}:
        own = [order for order in orders if order.key[0] == shop]
        records = [content.data for order in own for content in order.contents]
        since = min((m for data in records if (m := _left_house(data))), default=None)
        stated = [world.as_of] if world.as_of else []
        until = max([*_told(records, PARCEL_EVENTS), *stated], default=None)
        orders_until = max([*_told([order.data for order in own], ORDER_EVENTS), *stated], default=None)
        early = [order for order in own if since and order.data.created_at < since]
        covered = mostly_with_parcels([order for order in early if order.complete])
        for order in own:
            order.until, order.orders_until = until, orders_until
            order.observed = bool(records) and (order not in early or covered)
        complete = [order for order in own if order.complete and order.observed]
        told = len(complete) < FEW or mostly_with_parcels(complete)
        for order in own:
            order.told = told


def _left_house(data):
    """When a parcel file begins to tell of a parcel."""
    return data.shipped_at or data.picked_up_at or data.label_created_at


def _told(records, names):
    return [moment for data in records for name in names if (moment := getattr(data, name)) is not None]


def mostly_with_parcels(orders):
    """At least 98 % of some orders have a parcel that left and replaces nothing; of fewer than 20, all."""
    having = sum(bool(order.sent) for order in orders)
    return having == len(orders) if len(orders) < FEW else having >= COVERED * len(orders)


def past_promise(order):
    """Whether the promise to ship ran out inside the time that the parcel files tell.

    Our own files state no country, so the fallback of 48 h after payment does not apply.
    """
    promised = order.data.promised_ship_at
    return promised is not None and order.until is not None and promised < order.until
