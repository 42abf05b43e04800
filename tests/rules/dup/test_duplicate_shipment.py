from __future__ import annotations

import pytest

from tests.rules.held import number

TWO = {"quantity": "2"}
AGAIN = {**TWO, "tracking_number": number(2), "shipped_at": "2026-11-12 10:00:00"}
TOLD = [("A1", f"parcel {number(2)} holds all 2 of TOY-01 again: {number(1)} did already")]


@pytest.mark.parametrize(
    ("orders", "parcels", "told"),
    [
        ([TWO], [TWO, AGAIN], TOLD),
        # In whatever order the file has them.
        ([TWO], [AGAIN, TWO], TOLD),
        # Two parcels of a half each; a second one of a part of it.
        ([TWO], [{}, {"tracking_number": number(2)}], []),
        ([TWO], [TWO, AGAIN | {"quantity": "1"}], []),
        # What was lost and sent again is written down as such; labels that were voided never left.
        ([TWO], [TWO, AGAIN | {"reship_of": number(1)}], []),
        ([TWO], [TWO, AGAIN | {"replacement": "yes"}], []),
        ([TWO], [TWO, AGAIN | {"voided": "yes"}], []),
        ([TWO], [TWO, AGAIN | {"delivery_status": "not shipped"}], []),
        # Lines of one SKU are one: which of them a parcel holds, nobody says.
        (
            [{"line_id": "1"}, {"line_id": "2"}],
            [{"line_id": "1"}, {"line_id": "2", "tracking_number": number(2)}],
            [],
        ),
        # Two pieces under one master number are one parcel.
        (
            [TWO],
            [TWO | {"master_tracking_number": number(7)}, AGAIN | {"master_tracking_number": number(7)}],
            [],
        ),
        # Nobody says what is in it; nothing was due.
        ([TWO], [TWO, AGAIN | {"sku": None}], []),
        ([{**TWO, "status": "cancelled"}], [TWO, AGAIN], []),
        # Another order of that number.
        ([TWO | {"shop": "N"}, TWO | {"shop": "S"}], [TWO | {"shop": "N"}, AGAIN | {"shop": "S"}], []),
    ],
)
def test_a_line_that_was_sent_twice(held, orders, parcels, told):
    assert held(orders, parcels).get("DUP002", []) == told


def test_the_parcel_of_an_exchange_is_no_duplicate(held):
    exchange = {"return_type": "exchange", "exchange_tracking_number": number(2)}
    assert "DUP002" not in held([TWO], [TWO, AGAIN], [exchange])


def test_each_parcel_after_the_first_is_told(held):
    third = AGAIN | {"tracking_number": number(3), "shipped_at": "2026-11-13 10:00:00"}
    assert len(held([TWO], [TWO, AGAIN, third])["DUP002"]) == 2
