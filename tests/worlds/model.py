"""A small world as its files tell it: orders and their lines, parcels, returns, kits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal


@dataclass(frozen=True)
class Order:
    """What every record of one order repeats. Moments are clock times in Shanghai, as in the files."""

    order_id: str
    shop: str | None = None
    parent_order_id: str | None = None
    original_order_id: str | None = None
    erp_order_id: str | None = None
    buyer_id: str | None = None
    status: str | None = "to_ship"
    created_at: datetime | None = None
    paid_at: datetime | None = None
    promised_ship_at: datetime | None = None
    promised_delivery_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: str | None = None
    recipient: str | None = "吴示例"
    phone: str | None = "13800001111"
    province: str | None = "浙江省"
    city: str | None = "杭州市"
    county: str | None = "西湖区"
    street: str | None = "文三路391号"


@dataclass(frozen=True)
class Line:
    """One record of orders.csv."""

    order: Order
    line_id: str | None = None
    sku: str | None = None
    quantity: Decimal | None = None
    product_name: str | None = None
    line_status: str | None = None
    cancelled_quantity: Decimal | None = None
    requires_shipping: str | None = None
    line_paid: Decimal | None = None


@dataclass(frozen=True)
class ShipmentRecord:
    """One record of a shipment file: a line in a parcel."""

    order_id: str | None = None
    shop: str | None = None
    shipment_id: str | None = None
    original_order_id: str | None = None
    erp_order_id: str | None = None
    line_id: str | None = None
    sku: str | None = None
    product_name: str | None = None
    quantity: Decimal | None = None
    warehouse: str | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    master_tracking_number: str | None = None
    label_created_at: datetime | None = None
    shipped_at: datetime | None = None
    picked_up_at: datetime | None = None
    first_attempt_at: datetime | None = None
    attempts: Decimal | None = None
    promised_delivery_at: datetime | None = None
    delivered_at: datetime | None = None
    last_event_at: datetime | None = None
    delivery_status: str | None = None
    voided: str | None = None
    reship_of: str | None = None
    weight_kg: Decimal | None = None


@dataclass(frozen=True)
class ReturnRecord:
    """One record of returns.csv."""

    return_id: str
    order_id: str | None = None
    shop: str | None = None
    line_id: str | None = None
    sku: str | None = None
    quantity: Decimal | None = None
    return_type: str | None = "return_and_refund"
    status: str | None = "refunded"
    requested_at: datetime | None = None
    refunded_at: datetime | None = None
    refund_amount: Decimal | None = None
    exchange_tracking_number: str | None = None


@dataclass(frozen=True)
class KitPart:
    """One record of kits.csv: how many of a component stand in one kit."""

    kit_sku: str
    component_sku: str
    quantity: Decimal


@dataclass(frozen=True)
class World:
    """All files of a run, and the moment that the user stated, if any (a clock time in Shanghai)."""

    lines: tuple[Line, ...]
    shipments: tuple[ShipmentRecord, ...]
    returns: tuple[ReturnRecord, ...] = ()
    kits: tuple[KitPart, ...] = ()
    as_of: datetime | None = None
