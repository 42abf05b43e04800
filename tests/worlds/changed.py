"""Worlds that differ from another in a way that must change nothing, or next to nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.worlds.files import SHIPMENTS
from tests.worlds.model import Line, Order, ShipmentRecord
from tests.worlds.oracle.parcels import parcel_key
from tests.worlds.oracle.understood import understood

#: Judged by what share of a whole file says something, so that another file or order may turn them on.
BY_SHARE = ("SHP005", "SHP006", "EXP003")


def shuffled(draw_permutation, world):
    """The records of every file in another order."""
    return replace(
        world,
        lines=tuple(draw_permutation(world.lines)),
        shipments=tuple(draw_permutation(world.shipments)),
        returns=tuple(draw_permutation(world.returns)),
        kits=tuple(draw_permutation(world.kits)),
    )


def split_places(world, second):
    """Where each shipment record stands when some of the parcels stand in a second file.

    Args:
        world: any world.
        second: parcel key -> whether it goes to the second file. A parcel stays whole: equal records in two
            files would be one that two files tell.
    """
    places, counts = [], {SHIPMENTS: 0, "more.csv": 0}
    for number, data in enumerate(world.shipments, 1):
        name = "more.csv" if second(parcel_key(data, (SHIPMENTS, number))) else SHIPMENTS
        counts[name] += 1
        places.append((name, counts[name]))
    return places


def with_clean_order(world):
    """One more order that was shipped, scanned and delivered, at times that its shop's files tell anyway.

    None where they tell no such time.
    """
    seen = understood(world)
    first = world.lines[0].order
    mine = [content.data for order in seen.orders if order.key[0] == first.shop for content in order.contents]
    moments = [data.shipped_at for data in mine if data.shipped_at]
    if first.created_at is None or not moments:
        return None
    moment = max(moments)
    order = Order(
        "CLEAN",
        first.shop,
        status="shipped",
        created_at=first.created_at,
        phone="13800009999",
        street="幸福路9号",
    )
    line = Line(order, "1", "CLEAN-1", Decimal(1))
    parcel = ShipmentRecord(
        order_id="CLEAN",
        shop=first.shop,
        line_id="1",
        sku="CLEAN-1",
        quantity=line.quantity,
        warehouse="W1",
        carrier="中通",
        tracking_number="ZTCLEAN",
        shipped_at=moment,
        picked_up_at=moment,
        delivered_at=moment,
        delivery_status="delivered",
    )
    return replace(world, lines=(*world.lines, line), shipments=(*world.shipments, parcel))


def doubled(world):
    """Twice as much of everything; a kit holds what it held."""
    return replace(
        world,
        lines=tuple(map(_twice, world.lines)),
        shipments=tuple(map(_twice, world.shipments)),
        returns=tuple(map(_twice, world.returns)),
    )


def _twice(record):
    names = [name for name in ("quantity", "cancelled_quantity") if getattr(record, name, None) is not None]
    return replace(record, **{name: 2 * getattr(record, name) for name in names})
