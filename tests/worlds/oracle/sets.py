"""Physical halves of sets that left, paired by stem within a sibling group and address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.worlds.oracle.groups import address_key
from tests.worlds.oracle.spans import past_promise
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

    An order whose address may not be joined on is a pool of its own.
    """

    orders: list
    home: list
    crossed: list
    unpaired: list
    finished: bool


def pools_of(orders):
    """All pools, with their units paired."""
    shared = {}
    for order in orders:
        place = address_key(order)
        shared.setdefault((order.group, place) if place else ("alone", order.record), []).append(order)
    return [_paired(members) for members in shared.values()]


def _paired(orders):
    pool = Pool(orders, [], [], [], finished=_finished(orders))
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
    names = ("delivered_at", "warehouse", "carrier", "tracking_number", "sku")
    told = [str(getattr(data, name) or "") for name in names]
    return (unit.content.left_at or datetime.max, unit.order.key[1], *told)  # noqa: DTZ901  (clock times)


def _units(order):
    """The halves that left for an order; replacements stand for a unit that was counted already."""
    units = []
    for content in order.contents:
        role, stem = role_of(content.sku)
        if content.counted and not content.replacement and role in PARTS and content.quantity:
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
    sent = [
        c.quantity or 0
        for c in line.order.contents
        if c.line is line and c.sku == line.sku and c.counted and not c.replacement
    ]
    return min(line.due, sum(sent))


def _finished(orders):
    """Whether nothing of the pool is still to come, as far as anybody can tell.

    An order whose contents or parcels are not all told may hold the missing half; a line without a promise
    that is not shipped may still be.
    """
    if any(order.opaque or not order.observed or order.hardly_joins for order in orders):
        return False
    return not any(
        line.live
        and not line.passed
        and line.reason != "already shipped"
        and line.shipped < line.due
        and not past_promise(order)
        for order in orders
        for line in order.lines
    )
