"""What is no column of an export and can still be needed: the tables and limits that the user gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..tables import COLUMNS_OF

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

#: Given beside the exports, by `table.column` or, of limits, by the name of the policy's.
GIVEN: Final[AbstractSet[str]] = frozenset(
    {
        "coverage.served",
        "form.order_id",
        "freight.price",
        "kits.kit_sku",
        "limits.deem",
        "limits.handle",
        "limits.refund",
        "limits.refund_cancelled",
        "limits.respond",
        "limits.respond_not_received",
        "limits.respond_unshipped",
        "limits.window",
        "lock.feed",
        "max_age.hours",
        "min_records.records",
    }
)


def can_be_needed() -> frozenset[str]:
    """Everything that a rule may name in its needs."""
    columns = (column for several in COLUMNS_OF.values() for column in several.values())
    return frozenset(f"{column.table}.{column.name}" for column in columns) | GIVEN
