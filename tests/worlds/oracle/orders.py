"""The orders, their lines and what was due of each."""

from __future__ import annotations

from tests.worlds.oracle.views import LineView, OrderView
from tests.worlds.oracle.words import bare_id, bare_sku, is_gift_or_service, thousandths

_BY_STATUS = {
    "unpaid": "unpaid",
    "deposit": "deposit",
    "in_review": "in review",
    "locked": "locked",
    "shipped": "already shipped",
    "delivered": "already shipped",
    "cancelled": "cancelled",
    "closed": "closed",
    "refunded": "refunded",
    "deleted": "deleted",
}
_ORDER_WINS = ("unpaid", "deposit", "in_review", "locked", "cancelled", "closed", "refunded", "deleted")
LIVE = ("due", "already shipped", "in review", "locked")
_NOTHING_DUE = ("cancelled", "closed", "refunded", "unpaid", "deposit", "deleted")


def orders_of(world, goods):
    """The orders in the order of their first records, with their lines."""
    orders = {}
    for record, data in enumerate(world.lines, 1):
        key = (data.order.shop, bare_id(data.order.order_id))
        order = orders.setdefault(key, OrderView(record, key, data.order))
        order.records.append(_line(record, data, order, goods))
    return list(orders.values())


def _line(record, data, order, goods):
    sku = bare_sku(data.sku)
    reason = _reason(data)
    live = reason in LIVE
    ordered = thousandths(data.quantity)
    if ordered is None:
        cancelled = 0
    elif reason in _NOTHING_DUE:
        cancelled = ordered
    else:
        cancelled = min(max(thousandths(data.cancelled_quantity) or 0, 0), ordered)
    passed = data.requires_shipping == "no" or is_gift_or_service(data.product_name)
    return LineView(
        record=record,
        data=data,
        order=order,
        sku=sku,
        reason=reason,
        ordered=ordered,
        cancelled=cancelled,
        due=ordered - cancelled if live and ordered is not None else 0,
        live=live,
        passed=passed,
        kit=bool(goods.parts(sku)),
    )


def _reason(data):
    """The due reason of the spine, for the columns that a world has."""
    order = data.order
    status = order.status if order.status in _ORDER_WINS else (data.line_status or order.status)
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if order.cancelled_at is not None:
        return "cancelled"
    if status is None and order.shipped_at is not None:
        return "already shipped"
    if data.requires_shipping == "no":
        return "needs no shipping"
    if data.cancelled_quantity and data.quantity and data.cancelled_quantity >= data.quantity > 0:
        return "cancelled"
    return "due"
