"""What the oracle knows of each order, line, shipment record and parcel; filled in step by step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.worlds.files import SHIPMENTS
from tests.worlds.oracle.spans import past_promise

#: How far a parcel is.
PROGRESS = (
    *("cancelled", "not_shipped", "label_created", "shipped", "in_transit", "out_for_delivery"),
    *("attempted", "exception", "returned", "delivered"),
)


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
    unsent: int = 0
    per: dict = field(default_factory=dict)
    needs: dict = field(default_factory=dict)
    given: Counter = field(default_factory=Counter)
    excess: int = 0

    @property
    def shipped(self):
        """Of plain goods what was given, of a kit or a set the whole ones that its parts make."""
        if not self.kit:
            return sum(self.given.values())
        return min(self.given[item] // per * 1000 for item, per in self.per.items())

    @property
    def wholly_cancelled(self):
        return not self.live or (self.ordered is not None and self.cancelled >= self.ordered > 0)

    @property
    def waits(self):
        """Whether the line's own word is that it has not left."""
        return self.live and self.reason != "already shipped"

    @property
    def finished(self):
        """Whether nothing of the line is still to come, as far as the files tell."""
        order = self.order
        unjudged = order.opaque or not order.observed or not self.live or self.passed
        if unjudged or (self.kit and any(other.opaque or not other.observed for other in order.siblings)):
            return False
        if self.reason == "already shipped":
            within = order.until is None or order.data.created_at <= order.until
            return within and (bool(order.sent) or order.told)
        return past_promise(order) and bool(order.sent)


@dataclass(eq=False)
class OrderView:
    """An order: all records with its shop and id. `record` is its first one."""

    record: int
    key: tuple
    data: Any
    records: list = field(default_factory=list)
    contents: list = field(default_factory=list)
    group: int = 0
    siblings: list = field(default_factory=list)
    inferred: bool = False
    opaque: bool = False
    observed: bool = False
    orders_until: Any = None
    until: Any = None
    told: bool = True

    @property
    def lines(self):
        """Its records, without those that say of the order alone, as summaries do, and name nothing in it."""
        return [x for x in self.records if x.sku or x.data.line_id or x.data.product_name]

    @property
    def live(self):
        return any(line.live for line in self.records)

    @property
    def complete(self):
        alive = [line for line in self.records if line.live]
        return bool(alive) and all(line.reason == "already shipped" for line in alive)

    @property
    def sent(self):
        """The records of what left for the order and replaces nothing."""
        return [content for content in self.contents if content.counted and not content.replacement]

    @property
    def unsaid(self):
        """Whether a line that somebody waits for has no SKU."""
        return any(line.sku is None for line in self.lines if line.live and not line.passed)


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
    strange: bool = False
    parcel: ParcelView | None = None

    @property
    def place(self):
        """Where the record stands among all of a run: files come in the order of their names."""
        return (self.file != SHIPMENTS, self.record)

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
        return self.counted and all(content.replacement for content in self.contents if content.counted)

    @property
    def status(self):
        """How far the parcel is by what its records say."""
        told = [content.data.delivery_status for content in self.contents]
        return max((state for state in told if state), key=PROGRESS.index, default=None)

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
