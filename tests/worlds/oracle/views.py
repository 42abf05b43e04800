"""What the oracle knows of each order, line, shipment record and parcel; filled in step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class LineView:
    """A record of orders.csv."""

    record: int
    data: Any
    order: OrderView
    sku: str | None
    reason: str
    ordered: int | None
    cancelled: int
    due: int
    live: bool
    passed: bool
    kit: bool
    shipped: int = 0
    excess: int = 0
    kits_shipped: int = 0

    @property
    def wholly_cancelled(self):
        return bool(self.cancelled) and self.cancelled >= self.ordered


@dataclass(eq=False)
class OrderView:
    """An order: all records with its shop and id. `record` is its first one."""

    record: int
    key: tuple
    data: Any
    lines: list = field(default_factory=list)
    contents: list = field(default_factory=list)
    group: int = 0
    inferred: bool = False
    opaque: bool = False
    opaque_skus: bool = False
    observed: bool = False
    until: Any = None
    hardly_joins: bool = False

    @property
    def live(self):
        return any(line.live for line in self.lines)

    @property
    def complete(self):
        alive = [line for line in self.lines if line.live]
        return bool(alive) and all(line.reason == "already shipped" for line in alive)

    @property
    def counted(self):
        """The parcels of the order that left and replace nothing."""
        return {id(c.parcel): c.parcel for c in self.contents if c.counted and not c.replacement}.values()


@dataclass(eq=False)
class ContentView:
    """A record of shipments.csv. `line` is the order line that its line id or SKU names."""

    record: int
    file: str
    data: Any
    sku: str | None
    quantity: int | None
    counted: bool
    replacement: bool
    order: OrderView | None = None
    line: LineView | None = None
    by_line_id: bool = False
    asked: bool = False
    parcel: ParcelView | None = None

    @property
    def left_at(self):
        return self.data.picked_up_at or self.data.shipped_at


@dataclass(eq=False)
class ParcelView:
    """All records with one carrier and number. `record` is its first one."""

    key: tuple
    contents: list = field(default_factory=list)

    @property
    def record(self):
        return self.contents[0].record

    @property
    def file(self):
        return self.contents[0].file

    @property
    def counted(self):
        return any(content.counted for content in self.contents)

    @property
    def replacement(self):
        """Whether all that left in it replaces something."""
        return all(content.replacement for content in self.contents if content.counted)

    @property
    def status(self):
        return self.first("delivery_status")

    @property
    def orders(self):
        return list({id(c.order): c.order for c in self.contents if c.order}.values())

    def first(self, name):
        """What the first record that says anything says."""
        return next((v for c in self.contents if (v := getattr(c.data, name)) is not None), None)

    def earliest(self, name):
        return min((v for c in self.contents if (v := getattr(c.data, name)) is not None), default=None)

    def latest(self, *names):
        told = [getattr(c.data, name) for c in self.contents for name in names]
        return max((moment for moment in told if moment is not None), default=None)
