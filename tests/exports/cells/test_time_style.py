from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.time_style import TimeStyle, sniff_times


def sniff(*values):
    return sniff_times(pl.Series(values, dtype=pl.String))


@pytest.mark.parametrize(
    ("values", "day_first"),
    [
        (["14/09/2026", "02/09/2026"], True),
        (["09/14/2026 10:00", "09/02/2026 11:00"], False),
        (["09/14/26"], False),
        (["14-09-2026"], True),
        (["14.09.2026"], True),
        (["02/09/2026"], None),
        (["14/09/2026", "09/14/2026"], None),
        (["26-09-14"], None),
        (["2026-09-14 10:00:00", "2026/9/14"], None),
        (["40/41/2026"], None),
        ([None, ""], None),
        ([], None),
    ],
)
def test_order_of_day_and_month(values, day_first):
    assert sniff(*values).day_first is day_first


@pytest.mark.parametrize(
    ("values", "numeric"),
    [
        (["45992.5416"], True),
        (["45992", "任意时间", "2026-09-14"], True),
        (["1789000000", "1789000000123"], True),
        (["20260914", "20260914235841"], True),
        (["45992", "0"], True),
        (["45992", "123"], False),
        (["300100000001"], False),
        (["2609142358"], False),
        (["2026-09-14"], False),
        (["0"], False),
    ],
)
def test_numbers_that_are_times(values, numeric):
    assert sniff(*values).numeric is numeric


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(["14/09/2026", "09/14/2026", "02/03/2026", "45992", "12", None, "x"]), max_size=6
    ),
    st.integers(0, 6),
)
def test_blocks_add_up_to_the_column(values, cut):
    whole = sniff(*values)
    parts = sniff(*values[:cut]) + sniff(*values[cut:])
    assert parts.day_first is whole.day_first
    assert parts.numeric is whole.numeric
    assert TimeStyle() + whole == whole
