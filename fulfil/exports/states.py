"""The canonical states that the words of every platform are mapped to."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(StrEnum):
    """Where an order or a line stands."""

    UNPAID = "unpaid"
    DEPOSIT = "deposit"
    IN_REVIEW = "in_review"
    LOCKED = "locked"
    TO_SHIP = "to_ship"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    REFUNDED = "refunded"
    DELETED = "deleted"
    REPLACED = "replaced"


class Payment(StrEnum):
    """Where the money stands."""

    UNPAID = "unpaid"
    AUTHORIZED = "authorized"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"


class PaymentMethod(StrEnum):
    """Methods that change whether an order is due."""

    COD = "cod"


class Aftersale(StrEnum):
    """Where an after-sale or refund request stands."""

    NONE = "none"
    OPEN = "open"
    REFUNDED = "refunded"
    CLOSED = "closed"


class Delivery(StrEnum):
    """Methods of delivery that need no waybill."""

    PICK_UP = "pick_up"
    VIRTUAL = "virtual"


class CancelledBy(StrEnum):
    """Who cancelled an order: what the seller cancels for want of goods stays a miss."""

    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"


class Flag(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"


class DeliveryStatus(StrEnum):
    """Where a parcel stands."""

    NOT_SHIPPED = "not_shipped"
    LABEL_CREATED = "label_created"
    SHIPPED = "shipped"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPTED = "attempted"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class ReturnStatus(StrEnum):
    """Where a return stands; `approved` waits for the buyer's parcel, `completed` may be any good end."""

    REQUESTED = "requested"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    RECEIVED = "received"
    REFUNDED = "refunded"
    REPLACED = "replaced"
    COMPLETED = "completed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class ReturnType(StrEnum):
    """What a return asks for."""

    RETURN_AND_REFUND = "return_and_refund"
    REFUND_ONLY = "refund_only"
    REFUND_BEFORE_SHIPMENT = "refund_before_shipment"
    EXCHANGE = "exchange"
    RESHIP = "reship"
    REPAIR = "repair"
    REFUSED_DELIVERY = "refused_delivery"
    PRICE_PROTECTION = "price_protection"
    COMPENSATION = "compensation"


#: Vocabulary -> the states it may map words to. The closed ones (see below) must know every word they meet;
#: of the others only the words that change something are listed.
VOCABULARIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": tuple(state.value for state in Status),
        "payment_status": tuple(state.value for state in Payment),
        "aftersale_status": tuple(state.value for state in Aftersale),
        "delivery_status": tuple(state.value for state in DeliveryStatus),
        "return_status": tuple(state.value for state in ReturnStatus),
        "return_type": tuple(state.value for state in ReturnType),
        "payment_method": tuple(state.value for state in PaymentMethod),
        "delivery_method": tuple(state.value for state in Delivery),
        "cancelled_by": tuple(state.value for state in CancelledBy),
        "flag": tuple(state.value for state in Flag),
    }
)

#: The vocabularies in which a word without a state is told (EXP005), and holds its order.
CLOSED_VOCABULARIES = ("status", "payment_status", "aftersale_status", "delivery_status", "return_status")
