from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.plainness import PLAINNESS, plainness


def judge(*cells):
    return pl.DataFrame({"c": cells}, schema={"c": pl.String}).select(plainness(pl.col("c"))).to_series()


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("13800001111", "plain"),
        ("张示例", "plain"),
        ("C#区", "plain"),
        ("#301室", "plain"),
        ("$100", "plain"),
        ("~3楼", "plain"),
        ("138****1234", "masked"),
        ("张**", "masked"),
        ("1******6198", "masked"),
        ("****", "masked"),
        ("李＊＊", "masked"),
        ("##AbCdEfGhSampleCipher1==", "encrypted"),
        ("\t##AbCdEfGhSampleCipher1==", "encrypted"),
        ("$$SampleCipherPhone==$1$", "encrypted"),
        ("~SampleCipher12==~1~", "encrypted"),
        ("", "empty"),
        ("\t", "empty"),
        ("null", "empty"),
        ("-", "empty"),
        (None, "empty"),
    ],
)
def test_states(cell, state):
    assert judge(cell).to_list() == [state]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.none() | st.text("#$~*＊ -ab1=", max_size=12), max_size=8))
def test_never_null_and_each_by_itself(cells):
    judged = judge(*cells)
    assert judged.dtype == PLAINNESS
    assert judged.null_count() == 0
    assert judged.to_list() == [state for cell in cells for state in judge(cell)]
