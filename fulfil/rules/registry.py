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
from .dlv.failed_or_returned_to_sender import failed_or_returned_to_sender
from .dlv.first_attempt_failed import first_attempt_failed
from .dlv.late_delivery import late_delivery
from .dup.duplicate_row import duplicate_row
from .dup.duplicate_shipment import duplicate_shipment
from .dup.waybill_reused import waybill_reused
from .exp.batch_reconciliation import batch_reconciliation
from .exp.column_empty_or_absent import column_empty_or_absent
from .exp.column_lost import column_lost
from .exp.column_new import column_new
from .exp.delivery_missing import delivery_missing
from .exp.delivery_short import delivery_short
from .exp.delivery_stale import delivery_stale
from .exp.footer_count_differs import footer_count_differs
from .exp.id_precision_lost import id_precision_lost
from .exp.join_coverage_low import join_coverage_low
from .exp.nulls_jumped import nulls_jumped
from .exp.number_unreadable import number_unreadable
from .exp.numbers_missing import numbers_missing
from .exp.status_unknown import status_unknown
from .exp.time_ambiguous import time_ambiguous
from .exp.unreadable_record import unreadable_record
from .exp.word_new import word_new
from .frt.freight_rule_broken import freight_rule_broken
from .frt.freight_step_pain import freight_step_pain
from .ord.line_key_broken import line_key_broken
from .ord.note_asks import note_asks
from .ord.note_forbids_shipping import note_forbids_shipping
from .ord.order_total_mismatch import order_total_mismatch
from .ord.quantity_or_price_impossible import quantity_or_price_impossible
from .ord.times_impossible import times_impossible
from .ret.open_return_ageing import open_return_ageing
from .ret.outside_return_window import outside_return_window
from .ret.partial_set_return import partial_set_return
from .ret.platform_deadline_near import platform_deadline_near
from .ret.rejected_inside_window import rejected_inside_window
from .ret.return_exceeds_shipped import return_exceeds_shipped
from .ret.slow_first_response import slow_first_response
from .ret.turnaround_exceeded import turnaround_exceeded
from .rfd.cancelled_unrefunded import cancelled_unrefunded
from .rfd.duplicate_refund import duplicate_refund
from .rfd.order_to_refund_too_long import order_to_refund_too_long
from .rfd.refund_exceeds_paid import refund_exceeds_paid
from .rfd.refund_late_after_goods import refund_late_after_goods
from .rfd.refund_open import refund_open
from .rfd.refund_without_return import refund_without_return
from .rfd.return_without_refund import return_without_refund
from .shp.late_shipment import late_shipment
from .shp.no_pickup_scan import no_pickup_scan
from .shp.stalled_parcel import stalled_parcel
from .shp.waybill_check_digit import waybill_check_digit
from .shp.waybill_format import waybill_format
from .shp.waybill_missing import waybill_missing
from .spl.avoidable_split import avoidable_split
from .spl.closed_with_open_parcel import closed_with_open_parcel
from .spl.kit_incomplete import kit_incomplete
from .spl.merged_parcel_conflict import merged_parcel_conflict
from .spl.over_shipped import over_shipped
from .spl.set_model_mismatch import set_model_mismatch
from .spl.set_pairs_swapped import set_pairs_swapped
from .spl.set_parts_different_source import set_parts_different_source
from .spl.set_parts_far_apart import set_parts_far_apart
from .spl.shipped_though_cancelled import shipped_though_cancelled
from .spl.short_shipped import short_shipped
from .spl.wrong_item_shipped import wrong_item_shipped

if TYPE_CHECKING:
    from .rule import Rule

#: The families in the order of a report: what concerns the whole export comes first.
RULES: tuple[Rule, ...] = (
    column_empty_or_absent,
    id_precision_lost,
    join_coverage_low,
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
    order_total_mismatch,
    times_impossible,
    note_forbids_shipping,
    note_asks,
    short_shipped,
    over_shipped,
    wrong_item_shipped,
    shipped_though_cancelled,
    kit_incomplete,
    set_model_mismatch,
    set_pairs_swapped,
    set_parts_far_apart,
    set_parts_different_source,
    avoidable_split,
    merged_parcel_conflict,
    closed_with_open_parcel,
    late_shipment,
    waybill_missing,
    waybill_check_digit,
    waybill_format,
    no_pickup_scan,
    stalled_parcel,
    late_delivery,
    failed_or_returned_to_sender,
    first_attempt_failed,
    slow_first_response,
    turnaround_exceeded,
    open_return_ageing,
    outside_return_window,
    rejected_inside_window,
    return_exceeds_shipped,
    partial_set_return,
    platform_deadline_near,
    refund_late_after_goods,
    order_to_refund_too_long,
    refund_exceeds_paid,
    refund_without_return,
    return_without_refund,
    duplicate_refund,
    cancelled_unrefunded,
    refund_open,
    freight_rule_broken,
    freight_step_pain,
    duplicate_row,
    duplicate_shipment,
    waybill_reused,
)

BY_CODE = {rule.code: rule for rule in RULES}
