"""All rules, in report order."""

from __future__ import annotations

from .adr.address_damaged import address_damaged
from .adr.carrier_does_not_serve import carrier_does_not_serve
from .adr.city_missing import city_missing
from .adr.county_missing import county_missing
from .adr.functional_zone import functional_zone
from .adr.parent_mismatch import parent_mismatch
from .adr.province_missing import province_missing
from .adr.region_abolished import region_abolished
from .adr.region_ambiguous import region_ambiguous
from .adr.region_conflict import region_conflict
from .adr.region_unknown import region_unknown
from .adr.street_missing import street_missing
from .adr.street_vague import street_vague
from .exp.column_empty_or_absent import column_empty_or_absent
from .rule import Rule

RULES: tuple[Rule, ...] = (
    column_empty_or_absent,
    province_missing,
    city_missing,
    county_missing,
    region_unknown,
    parent_mismatch,
    street_missing,
    address_damaged,
    carrier_does_not_serve,
    region_abolished,
    functional_zone,
    region_ambiguous,
    region_conflict,
    street_vague,
)

BY_CODE = {rule.code: rule for rule in RULES}
