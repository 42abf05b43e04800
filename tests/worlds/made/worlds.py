"""Whole worlds: a few orders, what left for them, and the noise that real files have."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from tests.worlds.made.chance import SECOND, START, after, later, mostly
from tests.worlds.made.orders import GOODS, KITS, an_order
from tests.worlds.made.parcels import a_parcel, again
from tests.worlds.made.pieces import pieces_for
from tests.worlds.model import Line, Order, ReturnRecord, ShipmentRecord, World

_GONE = ("shipped", "delivered", "partly_shipped", "closed")


@st.composite
def worlds(draw, *, fillers=True):
    """One to five orders, now and then beside twenty ordinary ones that make shares mean something."""
    theme = draw(st.sampled_from(tuple(GOODS)))
    shops = draw(st.sampled_from((("甲店",), ("甲店",), ("甲店", "乙店"), (None,))))
    number = draw(st.integers(1, 5 if len(shops) == 1 else 3))
    ids = [f"A{n}" for n in range(1, number + 1)]
    family = draw(st.booleans())
    made = [an_order(theme, (shop, order_id), ids, family=family) for shop in shops for order_id in ids]
    orders = [draw(order) for order in made]
    shipments = _shipments(draw, orders, shops)
    if family:
        shipments = _mixed_up(draw, shipments)
    returns = _returns(draw, orders, shipments)
    filler_lines, filler_parcels = _fillers(draw, shops[0]) if fillers else ([], [])
    swapped_lines, swapped_parcels = _swapped(draw, shops[0])
    lines = [line for order in orders for line in order] + filler_lines + swapped_lines
    shipments = [*shipments, *filler_parcels, *swapped_parcels] or [_unknown(shops[0], 0)]
    if draw(st.booleans()):
        lines, shipments = draw(st.permutations(lines)), draw(st.permutations(shipments))
    return World(
        tuple(lines),
        tuple(shipments),
        tuple(returns),
        KITS if theme in ("kits", "mixed") else (),
        draw(after(START, None, None, 72, 100, 12 * 24, 20 * 24)),
    )


def _shipments(draw, orders, shops):
    naming = draw(mostly("own", "none", "warehouse", weight=3))
    shared = draw(a_parcel("0"))
    records = []
    for n, order in enumerate(orders, 1):
        gone = order[0].order.status in _GONE or draw(mostly(False, True, weight=3))
        if not gone:
            continue
        own = [draw(a_parcel(f"{n}{k}")) for k in "ab"]
        if draw(mostly(False, True, weight=9)):
            own[1] = again(own[0], draw(st.sampled_from((29, 30, 30 + SECOND / 24, 31, 40))))
        packed = []
        for line in order:
            for sku, quantity in draw(pieces_for(line)):
                parcel = draw(mostly(own[0], own[1], own[1], shared, shared, weight=3))
                packed.append(_record(draw, line, parcel, sku, quantity))
        records += [
            replace(r, shop={"own": r.shop, "none": None, "warehouse": "仓库"}[naming]) for r in packed
        ]
    return records + [record for extra in range(2) for record in _noise(draw, records, shops[0], extra)]


def _mixed_up(draw, shipments):
    """Two units that took each other's place: what a warehouse does to orders that look alike."""
    if len(shipments) < 2 or draw(st.booleans()):
        return shipments
    one, other = draw(st.permutations(range(len(shipments))))[:2]
    mixed = list(shipments)
    mixed[one] = replace(shipments[one], sku=shipments[other].sku)
    mixed[other] = replace(shipments[other], sku=shipments[one].sku)
    return mixed


def _swapped(draw, shop):
    """None mostly; else a purchase of two sets, complete and in time, that took each other's outdoor unit."""
    if draw(mostly(True, False, weight=12)):
        return [], []
    stems = draw(st.sampled_from((("KFR-35", "KFR-26"), ("KFR-35", "KFR-26"), ("KFR-35", "KFR-35"))))
    orders = [
        Order(f"S{n}", shop, parent_order_id="PS", status="shipped", created_at=START, street="文三路9号")
        for n in (1, 2)
    ]
    lines = [Line(order, "1", f"{stem}GW/A1", Decimal(1)) for order, stem in zip(orders, stems, strict=True)]
    halves = (("G", stems), ("W", stems[::-1]))
    parcels = [
        ShipmentRecord(
            order.order_id,
            shop,
            sku=f"{stem}{half}/A1",
            quantity=Decimal(1),
            carrier="中通",
            tracking_number=f"ZTS{n}{half}",
            shipped_at=later(START, 20),
        )
        for half, of in halves
        for n, (order, stem) in enumerate(zip(orders, of, strict=True))
    ]
    return lines, parcels


def _record(draw, line, parcel, sku, quantity):
    cells = dict(parcel)
    if cells.pop("pieces") and cells["tracking_number"]:
        cells["master_tracking_number"] = cells["tracking_number"]
        cells["tracking_number"] += draw(st.sampled_from(("-1", "-2")))
    order = line.order
    return ShipmentRecord(
        **cells,
        shop=order.shop,
        sku=draw(mostly(sku, None, weight=150)),
        quantity=draw(mostly(quantity, None, weight=150)),
        line_id=draw(mostly(line.line_id, None, "77", weight=12)),
        product_name=draw(mostly(None, "赠品", weight=25)),
        **draw(_named(order)),
    )


def _named(order):
    """How a shipment names its order."""
    usual = {"order_id": order.order_id}
    others = [
        {"order_id": f"#{order.order_id}"},
        {"order_id": order.original_order_id or order.order_id},
        {"order_id": order.erp_order_id or order.order_id},
        {"order_id": "Z9", "original_order_id": order.order_id},
        {"order_id": None, "erp_order_id": order.erp_order_id},
    ]
    return mostly(usual, *others, weight=30)


def _noise(draw, records, shop, number):
    """A reship, a parcel of an unknown order, or nothing."""
    kind = draw(mostly("nothing", "reship", "unknown", weight=4))
    if kind == "unknown":
        return [_unknown(shop, draw(st.sampled_from((1, 20, 24, 24 + SECOND, 200))), f"ZTU{number}")]
    if kind == "nothing" or not records:
        return []
    first = draw(st.sampled_from(records))
    cells = draw(a_parcel(f"9{number}"))
    cells.pop("pieces")
    linked = draw(mostly(first.tracking_number or "ZT", None))
    return [replace(first, **{**cells, "master_tracking_number": None, "reship_of": linked})]


def _unknown(shop, hours, number="ZTU"):
    return ShipmentRecord(
        order_id="U1",
        shop=shop,
        sku="TOY-1",
        quantity=Decimal(1),
        carrier="中通",
        tracking_number=number,
        shipped_at=later(START, hours),
    )


def _returns(draw, orders, shipments):
    """Returns of single lines, one of an order that nobody knows, and exchanges."""
    returns = []
    for n in range(draw(mostly(0, 1, 2, weight=3))):
        line = draw(st.sampled_from(draw(st.sampled_from(orders))))
        numbers = [record.tracking_number for record in shipments if record.tracking_number]
        exchanged = draw(mostly(None, *numbers[-1:], weight=3))
        returns.append(
            ReturnRecord(
                return_id=f"R{n}",
                order_id=draw(mostly(line.order.order_id, "U7", weight=8)),
                shop=draw(mostly(line.order.shop, None)),
                line_id=draw(mostly(None, line.line_id, weight=1)),
                sku=draw(mostly(line.sku, None)),
                quantity=draw(mostly(line.quantity, Decimal(1), None, weight=3)),
                return_type="exchange" if exchanged else "return_and_refund",
                status="replaced" if exchanged else "refunded",
                requested_at=draw(after(START, 1, 12, 40)),
                refunded_at=None if exchanged else draw(after(START, 9, 19, 20, None)),
                refund_amount=draw(mostly(Decimal("9.90"), Decimal("1.00"), None, weight=1)),
                exchange_tracking_number=exchanged,
            )
        )
    return returns


def _fillers(draw, shop):
    """None mostly; else twenty or so ordinary orders, some without a parcel or with words of their own."""
    number = draw(mostly(0, 19, 20, 50, weight=20))
    if not number:
        return [], []
    without = draw(st.sampled_from((0, 1, 1, 2)))
    own_words = draw(mostly(False, True, weight=2))
    created = later(START, draw(st.sampled_from((0, 200))))
    orders = [Order(f"F{n}", shop, status="shipped", created_at=created) for n in range(number)]
    lines = [Line(order, "1", "TOY-1", Decimal(1)) for order in orders]
    parcels = [
        ShipmentRecord(
            order.order_id,
            shop,
            sku=f"OTHER-{n}" if own_words else "TOY-1",
            quantity=Decimal(1),
            carrier="中通",
            tracking_number=f"ZTF{n}",
            shipped_at=later(created, 1),
            picked_up_at=later(created, 2),
            delivered_at=later(created, 30),
        )
        for n, order in enumerate(orders[without:])
    ]
    return lines, parcels
