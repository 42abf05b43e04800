"""SPL010 to SPL012, DUP003 and EXP003: parcels against orders."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from tests.worlds.files import ORDERS, RETURNS
from tests.worlds.oracle.groups import address_key
from tests.worlds.oracle.parcels import candidates
from tests.worlds.oracle.spans import without_parcels
from tests.worlds.oracle.words import plain

CAP_KG = 20
OPEN = ("label_created", "in_transit", "out_for_delivery", "attempted", "exception")
REUSED = timedelta(days=30)
RECYCLED = timedelta(days=180)


def avoidable_split(seen):
    """Parcels that hold anything of another order, known or not, are left out."""
    for order in seen.orders:
        alone = {}
        for parcel in order.counted:
            warehouse, shipped = parcel.first("warehouse"), parcel.earliest("shipped_at")
            if warehouse and shipped and all(content.order is order for content in parcel.contents):
                alone.setdefault((warehouse, shipped.date()), []).append(parcel)
        for parcels in alone.values():
            weights = [content.data.weight_kg for parcel in parcels for content in parcel.contents]
            known = all(weight is not None for weight in weights)
            if len(parcels) > 1 and known and sum(weights) <= CAP_KG:
                yield ORDERS, order.record


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
    counted; it is told of delivered orders as long as its label is not void."""
    for order in seen.orders:
        if order.data.status not in ("delivered", "closed"):
            continue
        for content in order.contents:
            data = content.data
            if content.replacement or data.voided == "yes" or data.delivered_at is not None:
                continue
            unshipped = data.delivery_status == "not_shipped" and order.data.status == "delivered"
            if unshipped or data.delivery_status in OPEN:
                yield ORDERS, order.record


def waybill_reused(seen):
    """Between departures that follow one another, so that a parcel a month under way is none."""
    for parcel in seen.parcels:
        shipped = sorted(
            ((c.data.shipped_at, c.record, c.file) for c in parcel.contents if c.data.shipped_at),
            key=lambda told: told[:2],
        )
        if any(REUSED < later[0] - sooner[0] <= RECYCLED for sooner, later in pairwise(shipped)):
            yield parcel.file, parcel.record


def join_coverage_low(seen):
    """Records of orders that are in no order file, while it tells of the time.

    The time of a parcel is when it left, else when its label was made; of a return when it was asked for. The
    span is that of the shop it names, else of all orders. A record that several orders answer to is not told,
    nor one that names none.
    """
    for content in seen.contents:
        data = content.data
        moment = data.shipped_at or data.label_created_at
        if data.order_id and not candidates(data, seen.orders) and _within(moment, data.shop, seen.orders):
            yield content.file, content.record
    for record, data in enumerate(seen.world.returns, 1):
        known = candidates(data, seen.orders)
        if data.order_id and not known and _within(data.requested_at, data.shop, seen.orders):
            yield RETURNS, record
    for orders in without_parcels(seen.orders).values():
        yield ORDERS, orders[0].record
    for file in {content.file for content in seen.contents}:
        told = [content for content in seen.contents if content.file == file]
        if any(content.order and content.order.hardly_joins for content in told):
            yield file, told[0].record


def _within(moment, shop, orders):
    own = [order for order in orders if order.key[0] == shop] or orders
    created = [order.data.created_at for order in own if order.data.created_at]
    return moment is not None and bool(created) and min(created) <= moment <= max(created)
