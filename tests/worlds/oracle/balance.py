"""What of each order line was shipped: by line id, by SKU, as a kit's components, as a set's halves."""

from __future__ import annotations

from collections import Counter

from tests.worlds.oracle.goods import ONE
from tests.worlds.oracle.words import bare_id


def first_served(line, item=None):
    """The largest first; what is told as missing before what is not; then by what lines are called.

    Args:
        line: an order line.
        item: the item that lines are compared by; by default their own due.
    """
    return _ranked(line, line.due if item is None else line.needs[item])


def _ranked(line, need):
    line_id = line.data.line_id
    told_last = (line.passed, line.reason != "already shipped")
    return (-need, *told_last, line.order.key[1], line_id is None, line_id or "", line.record)


def balance(orders, goods):
    """Fill in what was shipped of every line, what goes beyond its due, and what contents were asked for."""
    groups = {}
    for order in orders:
        groups.setdefault(order.group, []).append(order)
        for line in order.lines:
            line.per = (goods.parts(line.sku) or {line.sku: ONE}) if line.sku else {}
            line.needs = {item: line.due * per // ONE for item, per in line.per.items()}
    for group in groups.values():
        _Group(group, goods).serve()


class _Group:
    """The orders of one purchase while what left for them is given to their lines."""

    def __init__(self, orders, goods):
        self.orders = sorted(orders, key=lambda order: (order.key[1], order.record))
        self.goods = goods
        self.lines = [line for order in self.orders for line in order.lines]
        self.kit_items = {item for line in self.lines if line.kit for item in line.per}
        self.kit_skus = {line.sku for line in self.lines if line.kit}
        self.direct, self.whole, self.loose, self.foreign = Counter(), Counter(), Counter(), Counter()

    def serve(self):
        """Lines that records name; whole kits to kits; plain lines; kits of the order; kits of the group."""
        for order in self.orders:
            for content in order.contents:
                self._sort(content)
        for (line, item), quantity in self.direct.items():
            self.loose[line.order, item] += self._give([line], item, quantity)
        for (order, item), quantity in self.whole.items():
            self.loose[order, item] += self._give(self._asking(order.lines, item, kit=True), item, quantity)
        for (order, item), quantity in list(self.loose.items()):
            left = self._give(self._asking(order.lines, item, kit=False), item, quantity)
            self.loose[order, item] = left
        self.loose.update(self.foreign)
        for (order, item), quantity in list(self.loose.items()):
            left = self._give(self._asking(order.lines, item, kit=True), item, quantity)
            self.loose[order, item] = left
        by_order = sorted(self.loose.items(), key=lambda told: self.orders.index(told[0][0]))
        for (order, item), quantity in by_order:
            left = self._give(self._asking(self.lines, item, kit=True), item, quantity)
            self._tell(order, item, left)

    def _sort(self, content):
        """Where a record goes first, by what it names and what it counts as."""
        order, named = content.order, _named(content)
        way, own, whole = self._counted_as(content)
        content.asked = bool(way) or content.sku in self.kit_skus
        counts = content.counted and not content.replacement
        quantity = max(content.quantity or 0, 0)
        if content.sku is None:
            way = named.per if named else {}
        here = {item for item in way if named and item in named.per}
        if here or (named and content.sku is None):
            content.line, content.by_line_id = named, True
        elif own and way:
            asking = [(line, item) for line in order.lines for item in way if item in line.per]
            content.line = min(asking, key=lambda told: first_served(*told))[0]
        for item, per in way.items() if counts else ():
            sent = quantity * per // ONE
            if item in here:
                self.direct[named, item] += sent
            elif not own and content.sku is not None:
                self.foreign[order, item] += sent
            elif whole:
                self.whole[order, item] += sent
            else:
                self.loose[order, item] += sent

    def _counted_as(self, content):
        """What a record's SKU counts as, whether its own order asks for that, and whether as a whole kit."""
        if content.sku is None:
            return {}, True, False
        own = {item for line in content.order.lines for item in line.per}
        own_kits = {item for line in content.order.lines if line.kit for item in line.per}
        for way, whole in self.goods.ways(content.sku):
            if not (own_kits if whole else own).isdisjoint(way):
                return way, True, whole
        for way, whole in self.goods.ways(content.sku):
            if not self.kit_items.isdisjoint(way):
                return way, False, whole
        return {}, False, False

    @staticmethod
    def _asking(lines, item, *, kit):
        asking = [line for line in lines if line.kit == kit and item in line.per]
        return sorted(asking, key=lambda line: first_served(line, item))

    @staticmethod
    def _give(lines, item, quantity):
        """Give to lines, those that lack most first; what nobody lacks is left."""

        def lacking(line):
            return line.needs[item] - line.given[item]

        for line in sorted(lines, key=lambda line: _ranked(line, lacking(line))):
            taken = min(quantity, lacking(line))
            line.given[item] += taken
            quantity -= taken
        return quantity

    def _tell(self, order, item, quantity):
        """What nobody lacks goes beyond the largest plain line of its order, else beyond the largest kit."""
        for lines, kit in ((order.lines, False), (order.lines, True), (self.lines, True)):
            if quantity and (asking := self._asking(lines, item, kit=kit)):
                asking[0].excess += quantity
                return


def _named(content):
    """The one line of its order that has the record's line id."""
    wanted = bare_id(content.data.line_id)
    named = [x for x in content.order.lines if wanted and bare_id(x.data.line_id) == wanted]
    return named[0] if len(named) == 1 else None
