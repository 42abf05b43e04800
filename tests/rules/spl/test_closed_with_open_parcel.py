from __future__ import annotations

import pytest

from tests.rules.held import number

OPEN = {"tracking_number": number(2), "delivery_status": "in transit"}
FIRST = {"delivered_at": "2026-11-13 10:00:00", "delivery_status": "delivered"}


def _told(order, parcel):
    return [("A1", f"the order is {order}, and parcel {number(2)} is {parcel}")]


@pytest.mark.parametrize(
    ("order", "parcel", "told"),
    [
        ({"status": "delivered"}, OPEN, _told("delivered", "in_transit")),
        ({"status": "closed"}, OPEN, _told("closed", "in_transit")),
        ({"status": "delivered"}, OPEN | {"delivery_status": "exception"}, _told("delivered", "exception")),
        (
            {"status": "delivered"},
            OPEN | {"delivery_status": "not shipped"},
            _told("delivered", "not_shipped"),
        ),
        # A closed order need not be sent.
        ({"status": "closed"}, OPEN | {"delivery_status": "not shipped"}, []),
        # It has an end, or "shipped" says nothing, nor does an empty status.
        ({"status": "delivered"}, OPEN | {"delivery_status": "delivered"}, []),
        ({"status": "delivered"}, OPEN | {"delivered_at": "2026-11-14 10:00:00"}, []),
        ({"status": "delivered"}, OPEN | {"delivery_status": "returned"}, []),
        ({"status": "delivered"}, OPEN | {"delivery_status": "shipped"}, []),
        ({"status": "delivered"}, OPEN | {"delivery_status": None}, []),
        # Voided labels and replacements.
        ({"status": "delivered"}, OPEN | {"voided": "yes"}, []),
        ({"status": "delivered"}, OPEN | {"reship_of": number(1)}, []),
        # The order is not done.
        ({"status": "shipped"}, OPEN, []),
        # The order file is newer than the parcel file: the parcel may have arrived since.
        ({"status": "delivered", "delivered_at": "2026-11-20 10:00:00"}, OPEN, []),
    ],
)
def test_an_order_that_is_done_and_a_parcel_that_is_not(held, order, parcel, told):
    assert held([{"quantity": "2", **order}], [FIRST, parcel]).get("SPL012", []) == told
