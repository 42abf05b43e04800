from __future__ import annotations

import csv
import io
import string
from contextlib import ExitStack

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports.blocks import Position, read_blocks
from fulfil.exports.dialects import SHEETS
from fulfil.exports.encoding import Encoding
from fulfil.exports.source import Source
from fulfil.exports.workbooks.scan import SheetScan
from fulfil.exports.workbooks.transcript import transcribe


class Sheet:
    """A sheet as calamine would give it."""

    def __init__(self, rows, merges=(), start=(0, 0)):
        self._rows = rows
        self.merged_cell_ranges = list(merges)
        self.start = start

    def iter_rows(self):
        return iter([list(row) for row in self._rows])


def source_of(sheet, scan=None) -> Source:
    stack = ExitStack()
    written = transcribe(sheet, scan or SheetScan(), stack)
    return Source("o.xlsx", written.file, None, stack, stem="o", sheet="S", row_starts=written.row_starts)


def written_rows(sheet, scan=None) -> list[list[str]]:
    with source_of(sheet, scan) as source:
        text = source.read_at(0, source.size).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_bytes():
    with source_of(Sheet([["", ""], ["a,b", 1.0], ["", ""], ['say "x"', "y\nz"]])) as source:
        assert source.read_at(0, source.size) == b'\xef\xbb\xbf,\n"a,b",1\n,\n"say ""x""","y\nz"\n'


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6) | st.sampled_from(
    ["", "a\nb", "a\rb", "a\r\nb", '"', '""', ",", "\n", "\r", "'", "\ufeff", "x^", "\x1f", " "]
)


@settings(deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1)
    )
)
def test_every_text_comes_back_from_its_row(rows):
    width = len(rows[0])
    with source_of(Sheet(rows)) as source:
        blocks = read_blocks(
            source, Encoding("utf-8", 3, "workbook"), SHEETS, width, range(width), Position(3, 1), 64
        )
        read: dict[int, list[str]] = {}
        for block in blocks:
            assert set(block.aside["reason"]) <= {"blank"}
            lines = source.rows_of(block.line).to_list()
            read |= dict(zip(lines, map(list, block.cells.iter_rows()), strict=True))
            for line in source.rows_of(block.aside["line"]).to_list():
                assert not "".join(rows[line - 1]).strip("\ufeff" + string.whitespace + "\x1f\x85\u3000\xa0")
                read[line] = rows[line - 1]
    assert read == dict(enumerate(rows, 1))


def test_lines_without_breaks_are_rows():
    with source_of(Sheet([["a", "b"]] * 3)) as source:
        lines = pl.Series("line", [1, 2, 3], dtype=pl.UInt32)
        assert source.rows_of(lines) is lines


def test_lines_of_broken_cells_are_told_as_rows():
    with source_of(Sheet([["a\nb\r\nc", ""], ["x", "\r"], ["y", "z"]])) as source:
        rows = source.rows_of(pl.Series("line", [1, 4, 6, 2], dtype=pl.UInt32))
    assert (rows.name, rows.dtype, rows.to_list()) == ("line", pl.UInt32, [1, 2, 3, 1])


def test_a_header_of_two_rows_keeps_its_columns():
    # 订单编号 is merged over both rows, 收货信息 over three columns of the first.
    rows = [
        ["订单编号", "收货信息", "", "", "数量"],
        ["", "省", "市", "区", ""],
        ["A1", "浙江省", "杭州市", "西湖区", 1.0],
    ]
    merges = [((0, 0), (1, 0)), ((0, 1), (0, 3)), ((0, 4), (1, 4))]
    assert written_rows(Sheet(rows, merges)) == [
        ["订单编号", "收货信息", "", "", "数量"],
        ["订单编号", "省", "市", "区", "数量"],
        ["A1", "浙江省", "杭州市", "西湖区", "1"],
    ]


def test_an_order_merged_over_its_lines_stands_in_each():
    rows = [["order_id", "sku"], ["A1", "x"], ["", "y"], ["", "z"], ["A2", "x"], ["", "y"], ["", "q"]]
    merges = [((1, 0), (3, 0)), ((4, 0), (5, 0))]
    assert [row[0] for row in written_rows(Sheet(rows, merges))] == [
        "order_id",
        "A1",
        "A1",
        "A1",
        "A2",
        "A2",
        "",
    ]


def test_a_title_over_rows_and_columns_stands_in_its_first_cell():
    assert written_rows(Sheet([["t", ""], ["", ""]], [((0, 0), (1, 1))])) == [["t", ""], ["", ""]]


def test_merges_that_overlap_or_lie_outside_do_no_harm():
    rows = [["", ""], ["a", ""], ["", ""], ["", ""]]
    merges = [((1, 1), (2, 1)), ((2, 1), (3, 1)), ((0, 0), (3, 0)), ((0, 9), (9, 9))]
    assert [row[0] for row in written_rows(Sheet(rows, merges, start=(1, 1)))] == ["", "a", "a", ""]


def test_errors_stand_in_their_cells():
    scan = SheetScan(errors={1: [(2, "#N/A"), (0, "#REF!"), (9, "#NUM!")]})
    assert written_rows(Sheet([["a", "b"], ["", ""]], start=(0, 1)), scan) == [["a", "b"], ["", "#N/A"]]


def test_many_rows_are_written_in_pieces():
    rows = [[f"A{number}", float(number), "x\ny" if number == 70_000 else ""] for number in range(80_000)]
    with source_of(Sheet(rows)) as source:
        text = source.read_at(0, source.size)
        assert source.rows_of(pl.Series([70_001, 70_002, 70_003])).to_list() == [70_001, 70_001, 70_002]
    assert text.count(b"\n") == 80_001
