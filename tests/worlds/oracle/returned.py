"""Returns: which line each is of, and what was refunded because it had not left."""

from __future__ import annotations

from tests.worlds.oracle.balance import first_served
from tests.worlds.oracle.parcels import order_of
from tests.worlds.oracle.words import bare_id, bare_sku, thousandths

REFUSED = ("rejected", "withdrawn", "closed")


def returned_of(world, orders):
    """Pairs of returns and lines, for the returns whose line is known: by its id, else by its SKU."""
    found = []
    for data in world.returns:
        order = order_of(data, orders)
        line = _line_of(data, order) if order else None
        if line:
            found.append((data, line))
    return found


def _line_of(data, order):
    wanted, sku = bare_id(data.line_id), bare_sku(data.sku)
    named = [line for line in order.lines if wanted and bare_id(line.data.line_id) == wanted]
    if len(named) == 1:
        return named[0]
    alike = [line for line in order.lines if sku and line.sku == sku]
    return min(alike, key=first_served, default=None)


def cancel_unsent(returned):
    """What was refunded before it left was cancelled, by another word."""
    for data, line in returned:
        unsent = data.return_type == "refund_before_shipment" and data.status not in REFUSED
        if not unsent or line.ordered is None:
            continue
        quantity = thousandths(data.quantity)
        if quantity is None:
            quantity = line.ordered if whole_refund(data, line) else 0
        line.unsent += quantity
    for _, line in returned:
        if line.unsent:
            line.cancelled = min(max(line.cancelled + line.unsent, 0), line.ordered)
            line.due = line.ordered - line.cancelled
            line.unsent = 0


def whole_refund(data, line):
    """Whether all that was paid for a line was given back."""
    paid = line.data.line_paid
    return data.refund_amount is not None and paid is not None and data.refund_amount >= paid > 0
