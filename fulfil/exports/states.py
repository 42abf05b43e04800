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


class Flag(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"


#: Vocabulary -> the states it may map words to. The first three must know every word they meet;
#: of the others only the words that change something are listed.
VOCABULARIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status": tuple(state.value for state in Status),
        "payment_status": tuple(state.value for state in Payment),
        "aftersale_status": tuple(state.value for state in Aftersale),
        "payment_method": tuple(state.value for state in PaymentMethod),
        "delivery_method": tuple(state.value for state in Delivery),
        "flag": tuple(state.value for state in Flag),
    }
)

#: The vocabularies in which a word without a state holds its order (EXP005).
CLOSED_VOCABULARIES = ("status", "payment_status", "aftersale_status")

#: Canonical column -> the vocabulary of its words.
VOCABULARY_OF: Mapping[str, str] = MappingProxyType(
    {
        "status": "status",
        "line_status": "status",
        "payment_status": "payment_status",
        "aftersale_status": "aftersale_status",
        "payment_method": "payment_method",
        "delivery_method": "delivery_method",
        "in_review": "flag",
        "pick_up": "flag",
        "requires_shipping": "flag",
    }
)
