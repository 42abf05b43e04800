"""M02 on-time shipment rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .metric import metric
from .promise import by, promised_to_ship, told
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M02",
    "on-time shipment rate",
    unit="order",
    clock="first scan, else confirmation, against the promise to ship",
    needs=("orders.promised_ship_at | orders.paid_at",),
    leaves_out=(
        "orders cancelled before the promise by anybody but the seller",
        "orders without a promise, or whose promise has not run out",
    ),
)
def on_time_shipment(inputs: Inputs) -> Sheet:
    """How many orders left by the moment that was promised.

    ## Formula
    Orders whose first parcel left <= promise to ship / orders whose promise has run out. "Left" is four
    things in the trade, side by side: the label was printed, the seller confirmed the handover, the carrier
    scanned it first, and the scan or, without one, the confirmation. An order that has not left past its
    promise is a miss, and so is one that the seller cancelled. A moment that the shop's files never tell
    leaves the order out of that definition.

    ## Source
    Amazon's late shipment rate counts by confirmation, its seller-fulfilled Prime by the first scan; Chinese
    platforms by the upload of the waybill, which is the confirmation.
    """
    return Sheet(
        promised_to_ship(inputs),
        (
            Count(
                "by label",
                by("labelled_at"),
                told("labelled_at"),
                "label made",
                ("shipment_lines.label_created_at",),
            ),
            Count(
                "by confirmation",
                by("confirmed_at"),
                told("confirmed_at"),
                "handover as the seller says",
                ("shipment_lines.shipped_at | orders.shipped_at",),
            ),
            Count(
                "by first scan",
                by("scanned_at"),
                told("scanned_at"),
                "the carrier's first scan",
                ("shipment_lines.picked_up_at",),
            ),
            Count(
                "by first scan, else confirmation",
                by("left_at"),
                told("left_at"),
                "first scan, else handover as the seller says",
                ("shipment_lines.picked_up_at | shipment_lines.shipped_at | orders.shipped_at",),
            ),
        ),
    )
