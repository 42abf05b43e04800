"""What order exports say of money that went back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fulfil.audit import Question, checked

HEADER = "order_id,line_id,sku,quantity,status,aftersale_status,payment_status,refund_amount,currency,paid_at"


@pytest.fixture
def orders(tmp_path):
    def read(*rows, header=HEADER):
        path = tmp_path / "orders.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        with checked([str(path)], Question()) as run:
            told = run.facts.fulfilment.orders.select("order_id", "refund_open", "refunded", "refund_amount")
        return {row[0]: row[1:] for row in told.iter_rows()}

    return read


def test_states_and_amounts(orders):
    paid = "CNY,2026-11-01 00:00:00"
    assert orders(
        f"A,1,S,1,shipped,refunded,paid,,{paid}",
        f"B,1,S,1,shipped,open,paid,12,{paid}",
        f"C,1,S,1,shipped,none,partly refunded,3.5,{paid}",
        f"C,2,T,1,shipped,none,partly refunded,3.5,{paid}",
        f"D,1,S,1,shipped,none,paid,0,{paid}",
        f"E,1,S,1,shipped,none,paid,2,{paid}",
    ) == {
        "A": (False, True, None),
        "B": (True, False, Decimal(12)),
        # The amount of the order stands in each of its lines.
        "C": (False, True, Decimal("3.5")),
        "D": (False, False, None),
        "E": (False, True, Decimal(2)),
    }


def test_amounts_of_lines_are_added_up(orders):
    header = "order_id,line_id,sku,quantity,line_status,refund_amount"
    assert orders("A,1,S,1,shipped,2", "A,2,T,1,shipped,3", header=header)["A"] == (False, True, Decimal(5))
