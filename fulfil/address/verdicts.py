"""The words that say what is wrong with an address."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What keeps an address from being delivered, or deserves a look, in the order given."""

    DAMAGED = "damaged"
    PROVINCE_MISSING = "province_missing"
    CITY_MISSING = "city_missing"
    COUNTY_MISSING = "county_missing"
    REGION_UNKNOWN = "region_unknown"
    PARENT_MISMATCH = "parent_mismatch"
    CONFLICT = "conflict"
    AMBIGUOUS = "ambiguous"
    ABOLISHED = "abolished"
    FUNCTIONAL_ZONE = "functional_zone"
    POSTCODE_MISSING = "postcode_missing"
    POSTCODE_INVALID = "postcode_invalid"
    STREET_MISSING = "street_missing"
    STREET_VAGUE = "street_vague"


ORDER = {verdict.value: place for place, verdict in enumerate(Verdict)}
