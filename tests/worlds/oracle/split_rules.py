"""SPL001 to SPL005 and DUP002: what each line was due, and what left for it."""

from __future__ import annotations

from datetime import timedelta

from tests.worlds.files import ORDERS, utc
from tests.worlds.oracle.parcels import order_of
from tests.worlds.oracle.spans import past_promise, without_parcels
from tests.worlds.oracle.words import bare_id, bare_sku, is_gift_or_service, thousandths

#: The same minute is tolerated.
TOLERATED = timedelta(minutes=1)


def _still_missing(line, left_out):
    """Whether what a line lacks should have left by now, as far as the files tell."""
    order = line.order
    if not order.observed or order in left_out:
        return False
    if line.reason == "already shipped":
        created = order.data.created_at
        return created is not None and order.until is not None and created <= order.until
    return past_promise(order) and bool(order.counted)


def _left_out(seen):
    return [order for orders in without_parcels(seen.orders).values() for order in orders]


def short_shipped(seen):
    left_out = _left_out(seen)
    for line in seen.lines:
        judged = line.live and not line.passed and not line.kit and _judged(line.order)
        if judged and line.shipped < line.due and _still_missing(line, left_out):
            yield ORDERS, line.record


def _judged(order):
    return not order.opaque and not order.hardly_joins


def over_shipped(seen):
    for line in seen.lines:
        if _judged(line.order) and line.live and line.excess > 0 and not line.wholly_cancelled:
            yield ORDERS, line.record


def wrong_item_shipped(seen):
    for content in seen.contents:
        order = content.order
        if not content.counted or content.replacement or order is None or content.sku is None:
            continue
        has_skus = any(line.sku for line in order.lines)
        if not has_skus or order.opaque_skus or order.hardly_joins:
            continue
        if not content.asked and not is_gift_or_service(content.data.product_name):
            yield content.file, content.record


def shipped_though_cancelled(seen):
    """A component of a kit names no line, so a cancelled kit's components are not told."""
    for content in seen.contents:
        line, left = content.line, content.left_at
        if line is None or left is None or not content.counted or content.replacement:
            continue
        cancelled_at = line.order.data.cancelled_at
        cancelled = line.wholly_cancelled and cancelled_at is not None and left > cancelled_at + TOLERATED
        if cancelled or any(left > moment + TOLERATED for moment in _refunds(seen, line)):
            yield content.file, content.record


def _refunds(seen, line):
    """When returns of the whole line were refunded."""
    for data in seen.world.returns:
        if data.refunded_at is None or order_of(data, seen.orders) is not line.order:
            continue
        if data.line_id:
            of_line = bare_id(data.line_id) == bare_id(line.data.line_id)
        else:
            of_line = line.sku is not None and bare_sku(data.sku) == line.sku
        quantity = thousandths(data.quantity)
        whole = quantity is not None and line.ordered is not None and quantity >= line.ordered > 0
        paid = line.data.line_paid
        money = data.refund_amount is not None and paid is not None and data.refund_amount >= paid > 0
        if of_line and (whole or money):
            yield data.refunded_at


def kit_incomplete(seen):
    left_out = _left_out(seen)
    for line in seen.lines:
        siblings = [order for order in seen.orders if order.group == line.order.group]
        judged = line.live and not line.passed and line.kit and all(map(_judged, siblings))
        if judged and line.kits_shipped * 1000 < line.due and _still_missing(line, left_out):
            yield ORDERS, line.record


def duplicate_shipment(seen):
    """Lines of one SKU in an order are one promise: their dues are summed, so that equal lines in a parcel
    each are no duplicates."""
    for order in seen.orders:
        if order.hardly_joins:
            continue
        for item in {line.sku or line: None for line in order.lines}:
            lines = [line for line in order.lines if (line.sku or line) == item]
            due = sum(line.due for line in lines)
            if due <= 0 or any(line.live and line.ordered is None for line in lines):
                continue
            whole = [p for p in _parcels_of(order) if _held(p, lines) >= due]
            whole.sort(key=lambda parcel: (_left(parcel), parcel.record))
            for parcel in whole[1:]:
                yield parcel.file, parcel.record


def _parcels_of(order):
    return list({id(content.parcel): content.parcel for content in order.contents}.values())


def _left(parcel):
    left = [content.left_at for content in parcel.contents if content.left_at]
    return (0, utc(min(left))) if left else (1, 0)


def _held(parcel, lines):
    held = [c for c in parcel.contents if c.line in lines and c.counted and not c.replacement]
    # A wrong item that carries a line's id is not that line's goods.
    return sum(c.quantity or 0 for c in held if c.sku in (None, c.line.sku) or c.line.sku is None)
