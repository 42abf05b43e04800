"""What was ordered, cancelled, due, shipped and returned, and in which parcels: derived once for a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The balance of orders and parcels. Quantities are Int64 thousandths of a unit, moments UTC.

    Args:
        orders: one row per order: `order row file platform shop order_id group siblings inferred status live
            complete cod created_at paid_at cancelled_at cancelled_by ship_by ship_by_from deliver_by
            deliver_by_from left_at confirmed_at scanned_at labelled_at done_at delivered_at province
            address_key phone_key recipient_key goods_amount freight_paid order_paid weight_g parcels opaque
            observed`.
        lines: one row per order line: `row order file line_id sku item ordered cancelled due live passed kit
            line_paid reason shipped excess reshipped returned judged`.
        contents: one row per shipment record: `row file order line parcel sku item quantity counted
            replacement matched_by ordered shipped_at left_at delivered_at warehouse carrier`.
        parcels: one row per parcel: `parcel row file order orders carrier tracking_number label_created_at
            shipped_at picked_up_at first_attempt_at attempts delivered_at last_event_at promised_delivery_at
            status voided counted replacement warehouse weight_g`.
        units: one row per physical set unit that left: `row order group pool key role set fit`.
        spans: by `platform shop`: `orders_from orders_until parcels_from parcels_until`.
    """

    orders: pl.DataFrame
    lines: pl.DataFrame
    contents: pl.DataFrame
    parcels: pl.DataFrame
    units: pl.DataFrame
    spans: pl.DataFrame
