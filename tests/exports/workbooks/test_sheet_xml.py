from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.errors import UnreadableError
from fulfil.exports.workbooks import sheet_xml
from fulfil.exports.workbooks.scan import FREE_BYTES, cell_name, column_number
from fulfil.exports.workbooks.sheet_xml import scan_sheet


def scan(data: str, size: int = 1 << 20):
    raw = f'<worksheet><cols><col min="1"/></cols><sheetData>{data}</sheetData></worksheet>'.encode()
    return scan_sheet("o.xlsx", "订单", lambda: [raw[at : at + size] for at in range(0, len(raw), size)])


def refused(data: str, what: str) -> UnreadableError:
    with pytest.raises(UnreadableError, match=what) as caught:
        scan(data)
    assert "“订单”" in caught.value.what
    assert caught.value.path == "o.xlsx"
    assert caught.value.hint
    return caught.value


def cells(count: int, columns: int = 3) -> str:
    return "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{cell_name(row, column)}"><v>{row}</v></c>' for column in range(1, columns + 1))
        + "</row>"
        for row in range(1, count + 1)
    )


@given(st.integers(1, 16384))
def test_columns_and_their_names(column):
    assert column_number(cell_name(1, column)[:-1].encode()) == column


@pytest.mark.parametrize("columns", [1, 26, 27, 60, 800])
def test_a_plain_sheet_is_bounded_without_a_walk(monkeypatch, columns):
    monkeypatch.setattr(sheet_xml, "_walk", None)
    found = scan(cells(120, columns))
    assert 120 <= found.rows < 1000
    assert columns <= found.columns <= max(26, columns)


@pytest.mark.parametrize(
    "far",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c\tr = "XFD1048576"><v>1</v></c>',
        '<c s="1" r="XFD1048576"><v>1</v></c>',
        '<c a=">" r="XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<x:c r="XFD1048576"><v>1</v></x:c>',
        '<c r="A99999999999"><v>1</v></c>',
        '<c r="ZZZZZZZ1"><v>1</v></c>',
        '</row><row r="1048576"><c><v>1</v></c><c r="XFD1"><v>1</v></c>',
        '<c r="ZZ99"><v>1</v></c></row><row r="99"/><row r="900000"><c r="B900000"><v>1</v></c>',
    ],
)
def test_a_cell_far_out_is_refused_however_it_is_written(far):
    assert "as far out as" in refused(cells(5).removesuffix("</row>") + far + "</row>", "far out").what


def test_empty_cells_far_out_do_no_harm():
    empty = '<row r="7"><c r="XFD7" s="1"/><c r="XFE1048576" s="1"></c></row>'
    found = scan(cells(5) + empty)
    assert found.rows * found.columns * 32 <= FREE_BYTES


def test_a_full_sheet_is_no_absurd_one():
    scan(cells(60_000, 12), 4 << 20)


@pytest.mark.parametrize("size", [50, 333, 1 << 20])
def test_errors_are_found_by_their_place(size):
    data = (
        cells(3)
        + '<row r="9"><c r="B9" t="e"><v>#N/A</v></c><c r="C9" t=\'e\'><f>1/0</f><v>#DIV/0!</v></c>'
        + '<c r="D9" t="s"><v>0</v></c></row><row><c/><c t="e"><v>#REF!</v></c></row>'
    )
    assert scan(data, size).errors == {8: [(1, "#N/A"), (2, "#DIV/0!")], 9: [(1, "#REF!")]}


@pytest.mark.parametrize(
    "formula",
    [
        "<f>1+1</f>",
        "<f>1+1</f><v/>",
        "<f>1+1</f><v></v>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="A1:A2" si="0">B1</f><v> </v>',
    ],
)
def test_a_formula_without_its_result_is_refused(formula):
    error = refused(cells(3) + f'<row r="4"><c r="C4">{formula}</c></row>', "formula without its result")
    assert "C4" in error.what
    assert "save" in error.hint


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="C4"><f>1+1</f><v>2</v></c>',
        '<c r="C4" t="str"><f>""</f><v></v></c>',
        '<c r="C4" t="str"><f>""</f><v/></c>',
        '<c r="C4"><f t="shared" si="0"/><v>0</v></c>',
    ],
)
def test_a_formula_with_its_result_is_read(formula):
    assert scan(cells(3) + f'<row r="4">{formula}</row>').errors == {}


def test_text_about_markup_is_text():
    text = '&lt;f&gt;&lt;/c&gt; XFD1048576 :c &quot;e&quot; \'e\' "e" r="XFD1"'
    data = cells(3) + f'<row r="4"><c r="A4" t="inlineStr"><is><t>{text}</t></is></c></row>'
    found = scan(data)
    assert (found.rows, found.columns) <= (9, 26)
    assert found.errors == {}


def test_a_value_that_calamine_passes_over_is_refused():
    refused('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>', "A1 holds a value as CDATA")


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "gbk"])
def test_another_encoding_is_refused(codec):
    raw = f'<?xml version="1.0" encoding="{codec}"?><worksheet/>'.encode(codec)
    with pytest.raises(UnreadableError, match="not in UTF-8"):
        scan_sheet("o.xlsx", "x", lambda: [raw])


def test_what_has_no_row_is_not_copied_over_and_over(monkeypatch):
    monkeypatch.setattr(sheet_xml, "_LONGEST_ROW", 100)
    assert scan("<x/>" * 5000, 50).rows == 0
