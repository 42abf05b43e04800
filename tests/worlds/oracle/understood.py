"""A world, understood: everything that the rules are stated over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.worlds.files import ORDERS, SHIPMENTS
from tests.worlds.oracle.balance import Kits, balance
from tests.worlds.oracle.groups import join_siblings
from tests.worlds.oracle.orders import orders_of
from tests.worlds.oracle.parcels import contents_of
from tests.worlds.oracle.sets import Pool, pools_of
from tests.worlds.oracle.spans import FEW, as_of, observe

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Understood:
    """All that is known of a world."""

    world: Any
    as_of: datetime | None
    orders: list
    contents: list
    parcels: list
    pools: list[Pool]

    @property
    def lines(self):
        return [line for order in self.orders for line in order.lines]

    def line(self, record):
        return next(line for line in self.lines if line.record == record)

    def content(self, file, record):
        return next(c for c in self.contents if (c.file, c.record) == (file, record))

    def order(self, file, record):
        """The order that a record tells of, or None."""
        return self.line(record).order if file == ORDERS else self.content(file, record).order


def understood(world, files=None):
    """Understand a world.

    Args:
        world: the records of all files.
        files: where each shipment record stands: file name and record number; by default all in one file.
    """
    orders = orders_of(world)
    contents, parcels = contents_of(world, orders, files)
    join_siblings(orders)
    observe(world, orders, contents)
    balance(orders, Kits(world.kits))
    for file in {content.file for content in contents} or {SHIPMENTS}:
        if _hardly_joins(file, contents):
            for content in contents:
                if content.file == file and content.order:
                    content.order.hardly_joins = True
    return Understood(world, as_of(world), orders, contents, parcels, pools_of(orders))


def _hardly_joins(file, contents):
    """Whether the SKU words of a parcel file are other ones than those of the orders."""
    lines = [c for c in contents if c.file == file and c.order and c.sku and _has_skus(c.order)]
    return len(lines) >= FEW and 2 * sum(content.asked for content in lines) < len(lines)


def _has_skus(order):
    return any(line.sku for line in order.lines)
