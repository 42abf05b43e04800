"""All verdicts on a world, and how finely two judges can be compared."""

from __future__ import annotations

from types import MappingProxyType

from tests.worlds.files import ORDERS, RETURNS
from tests.worlds.oracle import clock_rules, parcel_rules, set_rules, split_rules
from tests.worlds.oracle.understood import understood
from tests.worlds.oracle.words import role_of

RULES = MappingProxyType(
    {
        "SPL001": split_rules.short_shipped,
        "SPL002": split_rules.over_shipped,
        "SPL003": split_rules.wrong_item_shipped,
        "SPL004": split_rules.shipped_though_cancelled,
        "SPL005": split_rules.kit_incomplete,
        "SPL006": set_rules.set_model_mismatch,
        "SPL007": set_rules.set_pairs_swapped,
        "SPL008": set_rules.set_parts_far_apart,
        "SPL009": set_rules.set_parts_different_source,
        "SPL010": parcel_rules.avoidable_split,
        "SPL011": parcel_rules.merged_parcel_conflict,
        "SPL012": parcel_rules.closed_with_open_parcel,
        "SHP001": clock_rules.late_shipment,
        "SHP002": clock_rules.waybill_missing,
        "SHP005": clock_rules.no_pickup_scan,
        "SHP006": clock_rules.stalled_parcel,
        "DLV001": clock_rules.late_delivery,
        "DLV002": clock_rules.failed_or_returned,
        "DLV003": clock_rules.first_attempt_failed,
        "DUP002": split_rules.duplicate_shipment,
        "DUP003": parcel_rules.waybill_reused,
        "EXP003": parcel_rules.join_coverage_low,
    }
)

#: Rules whose findings point at one certain record.
_EXACT = frozenset(
    {
        *("SPL001", "SPL003", "SPL004", "SPL005", "SPL010", "SPL012"),
        *("SHP001", "SHP002", "DUP002", "DUP003", "EXP003"),
    }
)

#: Rules of an order, whichever record of it they point at.
_BY_ORDER = frozenset({"SPL010", "SPL012"})

#: Rules of a parcel, likewise.
_BY_PARCEL = frozenset({"SPL011", "SHP005", "SHP006", "DLV002", "DLV003", "DUP002", "DUP003"})


def verdicts(seen):
    """Code, file and record of everything that is wrong in a world."""
    return {(code, *place) for code, judge in RULES.items() for place in judge(seen)}


def judged(world, files=None):
    """The verdicts on a world, as far as they can be compared (see `comparable`)."""
    seen = understood(world, files)
    return {comparable(seen, *verdict) for verdict in verdicts(seen)}


def business(seen, code, file, record):  # noqa: PLR0911
    """A verdict without places in files, so that it stays what it is when records change places."""
    if file == RETURNS:
        return (code, file, seen.world.returns[record - 1].return_id)
    order = seen.order(file, record)
    key = order.key if order else None
    if code in ("SPL006", "SPL007", "SPL008", "SPL009"):
        siblings = frozenset(other.key for other in seen.orders if other.group == order.group)
        role, stem = role_of(seen.content(file, record).sku)
        return (code, siblings, stem, *([role] if code == "SPL006" else []))
    if code in _BY_ORDER and order is not None:
        return (code, key)
    if code == "DLV001":
        return (code, _orders_at(seen, file, record))
    if code == "EXP003" and order is not None:
        return (code, key[0] if file == ORDERS else file)
    if file == ORDERS:
        return (code, key, None if code == "SHP001" else seen.line(record).sku)
    content = seen.content(file, record)
    data = content.data
    if code in _BY_PARCEL:
        return (code, content.parcel.key)
    return (code, key, content.sku, data.carrier, data.tracking_number, data.shipment_id)


def comparable(seen, code, file, record):  # noqa: PLR0911  (one return per kind of rule)
    """A verdict without what the spec leaves to chance: which of several equal records it points at."""
    if code in _EXACT or file == RETURNS:
        return (code, file, record)
    order = seen.order(file, record)
    key = order.key if order else None
    if code == "SPL002":
        line = seen.line(record)
        return (code, key, line.sku or line.record)
    if code in ("SPL006", "SPL007", "SPL008", "SPL009"):
        role, stem = role_of(seen.content(file, record).sku)
        return (code, order.group, stem, *([role] if code == "SPL006" else []))
    if code in _BY_ORDER and order is not None:
        return (code, key)
    if code == "DLV001":
        return (code, _orders_at(seen, file, record))
    if code in _BY_PARCEL:
        return (code, seen.content(file, record).parcel.key)
    known = file == ORDERS or (order is not None)
    return (code, file if known else (file, record))


def _orders_at(seen, file, record):
    """Whom a late delivery keeps waiting: the orders in the parcel, or the parcel where they are unknown."""
    if file == ORDERS:
        return frozenset({seen.order(file, record).key})
    parcel = seen.content(file, record).parcel
    return frozenset(order.key for order in parcel.orders) or parcel.key
