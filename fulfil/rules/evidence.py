"""The closed vocabulary of evidence: what a finding may say beside where it is."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Evidence:
    """One parameter of a finding.

    Args:
        meaning: what it says, for the documentation and the JSON Schema.
        personal: whether it can hold personal data, and so is masked outside the handoff files.
        type: its JSON type.
        identifies: whether it tells findings of one rule and order apart for good: it names a thing, and is
            no age, amount or count, and no place in a file (see `fingerprints`).
    """

    meaning: str
    personal: bool = False
    type: str = "string"
    identifies: bool = False


EVIDENCE: Mapping[str, Evidence] = MappingProxyType(
    {
        "field": Evidence("the canonical column concerned", identifies=True),
        "value": Evidence("what is written there, where that is no personal data"),
        "text": Evidence("what is written there, where that is personal data", personal=True),
        "expected": Evidence("what would be right"),
        "place": Evidence("the division concerned, with its parents"),
        "year": Evidence("the last year in which a name was valid", type="integer"),
        "phrase": Evidence("the words of a note that decided", identifies=True),
        "reason": Evidence("why, in a few words"),
        "carrier": Evidence("the carrier concerned", identifies=True),
        "hint": Evidence("what to give on the command line"),
        "line": Evidence("the physical line of the record concerned, where it is no row", type="integer"),
        "other_file": Evidence("the file of the record that this one is compared with"),
        "other_line": Evidence("the line of the record that this one is compared with", type="integer"),
        "orders": Evidence("how many orders are concerned", type="integer"),
        "of": Evidence("of how many", type="integer"),
        "recoverable": Evidence("how many of them the address text can cure", type="integer"),
        "feed": Evidence("the feed concerned, as the lock calls it", identifies=True),
        "records": Evidence("how many records are concerned", type="integer"),
        "hours": Evidence("a duration in hours", type="number"),
        "days": Evidence("a duration in days", type="number"),
        "sku": Evidence("the SKU concerned", identifies=True),
        "shipped": Evidence("how many units were shipped", type="number"),
        "due": Evidence("how many units were due", type="number"),
        "units": Evidence("how many units are concerned", type="number"),
        "role": Evidence("which part of a set", identifies=True),
        "set": Evidence("what the parts of a set must share", identifies=True),
        "tracking_number": Evidence("the number of the parcel concerned", identifies=True),
        "other_tracking_number": Evidence("the number of the parcel that this one is compared with"),
        "other_order": Evidence("the order that this one is compared with", identifies=True),
        "warehouse": Evidence("the warehouse concerned", identifies=True),
        "what": Evidence("what is meant, in words"),
        "parcels": Evidence("how many parcels are concerned", type="integer"),
        "promise": Evidence("the promise that was used: when, and who says so"),
        "return_id": Evidence("the return concerned, as its file calls it", identifies=True),
        "limit": Evidence("the limit that was used, and who sets it"),
        "band": Evidence("the age band of an open return"),
        "buyer_days": Evidence("how many days of a return were the buyer's", type="number"),
        "courier_days": Evidence("how many days of a return were the courier's", type="number"),
        "amount": Evidence("an amount of money"),
        "paid": Evidence("what the buyer had paid"),
        "share": Evidence("a share in percent", type="number"),
        "weight_kg": Evidence("a weight in kilograms", type="number"),
        "status": Evidence("where the order or the parcel stands, in canonical words"),
    }
)

#: Evidence that counts things, told with thousands apart.
COUNTS = ("orders", "of", "recoverable", "records", "parcels")

#: What may cure a finding: the value for the rule's `cures` column, the words in which it was found,
#: and, where several values are possible, all of them.
SUGGESTION = ("suggestion", "found_in", "candidates")
