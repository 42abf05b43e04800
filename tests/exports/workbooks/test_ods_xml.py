from __future__ import annotations

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.workbooks.ods_xml import scan_content
from tests.fixtures.workbooks import cell, row, table, text

ALL_COLUMNS = '<table:table-cell table:number-columns-repeated="16384"/>'

SPACES = " ".join(f'xmlns:{name}="{name}"' for name in ("office", "table", "text", "calcext"))


def scan(content: str, size: int = 1 << 20):
    raw = f"<body {SPACES}>{content}</body>".encode()
    return scan_content("o.ods", (raw[at : at + size] for at in range(0, len(raw), size)))


def refused(content: str, what: str) -> None:
    with pytest.raises(UnreadableError, match=what) as caught:
        scan(content)
    assert "“S”" in caught.value.what
    assert caught.value.hint


@pytest.mark.parametrize("size", [40, 1 << 20])
def test_empty_cells_repeated_to_the_edge_are_the_rule(size):
    # LibreOffice ends every sheet like this.
    rows = row(text("a") + text("b") + ALL_COLUMNS) + row(ALL_COLUMNS, 'table:number-rows-repeated="1048575"')
    ((name, found),) = scan(table(rows), size)
    assert (name, found.rows, found.columns) == ("S", 1, 2)


def test_what_is_repeated_is_counted():
    rows = row(text("a", 'table:number-columns-repeated="3"'), 'table:number-rows-repeated="5"')
    ((_, found),) = scan(table(rows + row("") + row(text("z"))))
    assert (found.rows, found.columns) == (7, 3)


@pytest.mark.parametrize(
    "rows",
    [
        row(text("a", 'table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048576"'),
        row(text("a", 'table:number-columns-repeated="99999999999"')),
        row(text("a"))
        + row(ALL_COLUMNS, 'table:number-rows-repeated="1000000"')
        + row('<table:table-cell table:number-columns-repeated="16000"/>' + text("z")),
    ],
)
def test_what_is_repeated_beyond_reason_is_refused(rows):
    refused(table(rows), "as far out as")


def test_sheets_are_told_apart():
    found = scan(table(row(text("a")), "A &amp; B") + table("", "none") + table(row(text("c") * 3), "C"))
    assert [(name, scan.rows, scan.columns) for name, scan in found] == [
        *(("A & B", 1, 1), ("none", 0, 0), ("C", 1, 3))
    ]


def test_errors_have_their_text():
    broken = cell(
        'office:value-type="float" office:value="0" calcext:value-type="error"', "<text:p>#N/A</text:p>"
    )
    ((_, found),) = scan(table(row(text("a")) + row(text("b") + broken)))
    assert found.errors == {1: [(1, "#N/A")]}


def test_cells_merged_downwards_are_told():
    down = text("a", 'table:number-columns-spanned="1" table:number-rows-spanned="3"')
    both = text("b", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    ((_, found),) = scan(table(row(text("x")) + row(text("y") + down + both)))
    assert found.merges == [(1, 3, 1)]


def test_a_formula_without_its_result_is_refused():
    refused(table(row(text("a")) + row(text("b") + cell('table:formula="of:=1+1"'))), "B2 holds a formula")


def test_text_without_a_type_is_refused():
    refused(table(row(cell("", "<text:p>lost</text:p>"))), "A1 holds text without saying")


@pytest.mark.parametrize(
    "content",
    [
        "<office:annotation><text:p>note</text:p></office:annotation>",
        "<office:frame><office:box><text:p>drawn</text:p></office:box></office:frame>",
    ],
)
def test_a_note_or_a_drawing_is_no_text(content):
    ((_, found),) = scan(table(row(cell("", content))))
    assert found.rows == 0


def test_cdata_is_refused():
    refused(table(row(text("<![CDATA[x]]>"))), "CDATA")


def test_a_table_without_an_end_is_refused():
    with pytest.raises(UnreadableError, match="no XML"):
        scan(table(row(text("a"))).replace("</table:table>", "</table:tabl>"))


def test_a_document_type_is_refused():
    raw = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(UnreadableError, match="entities"):
        scan_content("o.ods", [raw])
