from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from fulfil.facts.freight import amount, grams


@pytest.mark.parametrize(
    ("value", "written"),
    [("0", "0"), ("5.0000", "5"), ("100", "100"), ("0.5", "0.5"), ("12.3400", "12.34"), ("-3.10", "-3.1")],
)
def test_an_amount_is_written_as_people_do(value, written):
    money = pl.DataFrame({"money": [Decimal(value)]}, {"money": pl.Decimal(18, 4)})
    assert money.select(amount(pl.col("money"))).item() == written


def test_an_amount_that_is_not_told_stays_so():
    nothing = pl.DataFrame({"money": [None]}, {"money": pl.Decimal(18, 4)})
    assert nothing.select(amount(pl.col("money"))).item() is None


def test_a_weight_in_whole_grams():
    assert [grams(Decimal(text)) for text in ("2", "2.1", "0.0009")] == [2000, 2100, 0]
