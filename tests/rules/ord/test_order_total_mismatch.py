from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.policy.policy import Policy
from fulfil.rules.ord.order_total_mismatch import order_total_mismatch

MONEY = pl.Decimal(18, 4)


def _money(value):
    return None if value is None else Decimal(value)


def _facts(*orders):
    """Each order: what was paid, the freight, the goods, and its lines' amounts (or amount and reason)."""
    told, lines = [], []
    for number, (paid, freight, goods, amounts) in enumerate(orders):
        told.append((number, number, _money(paid), _money(freight), _money(goods)))
        for amount in amounts:
            value, reason = amount if isinstance(amount, tuple) else (amount, "already shipped")
            lines.append((number, _money(value), reason))
    order = {"order": pl.UInt32, "row": pl.UInt32}
    amounts = dict.fromkeys(("order_paid", "freight_paid", "goods_amount"), MONEY)
    return SimpleNamespace(
        fulfilment=SimpleNamespace(
            orders=pl.DataFrame(told, order | amounts, orient="row"),
            lines=pl.DataFrame(
                lines, {"order": pl.UInt32, "line_paid": MONEY, "reason": pl.String}, orient="row"
            ),
        )
    )


def _found(*orders):
    return order_total_mismatch.check(_facts(*orders), Policy()).collect().rows()


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (("50", None, None, ["30", "20"]), None),
        (("55", "5", None, ["30", "20"]), None),
        (("50", "5", None, ["30", "20"]), None),
        (("65", "5", None, ["30", "20"]), ("65", "50, or 55 with the freight")),
        (("45.50", None, None, ["30", "20"]), ("45.5", "50")),
        (("45", "0", None, ["50"]), ("45", "50")),
        # Each line may be rounded.
        (("50.02", None, None, ["30", "20"]), None),
        (("49.98", None, None, ["30", "20"]), None),
        (("50.03", None, None, ["30", "20"]), ("50.03", "50")),
        (("55.03", "5", None, ["30", "20"]), ("55.03", "50, or 55 with the freight")),
        # A discount or tax of the whole order.
        (("45", "0", "50", ["30", "20"]), None),
        (("45", "0", "60", ["30", "20"]), ("45", "50")),
        # Not told, or not alive.
        ((None, None, None, ["30"]), None),
        (("50", None, None, ["30", None]), None),
        (("50", None, None, []), None),
        (("10", None, None, [("30", "pre-sale, to ship later")]), None),
        (("10", None, None, [("30", "deposit")]), None),
        (("10", None, None, ["30", ("20", "cancelled")]), None),
        (("10", None, None, [("30", "due")]), ("10", "30")),
    ],
)
def test_what_was_paid_is_held_against_the_lines(order, told):
    assert _found(order) == ([(0, *told)] if told else [])


CENTS = st.integers(0, 10_000).map(lambda cents: str(Decimal(cents) / 100))


@settings(deadline=None)
@given(st.lists(CENTS, min_size=1, max_size=5), CENTS, st.booleans(), st.randoms())
def test_an_order_that_adds_up_is_never_told_whatever_the_order_of_its_lines(
    lines, freight, paid_apart, random
):
    total = sum(map(Decimal, lines)) + (0 if paid_apart else Decimal(freight))
    turned = lines.copy()
    random.shuffle(turned)
    assert _found((str(total), freight, None, lines), (str(total), freight, None, turned)) == []
    more = str(total + Decimal(freight) + Decimal("0.01") * len(lines) + Decimal("0.01"))
    assert [row[0] for row in _found((str(total), freight, None, lines), (more, freight, None, turned))] == [
        1
    ]
