"""What leaves for an order line: all of it, or with one of the mistakes that the rules are about."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.worlds.made.chance import mostly

_FAR = Decimal(1)


@st.composite
def pieces_for(draw, line):
    """SKUs and quantities that go into parcels for a line, as the warehouse writes them."""
    sku, quantity = line.sku or "TOY-1", line.quantity or _FAR
    if line.cancelled_quantity and draw(st.booleans()):
        quantity = max(quantity - line.cancelled_quantity, Decimal(0))
    wholes = _as_parts(draw, sku, quantity)
    plan = draw(mostly("all", "split", "split", "short", "over", "none", "again", "wrong", weight=8))
    pieces = {
        "all": wholes,
        "split": _split(wholes),
        "short": [*wholes[:-1], *_less(wholes[-1])],
        "over": [*wholes[:-1], (wholes[-1][0], wholes[-1][1] + _FAR)],
        "none": [],
        "again": wholes * 2,
        "wrong": [*wholes[:-1], ("TOY-9", wholes[-1][1])],
    }[plan]
    return [(_written(draw, sku), number) for sku, number in pieces if number > 0]


def _as_parts(draw, sku, quantity):
    """A kit mostly leaves as its components, a set as its halves."""
    if sku == "KIT-A":
        components = [("TOY-1", 2 * quantity), ("PART-1", quantity)]
        return draw(mostly(components, [(sku, quantity)], weight=3))
    if sku == "KIT-B":
        inner = [("KIT-A", quantity), ("PART-2", quantity)]
        components = [("TOY-1", 2 * quantity), ("PART-1", quantity), ("PART-2", quantity)]
        return draw(mostly(components, inner, [(sku, quantity)], weight=2))
    stem, _, suffix = sku.partition("GW")
    if stem == sku or not suffix:
        return [(sku, quantity)]
    indoor, outdoor = (draw(mostly(stem, "KFR-26", "KFR-35", weight=4)) for _ in range(2))
    series = draw(mostly(suffix, "/C3", ""))
    halves = [(f"{indoor}G{suffix}", quantity), (f"{outdoor}W{series}", quantity)]
    return draw(mostly(halves, [(sku, quantity)]))


def _split(pieces):
    sku, quantity = pieces[0]
    return [(sku, _FAR), (sku, quantity - _FAR), *pieces[1:]] if quantity > 1 else pieces


def _less(piece):
    sku, quantity = piece
    return [(sku, quantity - _FAR)] if quantity > 1 else []


def _written(draw, sku):
    wide = sku.replace("T", "Ｔ").replace("-", "－")
    return draw(mostly(sku, sku.lower(), f" {sku} ", wide, weight=20))
