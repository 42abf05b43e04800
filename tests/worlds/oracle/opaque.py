"""Orders of which nobody can say what is in a parcel, and parcel files whose SKUs are other words."""

from __future__ import annotations

from tests.worlds.oracle.spans import FEW


def tell_opaque(orders, contents):
    """Mark strange records, and the orders whose balance nobody can draw.

    All parcel files of a world are of one kind, and judged together.
    """
    told = [content for content in contents if _asks_by_sku(content)]
    if len(told) >= FEW and 2 * sum(content.asked for content in told) < len(told):
        for content in told:
            content.strange = True
    for order in orders:
        waited = [line for line in order.lines if line.live and not line.passed]
        lines = any(x.sku is None or x.ordered is None or x.ordered < 0 for x in waited)
        order.opaque = lines or any(map(_untold, order.sent))


def _asks_by_sku(content):
    """Whether the SKU alone says which line a record is of, in an order that has SKUs."""
    left = content.counted and not content.replacement
    named = content.order is not None and any(line.sku for line in content.order.lines)
    return left and named and content.sku is not None and not content.by_line_id


def _untold(content):
    nameless = content.sku is None and content.line is None
    return nameless or content.quantity is None or content.quantity < 0 or content.strange
