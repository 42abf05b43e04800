"""What a rule of the user's own may rely on: the facts and columns that stay as they are.

Facts have more than this. What is not named here can change with any version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .rule import Scope

#: The scopes whose rules see a whole audit.
AUDITED: Final = (Scope.ORDER, Scope.GROUP, Scope.PARCEL)


@dataclass(frozen=True, slots=True)
class Promised:
    """A frame of the facts.

    Args:
        scopes: the scopes whose rules get it.
        path: where it stands in `facts`.
        about: what one row of it is.
        columns: those of its columns that stay.
    """

    scopes: tuple[Scope, ...]
    path: str
    about: str
    columns: tuple[str, ...]


PROMISED: Final = (
    Promised(
        (Scope.ROW,),
        "complete",
        "a row of the export, with every canonical column of what it tells of (null where the export lacks "
        "it) and, of words such as `status`, what they mean as `status_state`",
        ("row", "file", "record", "line"),
    ),
    Promised((Scope.ROW,), "records", "the same, with the columns that the export has", ("row",)),
    Promised((Scope.ROW,), "unread", "a cell that cannot be read", ("row", "field", "value", "reason")),
    Promised(
        AUDITED,
        "fulfilment.orders",
        "an order",
        (
            *("row", "order", "order_id", "platform", "shop", "group", "inferred", "siblings"),
            *("status", "live", "complete", "created_at", "paid_at", "cancelled_at", "ship_by", "deliver_by"),
            *("left_at", "delivered_at", "parcels", "carrier", "province", "currency", "goods_amount"),
            *("freight_paid", "order_paid", "weight_g", "refunded", "refund_amount", "observed"),
        ),
    ),
    Promised(
        AUDITED,
        "fulfilment.lines",
        "a line of an order",
        (
            *("row", "order", "line_id", "sku", "quantity", "ordered", "cancelled", "due", "shipped"),
            *("excess", "returned", "live", "passed", "kit", "line_paid", "judged", "finished"),
        ),
    ),
    Promised(
        AUDITED,
        "fulfilment.parcels",
        "a parcel",
        (
            *("row", "parcel", "order", "orders", "carrier", "tracking_number", "warehouse", "status"),
            *("label_created_at", "shipped_at", "picked_up_at", "first_attempt_at", "attempts"),
            *("delivered_at", "last_event_at", "voided", "counted", "replacement", "weight_g"),
        ),
    ),
    Promised(
        AUDITED,
        "fulfilment.contents",
        "a line of a parcel",
        ("row", "parcel", "order", "line", "sku", "quantity", "counted", "replacement", "left_at"),
    ),
    Promised(
        AUDITED,
        "cases.cases",
        "a return from request to end",
        (
            *("row", "case", "order", "order_id", "return_id", "kind", "goods", "apart", "status", "outcome"),
            *("requested_at", "answered_at", "sent_back_at", "received_at", "settled_at", "ended_at"),
            *("reason", "carrier", "warehouse", "quantity", "refund_amount", "currency", "paid"),
            *("delivered_at", "paid_at", "seller_hours", "buyer_hours", "courier_hours"),
        ),
    ),
    Promised(
        AUDITED,
        "cases.lines",
        "a line of a return",
        ("row", "case", "order", "line", "sku", "quantity", "back", "refund_amount", "reason"),
    ),
    Promised(
        (*AUDITED, Scope.EXPORT),
        "spine",
        "a row of any file",
        ("row", "subject", "file", "record", "line", "order_id", "shop", "order", "judged"),
    ),
)
