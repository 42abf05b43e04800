"""A world, understood: everything that the rules are stated over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.worlds.files import ORDERS
from tests.worlds.oracle.balance import balance
from tests.worlds.oracle.goods import Goods
from tests.worlds.oracle.groups import join_siblings
from tests.worlds.oracle.opaque import tell_opaque
from tests.worlds.oracle.orders import orders_of
from tests.worlds.oracle.parcels import contents_of
from tests.worlds.oracle.returned import cancel_unsent, returned_of
from tests.worlds.oracle.sets import Pool, pools_of
from tests.worlds.oracle.spans import as_of, observe

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
    returned: list
    pools: list[Pool]

    @property
    def lines(self):
        return [line for order in self.orders for line in order.lines]

    def line(self, record):
        return next(x for order in self.orders for x in order.records if x.record == record)

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
    goods = Goods(world.kits)
    orders = orders_of(world, goods)
    contents, parcels = contents_of(world, orders, files)
    join_siblings(orders)
    returned = returned_of(world, orders)
    cancel_unsent(returned)
    balance(orders, goods)
    tell_opaque(orders, contents)
    observe(world, orders)
    return Understood(world, as_of(world), orders, contents, parcels, returned, pools_of(orders))
