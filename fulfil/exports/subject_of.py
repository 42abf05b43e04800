"""What the records of a file of no known kind tell of, by the canonical columns that its header names."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ..tables import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_TELLING: Final[Mapping[Subject, frozenset[str]]] = MappingProxyType(
    {
        Subject.ORDERS: frozenset(
            {
                *("created_at", "paid_at", "promised_ship_at", "payment_status", "payment_method"),
                *("order_paid", "goods_amount", "freight_paid", "unit_price", "line_paid", "buyer_note"),
            }
        ),
        Subject.SHIPMENTS: frozenset(
            {
                *("shipment_id", "tracking_number", "master_tracking_number", "carrier", "service"),
                *("warehouse", "label_created_at", "shipped_at", "picked_up_at", "first_attempt_at"),
                *("delivered_at", "last_event_at", "delivery_status", "voided"),
            }
        ),
        Subject.RETURNS: frozenset(
            {
                *("return_id", "refund_id", "return_type", "reason", "requested_at", "responded_at"),
                *("approved_at", "sent_back_at", "received_at", "refunded_at", "quantity_received"),
                *("return_carrier", "return_tracking_number", "exchange_order_id", "liable_party"),
            }
        ),
    }
)

#: Without one of these a file with a reason and a sum is an order list that tells of refunds, too.
_OF_RETURNS: Final = frozenset(
    {"return_id", "refund_id", "return_type", "requested_at", "return_tracking_number"}
)

#: So many columns of a kind are no accident.
_SEVERAL: Final = 2


def telling(subject: Subject, names: Collection[str]) -> frozenset[str]:
    """The canonical columns among some that only a file of one subject has."""
    return _TELLING[subject] & set(names)


def subject_of(found: Mapping[Subject, Collection[str]], likely: Subject | None = None) -> Subject | None:
    """The subject of a file whose kind no signature proves.

    A file of returns names a return, its type or its request, and at least two columns of returns in all. A
    file of shipments names at least two columns of parcels, and nothing of the sale itself. What else names
    an order is a file of orders; it may still carry tracking numbers. Where somebody says what the file is
    likely to be, it is that, unless its header names more columns of something else.

    Args:
        found: subject -> the canonical columns that the header names, for each subject whose key it names.
        likely: what the user takes the file for.

    Returns:
        The subject; None where nothing is found.
    """
    told = {subject: telling(subject, names) for subject, names in found.items()}
    if likely in told and len(told[likely]) == max(map(len, told.values())):
        return likely
    returns = told.get(Subject.RETURNS, frozenset())
    if returns & _OF_RETURNS and len(returns) >= _SEVERAL:
        return Subject.RETURNS
    sold = told.get(Subject.ORDERS, frozenset())
    if len(told.get(Subject.SHIPMENTS, frozenset())) >= _SEVERAL and not sold:
        return Subject.SHIPMENTS
    return next((subject for subject in Subject if found.get(subject)), None)
