"""SPL001 to SPL005 and DUP002: what each line was due, and what left for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.worlds.files import ORDERS
from tests.worlds.oracle.returned import whole_refund
from tests.worlds.oracle.words import is_gift_or_service, thousandths

#: The same minute is tolerated.
TOLERATED = timedelta(minutes=1)


def short_shipped(seen):
    for line in seen.lines:
        if line.finished and not line.kit and line.shipped < line.due:
            yield ORDERS, line.record


def kit_incomplete(seen):
    for line in seen.lines:
        if line.finished and line.kit and line.shipped < line.due:
            yield ORDERS, line.record


def over_shipped(seen):
    """What left although all of it was cancelled is told by SPL004."""
    for line in seen.lines:
        judged = line.live and not line.order.opaque and not (line.due == 0 and line.cancelled > 0)
        if judged and line.excess > 0:
            yield ORDERS, line.record


def wrong_item_shipped(seen):
    for content in seen.contents:
        order = content.order
        if order is None or content not in order.sent or content.sku is None or content.strange:
            continue
        told = any(line.sku for line in order.lines) and not order.unsaid and content.quantity != 0
        if told and not content.asked and not is_gift_or_service(content.data.product_name):
            yield content.file, content.record


def shipped_though_cancelled(seen):
    for content in seen.contents:
        line, left = content.line, content.left_at
        if line is None or left is None or content not in line.order.sent or content.quantity == 0:
            continue
        over = _refunds(seen, line)
        if line.wholly_cancelled and line.order.data.cancelled_at is not None:
            over.append(line.order.data.cancelled_at)
        if any(left > moment + TOLERATED for moment in over):
            yield content.file, content.record


def _refunds(seen, line):
    """When the whole line was refunded: its quantity, or where none is told all that was paid for it."""
    own = [data for data, its in seen.returned if its is line and data.refunded_at is not None]
    return [data.refunded_at for data in own if _whole(data, line)]


def _whole(data, line):
    quantity = thousandths(data.quantity)
    if quantity is None:
        return whole_refund(data, line)
    return line.ordered is not None and quantity >= line.ordered


def duplicate_shipment(seen):
    """Lines of one SKU in an order are one promise: their dues are summed, so that equal lines in a parcel
    each are no duplicates."""
    for order in seen.orders:
        for sku in {line.sku: None for line in order.lines if line.sku and not order.opaque}:
            asked = [line for line in order.lines if line.sku == sku and line.live and not line.kit]
            due = sum(line.due for line in asked)
            held = [c for c in order.sent if c.line and c.line.sku == sku and c.sku in (None, sku)]
            parcels = {id(content.parcel): content.parcel for content in held}.values()
            whole = [own for parcel in parcels if _sum(own := _in(parcel, held)) >= due > 0]
            for own in sorted(whole, key=_when_and_where)[1:]:
                yield own[0].file, own[0].record


def _in(parcel, contents):
    return [content for content in contents if content.parcel is parcel]


def _sum(contents):
    return sum(content.quantity or 0 for content in contents)


def _when_and_where(contents):
    left = [content.left_at for content in contents if content.left_at]
    return (not left, min(left, default=None) or datetime.min, contents[0].place)  # noqa: DTZ901
