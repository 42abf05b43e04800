"""Physical halves of sets that left, paired by stem within a sibling group and address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.worlds.oracle.groups import address_key
from tests.worlds.oracle.words import PARTS, role_of


@dataclass(eq=False)
class Unit:
    """One half of a set."""

    content: Any
    stem: str
    role: str
    partner: Unit | None = None

    @property
    def order(self):
        return self.content.order


@dataclass(eq=False)
class Pool:
    """The orders of a sibling group that go to one address, and the halves that left for them.

    Orders whose address may not be joined on are of one purchase all the same, and share a pool.
    """

    orders: list
    home: list
    crossed: list
    unpaired: list
    settled: bool


def pools_of(orders):
    """All pools, with their units paired."""
    shared = {}
    for order in orders:
        shared.setdefault((order.group, address_key(order)), []).append(order)
    return [_paired(members) for members in shared.values()]


def _paired(orders):
    pool = Pool(orders, [], [], [], settled=_settled(orders))
    rest = []
    for order in orders:
        units = _units(order)
        for stem in sorted({unit.stem for unit in units}):
            pool.home += _pair([unit for unit in units if unit.stem == stem])
        surplus = [unit for unit in units if unit.partner is None]
        if not _as_ordered(order, units, surplus):
            rest += surplus
    for stem in sorted({unit.stem for unit in rest}):
        pool.crossed += _pair([unit for unit in rest if unit.stem == stem])
    pool.unpaired = [unit for unit in rest if unit.partner is None]
    return pool


def _pair(units):
    """Pair the roles in the order in which they left, so that nothing is called far apart without need."""
    indoor, outdoor = (sorted((u for u in units if u.role == role), key=_departure) for role in PARTS)
    pairs = list(zip(indoor, outdoor, strict=False))
    for one, other in pairs:
        one.partner, other.partner = other, one
    return pairs


def _departure(unit):
    """When a unit left; where several left together, what they are decides and not where they stand."""
    data = unit.content.data
    told = (unit.content.left_at, unit.order.key[1], data.delivered_at)
    names = (data.warehouse, data.carrier, data.tracking_number, data.sku)
    return [(value is None, value) for value in (*told, *names, unit.content.place)]


def _units(order):
    """The halves that left for an order; replacements stand for a unit that was counted already."""
    units = []
    if any(content.strange for content in order.sent):
        return units
    for content in order.sent:
        role, stem = role_of(content.sku)
        if role in PARTS and content.quantity:
            units += [Unit(content, stem, role) for _ in range(content.quantity // 1000)]
    return units


def _as_ordered(order, units, surplus):
    """Whether an order got exactly the halves it asked for, which leave halves of one role only over."""
    for stem in {unit.stem for unit in units} | {role_of(line.sku)[1] for line in order.lines} - {None}:
        for role in PARTS:
            asked = [x for x in order.lines if role_of(x.sku) in ((role, stem), ("set", stem))]
            due = sum(line.due - _whole_sets(line) for line in asked)
            if due != 1000 * sum(unit.stem == stem and unit.role == role for unit in units):
                return False
    return len({unit.role for unit in surplus}) <= 1


def _whole_sets(line):
    """Sets that left under their own SKU, and so not as halves."""
    if role_of(line.sku)[0] != "set":
        return 0
    sent = [c.quantity or 0 for c in line.order.sent if c.line is line and c.sku == line.sku]
    return min(line.due, sum(sent))


def _settled(orders):
    """Whether all is there that pairs could be made of, as far as the files tell, and there are pairs at all.

    A purchase in which one role alone was asked for and shipped has no sets to judge.
    """
    if any(order.opaque or not order.observed for order in orders):
        return False
    live = [line for order in orders for line in order.lines if line.live]
    concerned = [line for line in live if line.kit or role_of(line.sku)[0]]
    if any(not x.passed and x.shipped < x.due and not x.finished for x in concerned):
        return False
    asked = {role_of(line.sku)[0] for line in live} - {None}
    sent = {unit.role for order in orders for unit in _units(order)}
    return "set" in asked or len(asked | sent) > 1
