"""The canonical tables: one vocabulary for code, profiles, JSON, documentation and `fulfil inspect`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What a column holds, and so how its text is read."""

    ID = "id"
    TEXT = "text"
    NOTE = "note"
    REGION = "region"
    PHONE = "phone"
    TRACKING = "tracking"
    STATE = "state"
    MOMENT = "moment"
    MONEY = "money"
    QUANTITY = "quantity"
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
    """

    name: str
    table: str
    kind: Kind
    personal: bool = False
    event: bool = False


ORDERS = "orders"
ORDER_LINES = "order_lines"

#: Where a row stands in its file: the path's index, the record (counted from 1 after the header,
#: blank ones left out) and the physical line where the record starts.
PLACE = ("file", "record", "line")


def _columns() -> tuple[Column, ...]:
    orders = ORDERS
    lines = ORDER_LINES
    return (
        Column("platform", orders, Kind.TEXT),
        Column("shop", orders, Kind.TEXT),
        Column("order_id", orders, Kind.ID),
        Column("parent_order_id", orders, Kind.ID),
        Column("original_order_id", orders, Kind.ID),
        Column("erp_order_id", orders, Kind.ID),
        Column("buyer_id", orders, Kind.ID, personal=True),
        Column("status", orders, Kind.STATE),
        Column("payment_status", orders, Kind.STATE),
        Column("payment_method", orders, Kind.TEXT),
        Column("aftersale_status", orders, Kind.STATE),
        Column("delivery_method", orders, Kind.TEXT),
        Column("in_review", orders, Kind.FLAG),
        Column("pick_up", orders, Kind.FLAG),
        Column("created_at", orders, Kind.MOMENT, event=True),
        Column("paid_at", orders, Kind.MOMENT, event=True),
        Column("promised_ship_at", orders, Kind.MOMENT),
        Column("promised_delivery_at", orders, Kind.MOMENT),
        Column("presale_ship_at", orders, Kind.MOMENT),
        Column("shipped_at", orders, Kind.MOMENT, event=True),
        Column("delivered_at", orders, Kind.MOMENT, event=True),
        Column("cancelled_at", orders, Kind.MOMENT, event=True),
        Column("cancelled_by", orders, Kind.TEXT),
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
        Column("weight_kg", orders, Kind.TEXT),
        Column("carrier", orders, Kind.TEXT),
        Column("tracking_number", orders, Kind.TRACKING),
        Column("buyer_note", orders, Kind.NOTE, personal=True),
        Column("seller_note", orders, Kind.NOTE, personal=True),
        Column("line_id", lines, Kind.ID),
        Column("line_status", lines, Kind.STATE),
        Column("sku", lines, Kind.ID),
        Column("product_name", lines, Kind.TEXT),
        Column("variant", lines, Kind.TEXT),
        Column("model", lines, Kind.TEXT),
        Column("kit_sku", lines, Kind.ID),
        Column("quantity", lines, Kind.QUANTITY),
        Column("cancelled_quantity", lines, Kind.QUANTITY),
        Column("quantity_to_ship", lines, Kind.QUANTITY),
        Column("requires_shipping", lines, Kind.FLAG),
        Column("unit_price", lines, Kind.MONEY),
        Column("line_paid", lines, Kind.MONEY),
    )


#: Every canonical column of order exports by name, in the order of the tables.
COLUMNS: Mapping[str, Column] = MappingProxyType({column.name: column for column in _columns()})

#: The fields that say where a parcel goes.
ADDRESS_FIELDS = ("country", "province", "city", "county", "town", "street", "address", "postcode")

#: The three levels of a Chinese address, widest first.
REGION_FIELDS = ("province", "city", "county")

#: What the program itself adds to a file of the handoff gate, and drops when it reads one again.
ADDED_PREFIX = "fulfil_"
