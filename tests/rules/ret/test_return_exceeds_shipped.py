from __future__ import annotations

import pytest

from tests.rules.held import number

ASKED = {"return_type": "return_and_refund", "status": "approved", "requested_at": "2026-11-20 09:00:00"}
KITS = "kit_sku,component_sku,quantity\nDESK,TOP,1\nDESK,LEG,4\n"
AGAIN = {"return_id": "R2", "requested_at": "2026-11-21 09:00:00"}


def _told(held, orders, parcels, returns, **asked):
    return held(orders, parcels, [{**ASKED, **row} for row in returns], **asked).get("RET006", [])


def _more(units, reason, sku="TOY-01"):
    return [("A1", f"{units} units of {sku} were sent back or are to be, but {reason}")]


@pytest.mark.parametrize(
    ("orders", "parcels", "returns", "told"),
    [
        ([{}], [{}], [{}], []),
        ([{}], [{}], [{"quantity": "2"}], _more("2", "only 1 was sent")),
        ([{"quantity": "2"}], [{}], [{"quantity": "2"}], _more("2", "only 1 was sent")),
        # Without parcels, what was ordered counts.
        ([{"quantity": "2"}], [], [{"quantity": "2"}], []),
        ([{"quantity": "2"}], [], [{"quantity": "3"}], _more("3", "only 2 were ordered")),
        # Cumulative; what was refused, withdrawn or closed is not sent back.
        ([{}], [{}], [{}, AGAIN], _more("2", "only 1 was sent")),
        ([{}], [{}], [{"status": "rejected"}, AGAIN], []),
        ([{}], [{}], [{"status": "withdrawn"}, AGAIN], []),
        ([{}], [{}], [{"status": "closed"}, AGAIN], []),
        # Money without goods is RFD003's.
        ([{}], [{}], [{"return_type": "refund_only"}, AGAIN], []),
        ([{}], [{}], [{"return_type": "refund_before_shipment", "quantity": "2"}], []),
        ([{}], [{}], [{"return_type": "price protection"}, AGAIN], []),
        # What was sent again may come back again.
        ([{}], [{}], [{"return_type": "exchange"}, AGAIN], []),
        ([{}], [{}, {"tracking_number": number(2), "replacement": "yes"}], [{}, AGAIN], []),
        # Refused parcels count as sent.
        ([{}], [{"delivery_status": "returned"}], [{"return_type": "refused delivery"}], []),
        # The warehouse counted more than was asked for.
        ([{}], [{}], [{"quantity_received": "2"}], _more("2", "only 1 was sent")),
        # Two lines of one SKU are one stock of it.
        ([{"line_id": "1"}, {"line_id": "2"}], [{"line_id": "1"}, {"line_id": "2"}], [{"quantity": "2"}], []),
        # Not of the order; wrong goods that left may come back.
        ([{}], [{}], [{"sku": "TOY-09"}], _more("1", "its order has no such goods", "TOY-09")),
        ([{}], [{"sku": "TOY-09"}], [{"sku": "TOY-09"}], []),
        # Nobody says how much, of what, or of which order.
        ([{}], [{}], [{"quantity": None}], []),
        ([{}], [{}], [{"sku": None, "quantity": "5"}], []),
        ([{}], [{}], [{"order_id": "B7", "quantity": "5"}], []),
        # What is in a parcel is not told: what was ordered counts.
        ([{"quantity": "2"}], [{"sku": None}], [{"quantity": "2"}], []),
        # By the line alone.
        (
            [{"line_id": "1"}],
            [{"line_id": "1"}],
            [{"sku": None, "line_id": "1", "quantity": "2"}],
            _more("2", "only 1 was sent"),
        ),
    ],
)
def test_what_comes_back_and_what_was_sent(held, orders, parcels, returns, told):
    assert _told(held, orders, parcels, returns) == told


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"sku": "DESK"}], []),
        ([{"sku": "LEG", "quantity": "4"}], []),
        ([{"sku": "LEG", "quantity": "5"}], _more("5", "only 4 were ordered", "LEG")),
        ([{"sku": "DESK", "quantity": "2"}], _more("2", "only 1 was ordered", "DESK")),
        ([{"sku": "CHAIR"}], _more("1", "its order has no such goods", "CHAIR")),
    ],
)
def test_kits_and_their_parts(held, rows, told):
    assert _told(held, [{"sku": "DESK"}], [], rows, kits=KITS) == told


def test_a_file_that_names_goods_by_other_words_is_unknown(held):
    orders = [{"order_id": f"A{n}"} for n in range(1, 26)]
    rows = [{"order_id": f"A{n}", "return_id": f"R{n}", "sku": f"{n:05}"} for n in range(1, 26)]
    assert _told(held, orders, [], rows) == []
    assert len(_told(held, orders[:5], [], rows[:5])) == 5
