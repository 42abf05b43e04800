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

    Its order id is looked for among order ids, then among original and ERP ids; its original id among order
    and original ids; its ERP id among ERP ids.
    """
    own = ("order_id",)
    ways = (
        ("order_id", own),
        ("order_id", ("original_order_id", "erp_order_id")),
        ("original_order_id", (*own, "original_order_id")),
        ("erp_order_id", ("erp_order_id",)),
    )
    for name, among in ways:
        wanted = bare_id(getattr(data, name, None))
        found = [
            order
            for order in orders
            if wanted
            and wanted in {bare_id(getattr(order.data, other)) for other in among}
            and _shops_agree(data, order, orders)
        ]
        if found:
            return found
    return []


def order_of(data, orders):
    """The one order that a record means; None where none or several may be meant."""
    found = candidates(data, orders)
    return found[0] if len(found) == 1 else None


def _shops_agree(data, order, orders):
    known = {other.key[0] for other in orders} - {None}
    return data.shop not in known or order.key[0] is None or data.shop == order.key[0]
