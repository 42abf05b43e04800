"""What of each order line was shipped: by line id, by SKU, as a kit's components, as a set's halves."""

from __future__ import annotations

from collections import Counter

from tests.worlds.oracle.words import PARTS, bare_id, bare_sku, role_of, thousandths


class Kits:
    """The kit table."""

    def __init__(self, parts):
        self._parts = [
            (bare_sku(p.kit_sku), bare_sku(p.component_sku), thousandths(p.quantity)) for p in parts
        ]
        self.skus = {kit for kit, _, _ in self._parts}

    def components(self, kit):
        """Component -> thousandths of it in one kit, down to what is no kit itself."""
        made = Counter()
        for sku, component, per in self._parts:
            if sku == kit and component in self.skus:
                for inner, inside in self.components(component).items():
                    made[inner] += per * inside // 1000
            elif sku == kit:
                made[component] += per
        return made


def balance(orders, kits):
    """Fill in what was shipped of every line, what goes beyond its due, and what contents were asked for."""
    groups = {}
    for order in orders:
        groups.setdefault(order.group, []).append(order)
    for group in groups.values():
        kit_lines = [line for order in group for line in order.lines if line.kit]
        wanted = {sku for line in kit_lines for sku in kits.components(line.sku)}
        pool = Counter()
        for order in group:
            _match(order, kits, wanted)
            _opacity(order)
            pool += _allot(order, kits, wanted)
        _fill_kits(kit_lines, kits, pool)


def _asked(order, sku, kits, wanted):
    """Whether something in the order asks for a SKU; components are asked for by any kit of the group."""
    own = {line.sku for line in order.lines}
    if sku in own or sku in wanted:
        return True
    role, stem = role_of(sku)
    if role in PARTS and any(role_of(line.sku) == ("set", stem) for line in order.lines):
        return True
    return sku in kits.skus and all(part in own or part in wanted for part in kits.components(sku))


def _match(order, kits, wanted):
    """The line that each record names: by its line id, else by its SKU, the line with the largest due first.

    Where the line id names a line of another SKU, the SKU decides as long as the order asks for it at all
    (components and halves carry the id of their kit's or set's line); a wrong item counts for the line that
    it was sent for, so that one mistake is told once.
    """
    for content in order.contents:
        wanted_id = bare_id(content.data.line_id)
        named = [line for line in order.lines if wanted_id and bare_id(line.data.line_id) == wanted_id]
        alike = sorted((x for x in order.lines if content.sku and x.sku == content.sku), key=_first_served)
        content.asked = content.sku is not None and _asked(order, content.sku, kits, wanted)
        fits = named and (content.sku in (None, named[0].sku) or named[0].sku is None or not content.asked)
        if len(named) == 1 and fits:
            content.line, content.by_line_id = named[0], True
        elif alike:
            content.line = alike[0]


def _opacity(order):
    """Whether what was ordered or what left cannot be told.

    Only what left and replaces nothing counts; a record that names nothing that the order knows tells
    nothing, and neither does one whose SKU meets a line without one.
    """
    order.opaque_skus = any(line.sku is None for line in order.lines)
    if any(line.ordered is None or not (line.sku or line.data.line_id) for line in order.lines):
        order.opaque = True
    for content in order.contents:
        if not content.counted or content.replacement:
            continue
        untold = content.line is None and (content.sku is None or (order.opaque_skus and not content.asked))
        if content.quantity is None or untold:
            order.opaque = True


def _allot(order, kits, wanted):
    """Allot what left for one order to its lines; gives what is left of components, for the kits."""
    loose = Counter()
    for content in order.contents:
        if not content.counted or content.replacement or content.quantity is None:
            continue
        if content.by_line_id:
            taken = _take(content.line, content.quantity)
            if content.line.sku is None or content.sku in (None, content.line.sku):
                loose[content.line.sku or content.line] += content.quantity - taken
        elif content.sku:
            loose[content.sku] += content.quantity
    for sku in [sku for sku in loose if sku in kits.skus]:
        whole = _spread(_alike(order, sku), loose.pop(sku))
        for component, per in kits.components(sku).items():
            loose[component] += whole * per // 1000
    for item in {line.sku or line: None for line in order.lines}:
        lines = _alike(order, item)
        rest = _spread(lines, loose.pop(item, 0))
        if item in wanted:
            loose[item] += rest
        else:
            lines[0].excess = rest
    _fill_sets(order, loose)
    return Counter({sku: quantity for sku, quantity in loose.items() if sku in wanted})


def _alike(order, item):
    lines = [line for line in order.lines if (line.sku or line) == item]
    return sorted(lines, key=_first_served)


def _first_served(line):
    """The largest due first.

    Of equal ones the spec says the first row; but what is told must not change when rows change places, so
    first what would be told as missing, then by the ids, and the row only where nothing else differs.
    """
    told_last = (line.passed, line.reason != "already shipped")
    return (-line.due, *told_last, line.order.key[1], line.data.line_id or "", line.record)


def _spread(lines, quantity):
    for line in lines:
        quantity -= _take(line, quantity)
    return quantity


def _take(line, quantity):
    taken = min(quantity, line.due - line.shipped)
    line.shipped += taken
    return taken


def _fill_sets(order, loose):
    """Halves that the order does not ask for by their own SKU make whole sets of their stem."""
    stems = {role_of(line.sku)[1] for line in order.lines if role_of(line.sku)[0] == "set"}
    for stem in stems:
        halves = Counter()
        for sku in loose:
            role, own = role_of(sku)
            if own == stem and role in PARTS:
                halves[role] += loose[sku]
        whole = min(halves[role] for role in PARTS)
        sets = [line for line in order.lines if role_of(line.sku) == ("set", stem)]
        _spread(sorted(sets, key=_first_served), whole)


def _fill_kits(kit_lines, kits, pool):
    """Largest due first, each kit line takes what it lacks of every component, whole kit or not."""
    for line in sorted(kit_lines, key=_first_served):
        line.kits_shipped = line.shipped // 1000
        made = []
        for component, per in kits.components(line.sku).items():
            lacking = (line.due - line.shipped) * per // 1000
            taken = min(pool[component], lacking)
            pool[component] -= taken
            made.append(taken // per)
        line.kits_shipped += min(made, default=0)
