"""The shipment records: whose they are, which left, and which parcel they are in."""

from __future__ import annotations

from tests.worlds.files import SHIPMENTS
from tests.worlds.oracle.views import ContentView, ParcelView
from tests.worlds.oracle.words import NOT_LEFT, bare_id, bare_sku, thousandths


def contents_of(world, orders, files=None):
    """The shipment records, each with its order and parcel; and the parcels."""
    exchanges = {r.exchange_tracking_number for r in world.returns if r.exchange_tracking_number}
    contents, parcels = [], {}
    for number, data in enumerate(world.shipments, 1):
        file, record = files[number - 1] if files else (SHIPMENTS, number)
        content = ContentView(
            record=record,
            file=file,
            data=data,
            sku=bare_sku(data.sku),
            quantity=thousandths(data.quantity),
            counted=data.voided != "yes" and data.delivery_status not in NOT_LEFT,
            replacement=bool(data.reship_of)
            or data.tracking_number in exchanges
            or data.master_tracking_number in exchanges,
        )
        content.order = order_of(data, orders)
        if content.order:
            content.order.contents.append(content)
        key = parcel_key(data, (file, record))
        content.parcel = parcels.setdefault(key, ParcelView(key))
        content.parcel.contents.append(content)
        contents.append(content)
    return contents, list(parcels.values())


def parcel_key(data, place):
    """Several pieces under one master number are one parcel; without any number the shipment id names it."""
    number = data.master_tracking_number or data.tracking_number
    if number:
        return ("number", data.carrier, number)
    return ("shipment", data.shop, data.shipment_id) if data.shipment_id else ("record", *place)


def candidates(data, orders):
    """The orders that a shipment or return may mean: the first way of naming one that any order answers to.

    What the spec leaves open: its original and ERP ids are compared with all ids that orders have; a way that
    several orders answer to ends the search, since a later one could only guess among others.
    """
    own = bare_id(data.order_id)
    ways = [
        lambda order: order.key[1] == own,
        lambda order: own in _other_ids(order),
    ]
    for name in ("original_order_id", "erp_order_id"):
        other = bare_id(getattr(data, name, None))
        ways.append(lambda order, other=other: other in (order.key[1], *_other_ids(order)))
    asked = [own, own, *(bare_id(getattr(data, n, None)) for n in ("original_order_id", "erp_order_id"))]
    for way, wanted in zip(ways, asked, strict=True):
        found = [order for order in orders if wanted and way(order) and _shops_agree(data, order, orders)]
        if found:
            return found
    return []


def order_of(data, orders):
    """The one order that a record means; None where none or several may be meant."""
    found = candidates(data, orders)
    return found[0] if len(found) == 1 else None


def _other_ids(order):
    return {bare_id(order.data.original_order_id), bare_id(order.data.erp_order_id)} - {None}


def _shops_agree(data, order, orders):
    known = {other.key[0] for other in orders} - {None}
    return data.shop not in known or order.key[0] is None or data.shop == order.key[0]
