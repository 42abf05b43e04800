from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from fulfil.filled import filled

VALUES = {
    "text": ["a", "", None],
    "whole": [1, -20_000, None],
    "float": [0.1, 1e21, None],
    "amount": [Decimal("1.50"), Decimal("0.00"), None],
    "flag": [True, False, None],
    "day": [date(2026, 5, 1), date(1, 1, 1), None],
    "moment": [datetime(2026, 5, 1, 9, tzinfo=UTC), datetime(2026, 5, 1, 9, 30, 0, 5, tzinfo=UTC), None],
}


@pytest.mark.parametrize("words", ["{}", "{} of {}", "the {} is {}.", "{}{}"])
@pytest.mark.parametrize("name", VALUES)
def test_it_says_what_polars_says(words, name):
    frame = pl.DataFrame(VALUES)
    parts = [pl.col(name), "text"][: words.count("{}")]
    ours, theirs = frame.select(filled(words, *parts).alias("ours"), pl.format(words, *parts).alias("theirs"))
    assert ours.to_list() == theirs.to_list()
    assert ours.null_count() == 1


@pytest.mark.parametrize("parts", [(), ("text",), ("text", "whole", "flag")])
def test_every_place_is_filled_by_one_part(parts):
    with pytest.raises(ValueError, match="zip"):
        filled("{} of {}", *parts)


def test_lazily_and_over_nothing():
    frame = pl.LazyFrame(VALUES).filter(pl.col("whole") > 5)
    assert frame.select(filled("{} and {}", "text", pl.lit("b"))).collect().height == 0
