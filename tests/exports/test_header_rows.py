from __future__ import annotations

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.head import HeadRecord
from fulfil.exports.header_rows import joined_rows
from tests.fixtures.reading import read_export


def _records(*rows):
    return [
        HeadRecord(tuple(row.split(",")), 10 * at, 10 * at + 10, at + 1, at + 2)
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("order,line,buyer,", "id,id,note,status", "A1,1,x,to_ship"),
        ("订单,商品,收货,", "编号,编码,人,数量", "A1,x,y,1"),
    ],
)
def test_words_in_two_rows_are_joined(rows):
    first, *_ = joined_rows(_records(*rows))
    assert (first[0].rows, first[0].offset, first[0].end, first[0].next_line) == (2, 0, 20, 3)
    assert first[1] == _records(*rows)[2]


@pytest.mark.parametrize(
    "rows",
    [
        ("order_id,line_id,status", "A1,1,to_ship"),
        ("order_id,line_id,status", ",,"),
        ("order_id,line_id,status", "order_id,line_id,status"),
        ("order,line,", "id,id,status,more"),
        ("order,line", "id,id"),
    ],
)
def test_other_rows_are_not(rows):
    assert list(joined_rows(_records(*rows))) == []


def _read(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_text(text, "utf-8")
    return read_export(path)


def test_a_header_over_two_rows(tmp_path):
    read = _read(tmp_path, "title\norder,line,,buyer\nid,id,status,note\nA1,1,to_ship,x\n")
    assert (read.column("order_id"), read.column("buyer_note")) == (["A1"], ["x"])
    assert read.aside == [(1, "title")]
    assert "the header stands in 2 rows" in read.assumed


@pytest.mark.parametrize("text", ["A1,1,to_ship\nA2,1,to_ship\n", "A1;1;to_ship\n", '"A1","1","x, y"\n'])
def test_a_file_without_a_header_is_told_so(tmp_path, text):
    with pytest.raises(UnreadableError, match="it has no header: its first record holds 3 cells") as error:
        _read(tmp_path, text)
    assert error.value.line == 1


@pytest.mark.parametrize(
    "text", ["甲,乙,丙\n1,2,3\n", "a line of 3 words, and more\n", "数量,手机,x\n1,2,3\n"]
)
def test_what_is_no_data_is_not_taken_for_it(tmp_path, text):
    with pytest.raises(UnreadableError, match="none of its first"):
        _read(tmp_path, text)
