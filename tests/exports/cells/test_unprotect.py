from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.cells.blanks import JUNK, is_blank
from fulfil.exports.cells.unprotect import unprotect, unprotect_phone, unprotect_tracking


def apply(function, *cells):
    frame = pl.DataFrame({"cell": cells}, schema={"cell": pl.String})
    return frame.select(function(pl.col("cell"))).to_series().to_list()


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ('="3001000200030004001"', "3001000200030004001"),
        ('=""', ""),
        ('="8"" x 10"""', '8" x 10"'),
        ('=" 12\t"', "12"),
        ("'75008", "75008"),
        ("'+4930000001", "+4930000001"),
        ("'-29.00", "-29.00"),
        ("'@home", "@home"),
        ("'=please call first", "=please call first"),
        ("'null", "null"),
        ("'NULL", "NULL"),
        ("'7", "7"),
        ("'１２３", "１２３"),
        ("'t Hooft", "'t Hooft"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'nullable", "'nullable"),
        ("'2024 model'", "'2024 model'"),
        ("'", "'"),
        ("=1+1", "=1+1"),
        ('="a"&"b"', '="a"&"b"'),
        ("\t6917000000000000001", "6917000000000000001"),
        ("260914-100000000000001\t", "260914-100000000000001"),
        ("\t", ""),
        ("\ufeff订单编号", "订单编号"),
        ("\u202d13800001111\u202c", "13800001111"),
        ("\u3000样本路8号\u00a0\r\n", "样本路8号"),
        ("line one\nline two", "line one\nline two"),
        ("a\u200bb", "a\u200bb"),
        (None, None),
    ],
)
def test_the_text_that_was_meant(cell, meant):
    assert apply(unprotect, cell) == [meant]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("No:YT0000000000001", "YT0000000000001"),
        ("No：YT0000000000001", "YT0000000000001"),
        ("NO: 75000001", "75000001"),
        ("No:", ""),
        ("'SF0000000000002", "SF0000000000002"),
        ('="432000000001"', "432000000001"),
        ("NOVA1234", "NOVA1234"),
        (None, None),
    ],
)
def test_tracking_numbers(cell, meant):
    assert apply(unprotect_tracking, cell) == [meant]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("=+447700900001", "+447700900001"),
        ("=447700900001", "447700900001"),
        ("'+4930000001", "+4930000001"),
        ("'13800001111", "13800001111"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ],
)
def test_phones(cell, meant):
    assert apply(unprotect_phone, cell) == [meant]


PROTECTIONS = {
    "formula": lambda text: '="' + text.replace('"', '""') + '"',
    "tab before": lambda text: f"\t{text}",
    "tab after": lambda text: f"{text}\t",
    "spaces": lambda text: f"\u3000 {text}\u00a0\r\n",
    "bom": lambda text: f"\ufeff{text}",
}
clean = (
    st.text(max_size=20).map(lambda text: text.strip(JUNK)).filter(lambda text: text[:1] not in {"'", "="})
)


@settings(max_examples=25, deadline=None)
@given(clean, st.sampled_from(sorted(PROTECTIONS)))
def test_protection_comes_off_whatever_is_inside(text, name):
    assert apply(unprotect, PROTECTIONS[name](text)) == [text]


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"[-+=@][a-z0-9' ]{0,8}[a-z0-9]", fullmatch=True))
def test_a_guard_before_a_sign_comes_off(text):
    assert apply(unprotect, f"'{text}") == [text]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.none() | st.text(max_size=12) | st.text("='\"\t No:1a-", max_size=8), max_size=8))
@pytest.mark.parametrize("function", [unprotect, unprotect_tracking, unprotect_phone])
def test_each_cell_is_read_by_itself(function, cells):
    assert apply(function, *cells) == [value for cell in cells for value in apply(function, cell)]


def test_a_lazy_frame_can_use_it():
    lazy = pl.LazyFrame({"id": ['="1"', "2"]}).select(unprotect(pl.col("id")))
    assert lazy.collect()["id"].to_list() == ["1", "2"]
    assert lazy.collect(engine="streaming")["id"].to_list() == ["1", "2"]


def test_blank_cells():
    cells = ["", " ", "\t", "-", "--", "null", "任意时间", "无退款申请", None, "\ufeff", "0", "x", "- -"]
    assert apply(is_blank, *cells) == [True] * 10 + [False] * 3
