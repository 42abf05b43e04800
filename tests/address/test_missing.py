"""Cells that hold nothing a courier could use."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.address import is_missing

EMPTY = [
    None, "", " ", "\u3000", "\xa0", "\u200b", "\ufeff", " \t\n", "-", "--", "—", "——", "/", "\\",
    ".", "。", "0", "00", "无", "暂无", "没有", "其他", "其它", "其他区", "其它区", "请选择",
    "选择", "市辖区", "县", "未知", "不详", "空", "null", "NULL", "(null)", "（null）", "<null>",
    "None", "nan", "NaN", "N/A", "n/a", "NA", "#N/A", "undefined", "?", "？", "??", "_", "不限",
    "省直辖县级行政区划", " 其它区 ", "unknown", "#REF!",
]  # fmt: skip
FILLED = [
    "余杭区", "忠县", "**", "****", "##abcd", "$$abcd==", "1", "10", "无锡市", "无为市", "空港",
    "其他路", "县前街", "Na Trang", "Nantes", "NA1", "选择路", "0号", "Other St",
]  # fmt: skip


def missing(values: list[str | None]) -> list[bool]:
    return (
        pl.DataFrame({"cell": values}, schema={"cell": pl.String})
        .select(is_missing(pl.col("cell")))
        .to_series()
        .to_list()
    )


@pytest.mark.parametrize("value", EMPTY)
def test_useless_cells_are_missing(value):
    assert missing([value]) == [True]


@pytest.mark.parametrize("value", FILLED)
def test_words_are_not_missing(value):
    assert missing([value]) == [False]


@given(st.lists(st.one_of(st.none(), st.text(max_size=6)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_never_null_and_row_by_row(values):
    together = missing(values)
    assert None not in together
    assert together == [missing([value])[0] for value in values]
