from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest

from fulfil.exports.states import Payment, Status
from fulfil.facts.due import DUE, LIVE, Due, due_for_handoff, unknown_words

CASES = [
    ({"status_state": "to_ship"}, Due.DUE),
    ({"status_state": "unpaid"}, Due.UNPAID),
    ({"status_state": "deposit"}, Due.DEPOSIT),
    ({"status_state": "in_review"}, Due.IN_REVIEW),
    ({"status_state": "locked"}, Due.LOCKED),
    ({"status_state": "shipped"}, Due.SHIPPED),
    ({"status_state": "delivered"}, Due.SHIPPED),
    ({"status_state": "cancelled"}, Due.CANCELLED),
    ({"status_state": "closed"}, Due.CLOSED),
    ({"status_state": "refunded"}, Due.REFUNDED),
    ({"status_state": "deleted"}, Due.DELETED),
    ({"status_state": "replaced"}, Due.REPLACED),
    ({"status_state": "unknown"}, Due.DUE),
    ({"status_state": None}, Due.DUE),
    # Of a partly shipped order, the line says what is left; a cancelled order is cancelled whatever it says.
    ({"status_state": "partly_shipped", "line_status_state": "shipped"}, Due.SHIPPED),
    ({"status_state": "partly_shipped", "line_status_state": "to_ship"}, Due.DUE),
    ({"status_state": "cancelled", "line_status_state": "to_ship"}, Due.CANCELLED),
    ({"status_state": "to_ship", "line_status_state": "cancelled"}, Due.CANCELLED),
    ({"status_state": "partly_shipped", "quantity_to_ship": Decimal(0)}, Due.SHIPPED),
    ({"status_state": "partly_shipped", "quantity_to_ship": Decimal(1)}, Due.DUE),
    ({"payment_status_state": "paid"}, Due.DUE),
    ({"payment_status_state": "partly_paid"}, Due.UNPAID),
    ({"payment_status_state": "authorized"}, Due.UNPAID),
    ({"payment_status_state": "refunded"}, Due.REFUNDED),
    ({"payment_status_state": "voided"}, Due.CANCELLED),
    ({"payment_status_state": "partly_refunded"}, Due.DUE),
    # Cash on delivery is due without payment, and cancelled as any other.
    ({"payment_status_state": "unpaid", "payment_method_state": "cod"}, Due.DUE),
    ({"status_state": "unpaid", "payment_method_state": "cod"}, Due.DUE),
    ({"status_state": "cancelled", "payment_method_state": "cod"}, Due.CANCELLED),
    ({"paid_at_written": False, "payment_method_state": "cod"}, Due.DUE),
    # Without any status word the payment time decides, where there is such a column.
    ({"paid_at_written": False}, Due.UNPAID),
    ({"paid_at_written": True}, Due.DUE),
    ({"paid_at_written": False, "status_state": "to_ship"}, Due.DUE),
    ({"aftersale_status_state": "refunded"}, Due.REFUNDED),
    ({"aftersale_status_state": "open"}, Due.DUE),
    ({"in_review_state": "yes"}, Due.IN_REVIEW),
    ({"pick_up_state": "yes"}, Due.PICK_UP),
    ({"delivery_method_state": "pick_up"}, Due.PICK_UP),
    ({"delivery_method_state": "virtual"}, Due.VIRTUAL),
    ({"requires_shipping_state": "no"}, Due.VIRTUAL),
    ({"requires_shipping_state": "yes"}, Due.DUE),
    ({"cancelled_at": datetime(2026, 11, 20, tzinfo=UTC)}, Due.CANCELLED),
    ({"quantity": Decimal(2), "cancelled_quantity": Decimal(2)}, Due.CANCELLED),
    ({"quantity": Decimal(2), "cancelled_quantity": Decimal(1)}, Due.DUE),
    # A quantity of nothing is impossible (ORD002), not cancelled.
    ({"quantity": Decimal(0), "cancelled_quantity": Decimal(0)}, Due.DUE),
]


@pytest.mark.parametrize(("cells", "reason"), CASES)
def test_why_a_line_is_or_is_not_due(cells, reason):
    frame = pl.DataFrame({name: [value] for name, value in cells.items()})
    due = frame.select(due_for_handoff(frame.columns)).to_series()
    assert due.dtype == DUE
    assert due.to_list() == [reason]


def test_without_any_column_everything_is_due():
    frame = pl.DataFrame({"order_id": ["A1", "A2"]})
    assert frame.select("order_id", due_for_handoff(frame.columns))["due"].to_list() == [Due.DUE, Due.DUE]


@pytest.mark.parametrize("name", ["status", "payment_status"])
def test_every_state_has_an_answer(name):
    states = {"status": Status, "payment_status": Payment}[name]
    frame = pl.DataFrame({f"{name}_state": [state.value for state in states]})
    due = frame.select(due_for_handoff(frame.columns))["due"]
    assert due.null_count() == 0
    kept = [state for state, why in zip(states, due, strict=True) if why == Due.DUE]
    assert (
        set(kept)
        == {
            "status": {Status.TO_SHIP, Status.PARTLY_SHIPPED},
            "payment_status": {Payment.PAID, Payment.PARTLY_REFUNDED},
        }[name]
    )


def test_what_is_live_is_due_or_was():
    assert Due.DUE in LIVE
    assert not {Due.CANCELLED, Due.CLOSED, Due.REFUNDED, Due.UNPAID, Due.REPEATED} & set(LIVE)


def _unknown(**cells):
    frame = pl.DataFrame({name: [value] for name, value in cells.items()})
    found = {name: frame.select(mask).item() for name, mask in unknown_words(frame.columns).items()}
    return {name for name, is_unknown in found.items() if is_unknown}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"status_state": "to_ship"}, set()),
        ({"status_state": "unknown"}, {"status"}),
        ({"status_state": None}, {"status"}),
        ({"status_state": None, "line_status_state": "to_ship"}, set()),
        ({"status_state": "partly_shipped"}, {"status"}),
        ({"status_state": "partly_shipped", "quantity_to_ship": 1}, set()),
        ({"status_state": "partly_shipped", "line_status_state": "to_ship"}, set()),
        ({"payment_status_state": "unknown"}, {"payment_status"}),
        ({"payment_status_state": None}, set()),
        ({"aftersale_status_state": "unknown", "status_state": "to_ship"}, {"aftersale_status"}),
        ({}, set()),
    ],
)
def test_words_that_nothing_says_the_meaning_of(cells, columns):
    assert _unknown(order_id="A1", **cells) == columns
