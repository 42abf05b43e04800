from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from fulfil.reporters.amounts import hours_text, money, quantity, quantity_text


@pytest.mark.parametrize(
    ("thousandths", "told"),
    [
        (0, "0"),
        (3000, "3"),
        (1500, "1.5"),
        (1, "0.001"),
        (-2500, "-2.5"),
        (1_200_000, "1,200"),
        (999, "0.999"),
    ],
)
def test_quantities(thousandths, told):
    assert quantity(thousandths) == told
    column = pl.DataFrame({"n": [thousandths, None]}).select(quantity_text("n")).to_series()
    assert column.to_list() == [told.replace(",", ""), None]


@pytest.mark.parametrize(
    ("hours", "told"),
    [(0.5, "30 min"), (1.99, "119 min"), (2, "2 h"), (24, "24 h"), (47.9, "2 days"), (51, "2 days 3 h")],
)
def test_spans(hours, told):
    assert hours_text(hours) == told


@pytest.mark.parametrize(("amount", "told"), [("1999.0000", "1999.00"), ("0.125", "0.125"), ("5", "5.00")])
def test_money(amount, told):
    assert money(Decimal(amount)) == told
