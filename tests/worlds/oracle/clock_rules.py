"""SHP001, SHP002, SHP005, SHP006 and DLV001 to DLV003: waybills, scans and promises."""

from __future__ import annotations

from datetime import timedelta

from tests.worlds.files import ORDERS
from tests.worlds.oracle.spans import past_promise
from tests.worlds.oracle.words import LEFT, is_gift_or_service

SCAN_WITHIN = timedelta(hours=24)
STALLED = timedelta(days=7)
CLOCKS_DIFFER = timedelta(minutes=5)
ALIVE = ("in_transit", "out_for_delivery", "attempted", "delivered", "returned", "exception")


def late_shipment(seen):
    for order in seen.orders:
        promised = order.data.promised_ship_at
        if promised is None or not order.live:
            continue
        left = _left_at(order)
        if left > promised if left else _unshipped(order) and past_promise(order):
            yield ORDERS, order.record


def _left_at(order):
    """The earliest handover of what left for this order, else what the order itself says."""
    left = [c.left_at for c in order.contents if c.counted and not c.replacement and c.left_at]
    return min(left) if left else order.data.shipped_at


def _unshipped(order):
    """Whether the files say that something of an order is still in the house.

    A parcel without any time may have left, unless it is no more than a label; an order whose parcels the
    files do not tell is not judged, nor one of gifts and services only.
    """
    waiting = any(
        line.live and not line.passed and line.due > 0 and line.reason != "already shipped"
        for line in order.lines
    )
    counted = [content for content in order.contents if content.counted and not content.replacement]
    labels = all(content.data.delivery_status == "label_created" for content in counted)
    return order.observed and waiting and labels


def waybill_missing(seen):
    for content in seen.contents:
        data = content.data
        left = data.shipped_at is not None or data.delivery_status in LEFT
        passed = (content.line is not None and content.line.passed) or is_gift_or_service(data.product_name)
        numbered = data.tracking_number or data.master_tracking_number
        if content.counted and left and not passed and not (numbered and data.carrier):
            yield content.file, content.record


def no_pickup_scan(seen):
    for file in {parcel.file for parcel in seen.parcels}:
        shipped = [p for p in seen.parcels if p.file == file and p.counted and p.latest("shipped_at")]
        scanned = [parcel for parcel in shipped if parcel.latest("picked_up_at")]
        if 2 * len(scanned) < len(shipped):
            continue
        for parcel in shipped:
            left = parcel.latest("shipped_at")
            if parcel not in scanned and not _lives(parcel, left) and left + SCAN_WITHIN < seen.as_of:
                yield parcel.file, parcel.record


def _lives(parcel, left):
    if parcel.latest("delivered_at", "first_attempt_at") or parcel.status in ALIVE:
        return True
    last = parcel.latest("last_event_at")
    return last is not None and last > left


def stalled_parcel(seen):
    """Whether a file tells of ends is asked of its parcels whose latest event, the end included, is old."""
    for file in {parcel.file for parcel in seen.parcels}:
        old = [p for p in seen.parcels if p.file == file and _left(p) and _old(p, seen.as_of)]
        ended = [parcel for parcel in old if _ended(parcel)]
        if 2 * len(ended) < len(old):
            continue
        for parcel in old:
            if parcel not in ended:
                yield parcel.file, parcel.record


def _left(parcel):
    return parcel.counted and (parcel.latest("shipped_at") is not None or parcel.status in LEFT)


def _old(parcel, as_of):
    events = ("label_created_at", "shipped_at", "picked_up_at", "first_attempt_at", "last_event_at")
    latest = parcel.latest(*events, "delivered_at")
    return latest is not None and latest + STALLED < as_of


def _ended(parcel):
    return parcel.latest("delivered_at") is not None or parcel.status in ("delivered", "returned")


def late_delivery(seen):
    """By parcel, by its own promise, else the latest that its orders have, which was not made for reships.

    Undelivered is what neither the parcel nor its order calls delivered. An order without any parcel that
    left is judged by its own times.
    """
    for parcel in seen.parcels:
        if not parcel.counted:
            continue
        promises = [] if parcel.replacement else [order.data.promised_delivery_at for order in parcel.orders]
        known = [promise for promise in promises if promise is not None]
        promised = parcel.latest("promised_delivery_at") or (max(known) if known else None)
        delivered = parcel.latest("delivered_at")
        told = parcel.status == "delivered" or any(map(_said_delivered, parcel.orders))
        if _late(promised, delivered, seen.as_of, told=told):
            yield parcel.file, parcel.record
    for order in seen.orders:
        if order.live and not order.counted:
            told = _said_delivered(order) or not order.observed or not any(x.due for x in order.lines)
            if _late(order.data.promised_delivery_at, order.data.delivered_at, seen.as_of, told=told):
                yield ORDERS, order.record


def _said_delivered(order):
    return order.data.status == "delivered" or order.data.delivered_at is not None


def _late(promised, delivered, as_of, *, told):
    if promised is None:
        return False
    return delivered > promised if delivered else not told and promised < as_of


def failed_or_returned(seen):
    for parcel in seen.parcels:
        if parcel.counted and parcel.status == "returned":
            yield parcel.file, parcel.record


def first_attempt_failed(seen):
    for parcel in seen.parcels:
        if not parcel.counted:
            continue
        attempts, first = parcel.first("attempts"), parcel.earliest("first_attempt_at")
        delivered = parcel.latest("delivered_at")
        again = attempts is None and first and delivered and first + CLOCKS_DIFFER < delivered
        if (attempts is not None and attempts > 1) or again or parcel.status == "attempted":
            yield parcel.file, parcel.record
