"""What SKUs are made of: kits of components, sets of halves."""

from __future__ import annotations

from collections import Counter

from tests.worlds.oracle.words import PARTS, bare_sku, role_of, thousandths

#: Thousandths in one.
ONE = 1000


class Goods:
    """The kit table, and the sets that SKUs tell by themselves.

    What is asked for or shipped is counted by item: a SKU, or the half of a set, which is a role and a stem
    whatever its series.
    """

    def __init__(self, parts):
        self._parts = [
            (bare_sku(p.kit_sku), bare_sku(p.component_sku), thousandths(p.quantity)) for p in parts
        ]
        self.kits = {kit for kit, _, _ in self._parts}

    def parts(self, sku):
        """Item -> thousandths of it in a kit or set, down to what is no kit itself; empty for plain goods."""
        role, stem = role_of(sku)
        if sku not in self.kits:
            return {(part, stem): ONE for part in PARTS} if role == "set" else {}
        made = Counter()
        for kit, component, per in self._parts:
            if kit != sku:
                continue
            for item, inside in (self.parts(component) or {component: ONE}).items():
                made[item] += per * inside // ONE
        return dict(made)

    def ways(self, sku):
        """What a shipped SKU may count as, the nearest first: item -> thousandths for each one shipped.

        Beside each way stands whether it is a whole kit or set.
        """
        role, stem = role_of(sku)
        found = [({sku: ONE}, False), (self.parts(sku), True)]
        return [*found, ({(role, stem): ONE}, False)] if role in PARTS else found
