from __future__ import annotations

import pytest

from fulfil.policy.policy_file import policy_of

ORDER = {"line_id": "1", "line_paid": "20", "freight_paid": "5", "order_paid": "25"}
REFUND = {
    "line_id": "1",
    "return_type": "return_and_refund",
    "status": "refunded",
    "requested_at": "2026-11-20 09:00:00",
    "refunded_at": "2026-11-22 09:00:00",
}


def _told(held, orders, amounts, **asked):
    rows = [
        {**REFUND, "return_id": f"R{n}", **(row if isinstance(row, dict) else {"refund_amount": row})}
        for n, row in enumerate(amounts, 1)
    ]
    return held([{**ORDER, **order} for order in orders], [], rows, **asked).get("RFD003", [])


def _more(amount, what, paid):
    return [("A1", f"{amount} were refunded for {what}, and {paid} had been paid")]


@pytest.mark.parametrize(
    ("orders", "amounts", "told"),
    [
        ([{}], ["20"], []),
        # The freight goes back, too; cents of rounding are tolerated.
        ([{}], ["25"], []),
        ([{}], ["25.01"], []),
        ([{}], ["25.02"], _more("25.02", "the line", "20")),
        ([{}], ["15", "15"], _more("30", "the line", "20")),
        # Without the freight it is what was paid beyond the lines.
        ([{"freight_paid": None}], ["25"], []),
        ([{"freight_paid": None, "order_paid": None}], ["25"], _more("25", "the line", "20")),
        # Where no line's price is told, the order's sum counts.
        ([{"line_paid": None}], ["20", "5"], []),
        ([{"line_paid": None}], ["20", "6"], _more("26", "the order", "25")),
        ([{"line_paid": None, "order_paid": None}], ["200"], []),
        # Each line within its price, the order beyond what was paid for it.
        (
            [{"order_paid": "35"}, {"line_id": "2", "sku": "TOY-02", "order_paid": "35"}],
            ["20", {"line_id": "2", "sku": "TOY-02", "refund_amount": "20"}],
            _more("40", "the order", "35"),
        ),
        # Asked for, refused, or for something else than the goods.
        ([{}], [{"refund_amount": "30", "status": "requested", "refunded_at": None}], []),
        ([{}], [{"refund_amount": "30", "status": "rejected", "refunded_at": None}], []),
        ([{}], ["20", {"refund_amount": "10", "return_type": "compensation"}], []),
        (
            [{}],
            ["25", {"refund_amount": "3", "return_type": "price protection"}],
            _more("28", "the line", "20"),
        ),
        # Currencies must agree; one that is told once is that of both.
        ([{"currency": "EUR"}], [{"refund_amount": "200", "currency": "CNY"}], []),
        ([{"currency": "EUR"}], [{"refund_amount": "30", "currency": "eur"}], _more("30", "the line", "20")),
        ([{"currency": "EUR"}], ["30"], _more("30", "the line", "20")),
        ([{}], [{"refund_amount": "200", "order_id": "B7"}], []),
        ([{}], [{"refund_amount": None}], []),
    ],
)
def test_sums_of_refunds(held, orders, amounts, told):
    assert _told(held, orders, amounts) == told


def test_the_tolerance_is_the_policys(held):
    assert _told(held, [{}], ["26"], policy=policy_of("[returns]\nmoney_tolerance = 1\n")) == []
