"""Parcels: what all records in one say of it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.worlds.made.chance import SECOND, START, after, later, mostly

_STATES = (
    None,
    "shipped",
    "in_transit",
    "delivered",
    "delivered",
    "delivered",
    "delivered",
    "exception",
    "attempted",
)


@st.composite
def a_parcel(draw, number):
    """The cells of one parcel. `pieces` says that it is several pieces under one master number."""
    kind = draw(mostly("left", "left", "label", "planned", "cancelled", "returned", "timeless", weight=14))
    shipped = draw(after(START, 10, 20, 24, 24 + SECOND, 30, 50, 72, 72 + SECOND, 100))
    parcel = {
        "shipment_id": f"S{number}",
        "warehouse": draw(mostly("W1", "W2", None, weight=9)),
        "carrier": draw(mostly("中通", "圆通", None, weight=24)),
        "tracking_number": draw(mostly(f"ZT{number}", None, weight=40)),
        "weight_kg": draw(mostly(Decimal("0.8"), Decimal(15), None, weight=9)),
        "voided": draw(mostly("no", "yes", None, weight=8)),
        "promised_delivery_at": draw(after(shipped, None, None, None, 48, 400)),
        "pieces": draw(mostly(False, True, weight=8)),
    }
    if kind in ("label", "planned", "cancelled"):
        state = {"label": "label_created", "planned": "not_shipped", "cancelled": "cancelled"}[kind]
        return {**parcel, "delivery_status": state, "label_created_at": draw(mostly(shipped, None))}
    state = "returned" if kind == "returned" else draw(st.sampled_from(_STATES))
    if kind == "timeless":
        return {**parcel, "delivery_status": state}
    delivered = draw(after(shipped, 40, 60, 48 + SECOND, None)) if state == "delivered" else None
    first = draw(mostly(None, delivered and later(delivered, -10), delivered, weight=9))
    return {
        **parcel,
        "delivery_status": state,
        "label_created_at": draw(mostly(None, later(shipped, -1), weight=2)),
        "shipped_at": shipped,
        "picked_up_at": draw(after(shipped, 0, 2, 30, None)),
        "first_attempt_at": first,
        "attempts": draw(mostly(None, Decimal(1), Decimal(2), weight=8)) if first or delivered else None,
        "delivered_at": delivered,
        "last_event_at": draw(after(shipped, None, None, 0, 24, 60)),
    }


def again(parcel, days):
    """The same waybill, used a second time some days later."""
    moved = {
        name: later(value, days * 24)
        for name, value in parcel.items()
        if name.endswith("_at") and value is not None
    }
    return {**parcel, **moved}
