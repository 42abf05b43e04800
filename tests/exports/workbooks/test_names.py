from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.workbooks.names import MOST_BYTES, safe_name, sheet_stems


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        ("订单 1月", "订单_1月"),
        ("../../etc/x", "_.._etc_x"),
        ("a/b\\c", "a_b_c"),
        ("C:\\x", "C_x"),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
        ("Lpt1", "Lpt1_"),
        ("console", "console"),
        ("a\x00b\nc\u202ed", "a_b_c_d"),
        ("...", "sheet"),
        ("///", "sheet"),
        ("", "sheet"),
        ("ends.", "ends"),
        ("*?<>|", "sheet"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_a_name_becomes_safe(sheet, name):
    assert safe_name(sheet) == name


def test_one_sheet_takes_the_name_of_the_workbook():
    assert sheet_stems("orders", ["../x"]) == ["orders"]


def test_several_sheets_are_told_apart_also_without_case():
    assert sheet_stems("o", ["A/b", "a?B", "a_b", "other"]) == ["o.A_b", "o.a_B-2", "o.a_b-3", "o.other"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=300), min_size=2, max_size=8))
def test_no_name_leaves_the_folder_and_no_two_are_one(sheets):
    stems = sheet_stems("orders", sheets)
    assert len({stem.casefold() for stem in stems}) == len(sheets)
    for stem in stems:
        file = f"{stem}.ready.csv"
        assert PurePosixPath(file).name == PureWindowsPath(file).name == file
        assert len(stem.encode()) <= len("orders.") + MOST_BYTES + len("-88")
        assert stem.isprintable()
