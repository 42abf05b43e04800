"""Orders and their lines."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.worlds.made.chance import SECOND, START, after, mostly
from tests.worlds.model import KitPart, Line, Order

#: A kit, and one that holds it.
KITS = (
    KitPart("KIT-A", "TOY-1", Decimal(2)),
    KitPart("KIT-A", "PART-1", Decimal(1)),
    KitPart("KIT-B", "KIT-A", Decimal(1)),
    KitPart("KIT-B", "PART-2", Decimal(1)),
)

#: What an order may ask for, by what a world is about.
GOODS = {
    "plain": ("TOY-1", "TOY-1", "TOY-2"),
    "kits": ("KIT-A", "KIT-A", "KIT-B", "TOY-1", "PART-1"),
    "sets": ("KFR-35GW/A1", "KFR-35GW/A1", "KFR-26GW/A1", "KFR-35GW/B2", "KFR-35G/A1", "KFR-26W/A1"),
    "mixed": ("TOY-1", "KIT-A", "KFR-35GW/A1", "KFR-35W/A1"),
}

_STATUSES = (
    *("shipped",) * 5,
    *("delivered",) * 4,
    *("partly_shipped",) * 3,
    *("to_ship",) * 3,
    *("cancelled", "cancelled", "closed", "unpaid", "in_review", "refunded"),
)


@st.composite
def an_order(draw, theme, key, ids, *, family):
    """An order with one to three lines.

    Args:
        draw: given by Hypothesis.
        theme: a key of `GOODS`.
        key: its shop, or None, and its id, which another shop may use too.
        ids: the ids of all orders, which an original id may be.
        family: whether all orders of the world are one purchase, to one address.
    """
    status = draw(mostly("shipped", "delivered", "partly_shipped") if family else st.sampled_from(_STATUSES))
    created = draw(after(START, 0, 0, 1, 5, 24, 24 + SECOND, 30, 72))
    shop, order_id = key
    odd = 40 if family else 3
    ended = status in ("cancelled", "closed", "refunded")
    cancelled_at = draw(after(created, 10, 10, 20, None)) if ended else draw(mostly(None, created, weight=15))
    order = Order(
        order_id=order_id,
        shop=shop,
        parent_order_id="P1" if family else draw(mostly(None, "P1", "P1", "P1", *ids[:1], weight=4)),
        original_order_id=draw(mostly(None, "X1", f"X-{order_id}", *ids[:1], weight=12)),
        erp_order_id=draw(mostly(None, f"E-{order_id}", weight=4)),
        buyer_id=draw(st.sampled_from(("B1", "B1", "B2", "B*1", None))),
        status=status,
        created_at=created,
        paid_at=draw(mostly(created, None)),
        promised_ship_at=draw(after(created, None, 24, 24 + SECOND, 48, 72, 400)),
        promised_delivery_at=draw(after(created, None, None, 60, 96, 400)),
        shipped_at=draw(after(created, None, None, None, 20, 30))
        if status in ("shipped", "delivered")
        else None,
        delivered_at=draw(after(created, None, None, 60, 97)) if status == "delivered" else None,
        cancelled_at=cancelled_at,
        cancelled_by=draw(st.sampled_from(("buyer", "seller", None))) if cancelled_at else None,
        recipient=draw(mostly("吴示例", "李示例", "吴*", weight=odd)),
        phone=draw(mostly("13800001111", "13800002222", "138****1111", weight=odd)),
        street=draw(mostly("文三路391号", "文二路1号", "文三路***号", weight=odd)),
    )
    numbered = draw(mostly(True, False, weight=3))
    lines = draw(st.lists(_a_line(theme, order), min_size=1, max_size=3))
    return tuple(
        Line(**{**vars(line), "line_id": str(n) if numbered else None}) for n, line in enumerate(lines, 1)
    )


@st.composite
def _a_line(draw, theme, order):
    sku = draw(st.sampled_from(GOODS[theme]))
    whole = sku.startswith(("KIT", "KFR"))
    amounts = ("1", "1", "2", "3") if whole else ("1", "1", "2", "3", "5", "0.5", "1.5")
    quantity = Decimal(draw(st.sampled_from(amounts)))
    return Line(
        order=order,
        sku=draw(mostly(sku, None, weight=150)),
        quantity=draw(mostly(quantity, None, Decimal(0), weight=150)),
        product_name=draw(mostly(None, "玩具", "赠品", "安装服务", weight=12)),
        line_status=draw(mostly(None, "cancelled", "shipped", "to_ship", weight=12)),
        cancelled_quantity=draw(mostly(None, Decimal(1), quantity, weight=8)),
        requires_shipping=draw(mostly(None, "yes", "no", weight=16)),
        line_paid=draw(mostly(None, Decimal("9.90"), weight=2)),
    )
