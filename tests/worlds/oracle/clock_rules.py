"""SHP001, SHP002, SHP005, SHP006 and DLV001 to DLV003: waybills, scans and promises."""

from __future__ import annotations

from datetime import timedelta

from tests.worlds.files import ORDERS
from tests.worlds.oracle.spans import past_promise
from tests.worlds.oracle.words import LEFT, is_gift_or_service

SCAN_WITHIN = timedelta(hours=24)
STALLED = timedelta(days=7)
CLOCKS_DIFFER = timedelta(minutes=5)
WAITING = ("to_ship", "in_review", "locked")
ALIVE = ("in_transit", "out_for_delivery", "attempted", "delivered", "returned", "exception")


def late_shipment(seen):
    for order in seen.orders:
        promised = order.data.promised_ship_at
        if promised is None or not order.live:
            continue
        left = left_at(order)
        if left > promised if left else _unshipped(order, promised):
            yield ORDERS, order.record


def left_at(order):
    """The earliest handover of what left for this order, else of its parcels, else what the order says."""
    own = [content.left_at for content in order.sent if content.left_at]
    shared = [moment for content in order.sent if (moment := _handed_over(content.parcel))]
    return min(own or shared, default=order.data.shipped_at)


def _handed_over(parcel):
    return parcel.earliest("picked_up_at") or parcel.earliest("shipped_at")


def _unshipped(order, promised):
    """By its own word, up to the end of the order files; without one, by parcel files without it."""
    status = state_of(order)
    if status is None:
        return order.observed and not order.sent and past_promise(order)
    return waits(order) and promised < order.orders_until


def state_of(order):
    """What an order says of itself, else the first of its lines that says anything."""
    said = (line.data.line_status for line in order.records)
    return order.data.status or next((status for status in said if status), None)


def waits(order):
    """Whether an order's own word is that nothing of it has left."""
    shipped = any(line.live and not line.waits for line in order.records)
    return state_of(order) in WAITING and any(line.waits for line in order.records) and not shipped


def waybill_missing(seen):
    """A carrier is missed where the parcel files name carriers at all."""
    carriers = any(content.data.carrier for content in seen.contents)
    for content in seen.contents:
        data = content.data
        left = data.shipped_at is not None or data.delivery_status in LEFT
        passed = (content.line is not None and content.line.passed) or is_gift_or_service(data.product_name)
        numbered = data.tracking_number or data.master_tracking_number
        if content.counted and left and not passed and not (numbered and (data.carrier or not carriers)):
            yield content.file, content.record


def no_pickup_scan(seen):
    """All parcel files of a world are of one kind, and keep first scans or do not."""
    shipped = [parcel for parcel in seen.parcels if parcel.counted and parcel.latest("shipped_at")]
    scanned = [parcel for parcel in shipped if parcel.latest("picked_up_at")]
    for parcel in shipped if 2 * len(scanned) >= len(shipped) else ():
        left = parcel.earliest("shipped_at")
        if parcel not in scanned and not _lives(parcel, left) and left + SCAN_WITHIN < seen.as_of:
            yield parcel.file, parcel.record


def _lives(parcel, left):
    if parcel.latest("delivered_at", "first_attempt_at") or parcel.status in ALIVE:
        return True
    last = parcel.latest("last_event_at")
    return last is not None and last > left


def stalled_parcel(seen):
    """All parcel files of a world are of one kind, and keep the ends of parcels or do not."""
    shipped = [parcel for parcel in seen.parcels if parcel.counted and parcel.latest("shipped_at")]
    aged = [parcel for parcel in shipped if parcel.earliest("shipped_at") + STALLED < seen.as_of]
    kept = 2 * sum(map(_ended, aged)) >= len(aged)
    for parcel in shipped if kept else ():
        if not _ended(parcel) and _latest_event(parcel) + STALLED < seen.as_of:
            yield parcel.file, parcel.record


def _latest_event(parcel):
    told = [parcel.earliest(name) for name in ("shipped_at", "picked_up_at", "first_attempt_at")]
    return max(moment for moment in (*told, parcel.latest("last_event_at")) if moment)


def _ended(parcel):
    return parcel.latest("delivered_at") is not None or parcel.status in ("delivered", "returned")


def late_delivery(seen):
    """By parcel, by its own promise, else the earliest that its orders have, which was not made for reships.

    Undelivered is what neither the parcel nor an order of it calls delivered, and what did not come back. An
    order of which nothing has left, by its own word, is judged by its own promise.
    """
    for parcel in seen.parcels:
        if not parcel.counted:
            continue
        promises = [] if parcel.replacement else [order.data.promised_delivery_at for order in parcel.orders]
        known = [promise for promise in promises if promise is not None]
        promised = parcel.earliest("promised_delivery_at") or min(known, default=None)
        delivered = parcel.latest("delivered_at")
        ended = parcel.status in ("delivered", "returned") or any(map(_said_delivered, parcel.orders))
        if promised and (delivered > promised if delivered else not ended and promised < seen.as_of):
            yield parcel.file, parcel.record
    for order in seen.orders:
        promised = order.data.promised_delivery_at
        if promised and waits(order) and not order.sent and promised < order.orders_until:
            yield ORDERS, order.record


def _said_delivered(order):
    return order.data.status == "delivered" or order.data.delivered_at is not None


def failed_or_returned(seen):
    for parcel in seen.parcels:
        if parcel.counted and parcel.status == "returned":
            yield parcel.file, parcel.record


def first_attempt_failed(seen):
    for parcel in seen.parcels:
        if not parcel.counted:
            continue
        attempts, first = parcel.latest("attempts"), parcel.earliest("first_attempt_at")
        delivered = parcel.latest("delivered_at")
        again = attempts is None and first and delivered and first + CLOCKS_DIFFER < delivered
        if (attempts is not None and attempts > 1) or again or parcel.status == "attempted":
            yield parcel.file, parcel.record
