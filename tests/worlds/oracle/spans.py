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


def shop_of(content, shops):
    """Whose parcel a record is: its order's shop; without a known order the shop that it names itself."""
    if content.order:
        return content.order.key[0]
    return content.data.shop if content.data.shop in shops else "?"


def observe(world, orders, contents):
    """Say of every order whether the parcel files tell all of its parcels, and until when they tell.

    Left open by the spec: a shop whose parcels have no time at all is told until `as_of`; an early order's
    record of any kind, voided ones included, is its parcel; and without any early complete order, nothing
    speaks against the early ones.
    """
    shops = {order.key[0] for order in orders}
    for shop in shops:
        own = [order for order in orders if order.key[0] == shop]
        records = [content for content in contents if shop_of(content, shops) == shop]
        events = [m for c in records for n in PARCEL_EVENTS if (m := getattr(c.data, n)) is not None]
        since = min(events, default=None)
        until = world.as_of or max(events, default=None) or as_of(world)
        early = [o for o in own if o.complete and since and o.data.created_at and o.data.created_at < since]
        told = mostly_with_parcels(early)
        for order in own:
            order.until = until
            begun = since is None or (order.data.created_at is not None and order.data.created_at >= since)
            order.observed = bool(records) and (begun or told)


def mostly_with_parcels(orders):
    """At least 98 % of some orders have a shipment record; of fewer than 20, all."""
    having = sum(bool(order.contents) for order in orders)
    return having == len(orders) if len(orders) < FEW else having >= COVERED * len(orders)


def without_parcels(orders):
    """Shop -> its complete observed orders without a parcel, where they are too many to judge (EXP003)."""
    found = {}
    for shop in {order.key[0] for order in orders}:
        complete = [o for o in orders if o.key[0] == shop and o.complete and o.observed]
        if len(complete) >= FEW and not mostly_with_parcels(complete):
            found[shop] = [order for order in complete if not order.contents]
    return found


def past_promise(order):
    """Whether the promise to ship ran out inside the time that the parcel files tell.

    Our own files state no country, so the fallback of 48 h after payment does not apply.
    """
    promised = order.data.promised_ship_at
    return promised is not None and order.until is not None and promised < order.until
