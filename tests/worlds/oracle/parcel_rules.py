"""SPL010 to SPL012, DUP003 and EXP003: parcels against orders."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from tests.worlds.files import ORDERS, RETURNS
from tests.worlds.oracle.groups import address_key
from tests.worlds.oracle.parcels import order_of
from tests.worlds.oracle.words import plain

CAP_KG = 20
OPEN = ("label_created", "in_transit", "out_for_delivery", "attempted", "exception")
REUSED = timedelta(days=30)
RECYCLED = timedelta(days=180)


def avoidable_split(seen):
    """A parcel of which nobody says what it weighs, where it is from or when it left is left out, and one
    that holds anything of another order, known or not."""
    for order in seen.orders:
        alone = {}
        for parcel in seen.parcels:
            day = parcel.earliest("shipped_at") and parcel.earliest("shipped_at").date()
            place = (parcel.first("warehouse"), day)
            own = all(content.order is order for content in parcel.contents)
            if parcel.counted and not parcel.replacement and own and all(place):
                alone.setdefault(place, []).append(parcel)
        for parcels in alone.values():
            weighed = [parcel for parcel in parcels if _weight(parcel)]
            if len(weighed) > 1 and sum(map(_weight, weighed)) <= CAP_KG:
                last = max(weighed, key=lambda parcel: parcel.contents[0].place)
                yield last.file, last.record


def _weight(parcel):
    """All that its records weigh; none where one does not say, and nothing weighs 0."""
    weights = [content.data.weight_kg for content in parcel.contents]
    return sum(weights) if all(weights) else None


def merged_parcel_conflict(seen):
    for parcel in seen.parcels:
        orders = list({id(c.order): c.order for c in parcel.contents if c.order and c.counted}.values())
        if len(orders) < 2:
            continue
        phones, names = ([plain(getattr(o.data, n)) for o in orders] for n in ("phone", "recipient"))
        places = [address_key(order) for order in orders]
        same_buyer = None not in phones and None not in names
        other_buyer = _differ(phones) or _differ(names)
        if other_buyer or (not same_buyer and _differ(places)):
            yield parcel.file, parcel.record


def _differ(told):
    return len(set(told) - {None}) > 1


def closed_with_open_parcel(seen):
    """A reship that is under way says nothing against a closed order. A parcel that was never shipped is not
    counted; it is told of delivered orders as long as its label is not void. Parcel files that end before the
    order was delivered, or before the order files end, say nothing."""
    for order in seen.orders:
        told_until = order.data.delivered_at or order.orders_until
        told = order.until is None or told_until is None or told_until <= order.until + timedelta(days=1)
        if order.data.status not in ("delivered", "closed") or not told:
            continue
        valid = [c for c in order.contents if not c.replacement and c.data.voided != "yes"]
        for parcel in {id(content.parcel): content.parcel for content in valid}.values():
            unshipped = parcel.status == "not_shipped" and order.data.status == "delivered"
            if not parcel.latest("delivered_at") and (unshipped or parcel.status in OPEN):
                first = next(content for content in valid if content.parcel is parcel)
                yield first.file, first.record


def waybill_reused(seen):
    """Between departures that follow one another, so that a parcel a month under way is none.

    A label that was voided is no departure.
    """
    for parcel in seen.parcels:
        if parcel.key[0] != "number":
            continue
        shipped = [content for content in parcel.contents if content.counted and content.data.shipped_at]
        shipped.sort(key=lambda content: (content.data.shipped_at, content.place))
        for sooner, later in pairwise(shipped):
            if REUSED < later.data.shipped_at - sooner.data.shipped_at <= RECYCLED:
                yield later.file, later.record


def join_coverage_low(seen):
    """Records of orders that are in no order file, while it tells of the time; complete orders without a
    parcel, where these are many; records of files whose SKUs are other words."""
    for content in seen.contents:
        unknown = content.order is None and _within(content.left_at or content.data.delivered_at, seen)
        if unknown or content.strange:
            yield content.file, content.record
    for record, data in enumerate(seen.world.returns, 1):
        if order_of(data, seen.orders) is None and _within(data.requested_at, seen):
            yield RETURNS, record
    for order in seen.orders:
        if order.complete and order.observed and not order.told and not order.sent:
            yield ORDERS, order.record


def _within(moment, seen):
    """Whether an order of that time should be in the files: not where it may be older than the first one,
    by the longest time that these files know from an order to its parcel."""
    lags = [c.left_at - c.order.data.created_at for c in seen.contents if c.order and c.left_at]
    created = [order.data.created_at for order in seen.orders]
    if moment is None:
        return True
    return min(created) <= moment - max(lags, default=timedelta()) and moment <= max(created)
