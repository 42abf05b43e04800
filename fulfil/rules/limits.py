"""Policy keys that several rules rest on, most by way of the facts."""

from __future__ import annotations

from typing import Final

#: Which orders are taken for one purchase, where the files do not say.
PURCHASE: Final = ("split.sibling_hours",)

#: Which SKUs stand for the same goods, and which are halves of a set.
GOODS: Final = ("split.patterns", "split.aliases")

#: Lines that no parcel needs to hold.
PASSED: Final = ("split.gift_words", "split.service_words")

#: Whether the files of parcels tell all parcels of an order.
COVERED: Final = ("join.least_share", "join.least_rows")

#: Whether files name goods by the same words as the orders.
ALIKE: Final = ("join.least_sku_share", "join.least_rows")

#: By when an order must leave that has no promise of its own.
PROMISED: Final = ("dispatch.ship_hours", "dispatch.countries")

#: What left is held against what was due.
MATCHED: Final = (*GOODS, *PASSED, "join.least_share", "join.least_sku_share", "join.least_rows")

#: Whether nothing more of a line is to come.
FINISHED: Final = (*MATCHED, *PROMISED)

#: Which parts belong together, and whether all of a purchase have left.
PAIRED: Final = (*PURCHASE, *FINISHED)

#: How the parts of a set are found.
PARTS: Final = (*PURCHASE, *GOODS, *ALIKE)

#: What stands for a carrier and for a negation in the phrases of notes.
PLACEHOLDERS: Final = ("notes.carriers", "notes.negators")

#: The limits of a country's law, where a policy sets none for all files.
LAW: Final = ("returns.by_country",)

#: Within which time goods may be sent back without a reason.
WINDOW: Final = ("returns.limits.window", "returns.limits.window_from", "returns.limits.window_of", *LAW)
