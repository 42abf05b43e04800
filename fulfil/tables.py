"""The canonical tables: one vocabulary for code, profiles, JSON, documentation and `fulfil inspect`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Subject(StrEnum):
    """What a record tells of. One export may tell of several: an order list with tracking numbers does."""

    ORDERS = "orders"
    SHIPMENTS = "shipments"
    RETURNS = "returns"


class Kind(StrEnum):
    """What a column holds, and so how its text is read; `ids` are several in one cell, by one space."""

    ID = "id"
    IDS = "ids"
    TEXT = "text"
    NOTE = "note"
    REGION = "region"
    PHONE = "phone"
    TRACKING = "tracking"
    STATE = "state"
    MOMENT = "moment"
    MONEY = "money"
    QUANTITY = "quantity"
    WEIGHT = "weight"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column.

    Args:
        name: the header that a CSV may use directly.
        table: the canonical table it belongs to.
        kind: how its text is read.
        personal: whether it is personal data, masked outside the files of the handoff gate.
        event: whether a moment is something that happened (never a promise or deadline),
            so that it may set `as_of`.
        vocabulary: the vocabulary of its words (see `exports.states`), where their states matter.
    """

    name: str
    table: str
    kind: Kind
    personal: bool = False
    event: bool = False
    vocabulary: str | None = None


ORDERS = "orders"
ORDER_LINES = "order_lines"
SHIPMENT_LINES = "shipment_lines"
RETURNS = "returns"

#: Where a row stands in its file: the path's index, the record (counted from 1 after the header,
#: blank ones left out) and the physical line where the record starts.
PLACE = ("file", "record", "line")


def _order_columns() -> tuple[Column, ...]:
    orders = ORDERS
    lines = ORDER_LINES
    return (
        Column("platform", orders, Kind.TEXT),
        Column("shop", orders, Kind.TEXT),
        Column("order_id", orders, Kind.ID),
        Column("parent_order_id", orders, Kind.ID),
        Column("original_order_id", orders, Kind.ID),
        Column("split_into", orders, Kind.IDS),
        Column("erp_order_id", orders, Kind.ID),
        Column("buyer_id", orders, Kind.ID, personal=True),
        Column("status", orders, Kind.STATE, vocabulary="status"),
        Column("payment_status", orders, Kind.STATE, vocabulary="payment_status"),
        Column("payment_method", orders, Kind.TEXT, vocabulary="payment_method"),
        Column("aftersale_status", orders, Kind.STATE, vocabulary="aftersale_status"),
        Column("delivery_method", orders, Kind.TEXT, vocabulary="delivery_method"),
        Column("in_review", orders, Kind.FLAG, vocabulary="flag"),
        Column("pick_up", orders, Kind.FLAG, vocabulary="flag"),
        Column("fulfilment_channel", orders, Kind.TEXT),
        Column("replacement", orders, Kind.FLAG, vocabulary="flag"),
        Column("created_at", orders, Kind.MOMENT, event=True),
        Column("paid_at", orders, Kind.MOMENT, event=True),
        Column("promised_ship_at", orders, Kind.MOMENT),
        Column("promised_delivery_at", orders, Kind.MOMENT),
        Column("presale_ship_at", orders, Kind.MOMENT),
        Column("shipped_at", orders, Kind.MOMENT, event=True),
        Column("delivered_at", orders, Kind.MOMENT, event=True),
        Column("cancelled_at", orders, Kind.MOMENT, event=True),
        Column("cancelled_by", orders, Kind.TEXT, vocabulary="cancelled_by"),
        Column("goods_amount", orders, Kind.MONEY),
        Column("freight_paid", orders, Kind.MONEY),
        Column("order_paid", orders, Kind.MONEY),
        Column("refund_amount", orders, Kind.MONEY),
        Column("currency", orders, Kind.TEXT),
        Column("recipient", orders, Kind.TEXT, personal=True),
        Column("phone", orders, Kind.PHONE, personal=True),
        Column("country", orders, Kind.TEXT),
        Column("province", orders, Kind.REGION),
        Column("city", orders, Kind.REGION),
        Column("county", orders, Kind.REGION),
        Column("town", orders, Kind.REGION),
        Column("street", orders, Kind.TEXT, personal=True),
        Column("address", orders, Kind.TEXT, personal=True),
        Column("postcode", orders, Kind.TEXT),
        Column("weight_kg", orders, Kind.WEIGHT),
        Column("carrier", orders, Kind.TEXT),
        Column("tracking_number", orders, Kind.TRACKING),
        Column("buyer_note", orders, Kind.NOTE, personal=True),
        Column("seller_note", orders, Kind.NOTE, personal=True),
        Column("line_id", lines, Kind.ID),
        Column("line_status", lines, Kind.STATE, vocabulary="status"),
        Column("sku", lines, Kind.ID),
        Column("product_name", lines, Kind.TEXT),
        Column("variant", lines, Kind.TEXT),
        Column("model", lines, Kind.TEXT),
        Column("kit_sku", lines, Kind.ID),
        Column("gift", lines, Kind.FLAG, vocabulary="flag"),
        Column("quantity", lines, Kind.QUANTITY),
        Column("cancelled_quantity", lines, Kind.QUANTITY),
        Column("quantity_to_ship", lines, Kind.QUANTITY),
        Column("requires_shipping", lines, Kind.FLAG, vocabulary="flag"),
        Column("unit_price", lines, Kind.MONEY),
        Column("line_paid", lines, Kind.MONEY),
    )


def _shipment_columns() -> tuple[Column, ...]:
    parcels = SHIPMENT_LINES
    return (
        Column("platform", parcels, Kind.TEXT),
        Column("shop", parcels, Kind.TEXT),
        Column("shipment_id", parcels, Kind.ID),
        Column("order_id", parcels, Kind.ID),
        Column("original_order_id", parcels, Kind.ID),
        Column("erp_order_id", parcels, Kind.ID),
        Column("line_id", parcels, Kind.ID),
        Column("sku", parcels, Kind.ID),
        Column("product_name", parcels, Kind.TEXT),
        Column("model", parcels, Kind.TEXT),
        Column("kit_sku", parcels, Kind.ID),
        Column("gift", parcels, Kind.FLAG, vocabulary="flag"),
        Column("quantity", parcels, Kind.QUANTITY),
        Column("warehouse", parcels, Kind.TEXT),
        Column("carrier", parcels, Kind.TEXT),
        Column("service", parcels, Kind.TEXT),
        Column("tracking_number", parcels, Kind.TRACKING),
        Column("master_tracking_number", parcels, Kind.TRACKING),
        Column("label_created_at", parcels, Kind.MOMENT, event=True),
        Column("shipped_at", parcels, Kind.MOMENT, event=True),
        Column("picked_up_at", parcels, Kind.MOMENT, event=True),
        Column("first_attempt_at", parcels, Kind.MOMENT, event=True),
        Column("attempts", parcels, Kind.QUANTITY),
        Column("promised_delivery_at", parcels, Kind.MOMENT),
        Column("delivered_at", parcels, Kind.MOMENT, event=True),
        Column("last_event_at", parcels, Kind.MOMENT, event=True),
        Column("delivery_status", parcels, Kind.STATE, vocabulary="delivery_status"),
        Column("voided", parcels, Kind.FLAG, vocabulary="flag"),
        Column("reship_of", parcels, Kind.ID),
        Column("replacement", parcels, Kind.FLAG, vocabulary="flag"),
        Column("weight_kg", parcels, Kind.WEIGHT),
    )


def _return_columns() -> tuple[Column, ...]:
    returns = RETURNS
    return (
        Column("platform", returns, Kind.TEXT),
        Column("shop", returns, Kind.TEXT),
        Column("return_id", returns, Kind.ID),
        Column("refund_id", returns, Kind.ID),
        Column("order_id", returns, Kind.ID),
        Column("original_order_id", returns, Kind.ID),
        Column("line_id", returns, Kind.ID),
        Column("sku", returns, Kind.ID),
        Column("product_name", returns, Kind.TEXT),
        Column("quantity", returns, Kind.QUANTITY),
        Column("quantity_received", returns, Kind.QUANTITY),
        Column("return_type", returns, Kind.STATE, vocabulary="return_type"),
        Column("status", returns, Kind.STATE, vocabulary="return_status"),
        Column("goods_status", returns, Kind.TEXT),
        Column("reason", returns, Kind.TEXT),
        Column("comment", returns, Kind.NOTE, personal=True),
        Column("liable_party", returns, Kind.TEXT),
        Column("requested_at", returns, Kind.MOMENT, event=True),
        Column("responded_at", returns, Kind.MOMENT, event=True),
        Column("approved_at", returns, Kind.MOMENT, event=True),
        Column("sent_back_at", returns, Kind.MOMENT, event=True),
        Column("received_at", returns, Kind.MOMENT, event=True),
        Column("inspected_at", returns, Kind.MOMENT, event=True),
        Column("refunded_at", returns, Kind.MOMENT, event=True),
        Column("buyer_credited_at", returns, Kind.MOMENT, event=True),
        Column("closed_at", returns, Kind.MOMENT, event=True),
        Column("deadline_at", returns, Kind.MOMENT),
        Column("refund_amount", returns, Kind.MONEY),
        Column("currency", returns, Kind.TEXT),
        Column("warehouse", returns, Kind.TEXT),
        Column("return_carrier", returns, Kind.TEXT),
        Column("return_tracking_number", returns, Kind.TRACKING),
        Column("original_tracking_number", returns, Kind.TRACKING),
        Column("original_shipment_id", returns, Kind.ID),
        Column("exchange_order_id", returns, Kind.ID),
        Column("exchange_tracking_number", returns, Kind.TRACKING),
    )


def _by_name(columns: tuple[Column, ...]) -> Mapping[str, Column]:
    return MappingProxyType({column.name: column for column in columns})


#: Every canonical column by what its record tells of and by name, in the order of the tables.
COLUMNS_OF: Mapping[Subject, Mapping[str, Column]] = MappingProxyType(
    {
        Subject.ORDERS: _by_name(_order_columns()),
        Subject.SHIPMENTS: _by_name(_shipment_columns()),
        Subject.RETURNS: _by_name(_return_columns()),
    }
)

#: Every canonical column of orders and their lines by name.
COLUMNS = COLUMNS_OF[Subject.ORDERS]

#: The columns that name what a record tells of, the first that a file has; without any it tells of nothing.
KEYS: Mapping[Subject, tuple[str, ...]] = MappingProxyType(
    {
        Subject.ORDERS: ("order_id",),
        Subject.SHIPMENTS: ("shipment_id", "tracking_number", "order_id"),
        Subject.RETURNS: ("return_id", "refund_id", "order_id"),
    }
)

#: What tells of a line, and not of the whole order, parcel or return that the line belongs to.
LINE_FIELDS = frozenset(
    {
        *(column.name for column in COLUMNS.values() if column.table == ORDER_LINES),
        "quantity_received",
        "refund_amount",
        "reason",
        "comment",
    }
)

#: The fields that say where a parcel goes.
ADDRESS_FIELDS = ("country", "province", "city", "county", "town", "street", "address", "postcode")

#: The three levels of a Chinese address, widest first.
REGION_FIELDS = ("province", "city", "county")

#: What the program itself adds to a file of the handoff gate, and drops when it reads one again.
ADDED_PREFIX = "fulfil_"
