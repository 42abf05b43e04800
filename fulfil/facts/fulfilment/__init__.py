"""What was ordered, what was shipped, and whether the parts belong together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .parts_back import BACK, WHOLES

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """The facts that hold orders against parcels; all moments are UTC, quantities thousandths of a unit.

    Args:
        orders: one row per order: `order` (the row of its first record) and `row`, `file platform shop
            order_id`; `group` (the smallest `order` of the purchase), `siblings`, `inferred`; `status live
            complete later cod lined`; `created_at paid_at cancelled_at cancelled_by`; `ship_by deliver_by`
            and who says so (`ship_by_from deliver_by_from`); `labelled_at confirmed_at scanned_at left_at
            done_at delivered_at`; `parcels` (their number); `address_key phone_key recipient_key`, of
            readable values only; `province currency goods_amount freight_paid order_paid weight_g`;
            `refund_open refunded refund_amount` (see `refunds`); `voided` (no money was taken); `opaque`
            (what is in some parcel or line cannot be told); `observed told orders_until parcels_until` (see
            `spans.with_observed`).
        lines: one row per order line: `row order file line_id sku item quantity ordered cancelled due live
            passed kit line_paid reason shipped excess reshipped returned judged`. `due` is what was ordered
            and not cancelled; `shipped` is never above it, `excess` is what left beyond it.
        excess: `line item key excess`: what `excess` is made of; of a kit, its parts.
        contents: one row per shipment record: `row file order line parcel sku item quantity counted told
            replacement matched_by ordered strange shipped_at left_at delivered_at warehouse carrier
            tracking_number status`. `ordered`: its order, or a kit of a sibling, asks for the SKU;
            `strange`: the SKUs of the whole file are other words than those of the orders.
        parcels: one row per parcel: `parcel` (the row of its first record) and `row`, `file order orders
            carrier family tracking_number warehouse label_created_at shipped_at picked_up_at
            first_attempt_at attempts delivered_at last_event_at promised_delivery_at status voided counted
            replacement weight_g`.
        units: one row per part of a set that left (see `units.units_of`).
        returned: `row order line item quantity back unsent strange` of the records of returns; `strange`: its
            order asks for no such SKU, in whatever form.
        spans: the time that files cover, by shop (see `spans.spans_of`).
        back: what these records bring back, in SKUs that their orders ask for: `row order item quantity
            part`; `part`: by its SKU, which no line of the order has: a part of a kit, the half of a set, an
            alias.
        wholes: the parts of the kits, and of the sets of single lines, that the purchases of these records
            asked for: `key kit whole order item part asked per`: so many wholes, in thousandths, and so many
            thousandths of the part in one.
    """

    orders: pl.DataFrame
    lines: pl.DataFrame
    excess: pl.DataFrame
    contents: pl.DataFrame
    parcels: pl.DataFrame
    units: pl.DataFrame
    returned: pl.DataFrame
    spans: pl.DataFrame
    back: pl.DataFrame = field(default_factory=BACK.to_frame)
    wholes: pl.DataFrame = field(default_factory=WHOLES.to_frame)
