"""All rules, in report order."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from .con.phone_missing_or_invalid import phone_missing_or_invalid
from .con.privacy_number_expired import privacy_number_expired
from .con.privacy_number_without_extension import privacy_number_without_extension
from .dup.duplicate_row import duplicate_row
from .exp.batch_reconciliation import batch_reconciliation
from .exp.column_empty_or_absent import column_empty_or_absent
from .exp.column_lost import column_lost
from .exp.column_new import column_new
from .exp.delivery_missing import delivery_missing
from .exp.delivery_short import delivery_short
from .exp.delivery_stale import delivery_stale
from .exp.footer_count_differs import footer_count_differs
from .exp.id_precision_lost import id_precision_lost
from .exp.nulls_jumped import nulls_jumped
from .exp.number_unreadable import number_unreadable
from .exp.numbers_missing import numbers_missing
from .exp.status_unknown import status_unknown
from .exp.time_ambiguous import time_ambiguous
from .exp.unreadable_record import unreadable_record
from .exp.word_new import word_new
from .ord.line_key_broken import line_key_broken
from .ord.note_asks import note_asks
from .ord.note_forbids_shipping import note_forbids_shipping
from .ord.quantity_or_price_impossible import quantity_or_price_impossible
from .ord.times_impossible import times_impossible
from .rfd.refund_open import refund_open

if TYPE_CHECKING:
    from .rule import Rule

#: The families in the order of a report: what concerns the whole export comes first.
RULES: tuple[Rule, ...] = (
    column_empty_or_absent,
    id_precision_lost,
    time_ambiguous,
    status_unknown,
    batch_reconciliation,
    unreadable_record,
    footer_count_differs,
    numbers_missing,
    column_lost,
    column_new,
    nulls_jumped,
    word_new,
    delivery_stale,
    delivery_short,
    delivery_missing,
    number_unreadable,
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
    phone_missing_or_invalid,
    privacy_number_without_extension,
    privacy_number_expired,
    line_key_broken,
    quantity_or_price_impossible,
    times_impossible,
    note_forbids_shipping,
    note_asks,
    refund_open,
    duplicate_row,
)

BY_CODE = {rule.code: rule for rule in RULES}
