from __future__ import annotations

import csv

import pytest

from fulfil.exports.careful import Reason, read_records
from fulfil.exports.dialect import Dialect
from fulfil.exports.physical import split_lines


def records(text, width=None, *, complete=True):
    lines = split_lines(text.encode(), "utf-8", at=0, offset=0, number=1)
    return list(read_records(lines, Dialect(","), width, complete=complete))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n", ("a", "b")),
        ("a,", ("a", "")),
        ('"a","",b\r', ("a", "", "b")),
        ('"say ""hi""",x\r\n', ('say "hi"', "x")),
        ('8" x 10",="1"\n', ('8" x 10"', '="1"')),
        ('"a\r\nb",c\r\n', ("a\r\nb", "c")),
        (' "a",b\n', (' "a"', "b")),
        ('a,"b"', ("a", "b")),
        ("a\x00,b\n", ("a\x00", "b")),
    ],
)
def test_cells(text, cells):
    (record,) = records(text)
    assert (record.cells, record.reason, record.length) == (cells, None, len(text))


@pytest.mark.parametrize("text", ['"12" pipe,b\n', 'a,"never closed\n', '"a""', '""b"",c\n', '"a" ,b\n'])
def test_broken_quotes(text):
    (record,) = records(text)
    assert (record.cells, record.reason, record.text) == ((), Reason.BROKEN_QUOTE, text)


def test_a_multi_line_record_of_the_wrong_width_gives_its_lines_back():
    found = records('"a\nb",c,d\n1,2\n', 2)
    assert [(record.text, record.reason) for record in found] == [
        ('"a\n', Reason.BROKEN_QUOTE),
        ('b",c,d\n', Reason.TOO_MANY_CELLS),
        ("1,2\n", None),
    ]


def test_what_more_lines_could_change_is_not_read_yet():
    assert [record.text for record in records('a,b\nc,"d\n', 2, complete=False)] == ["a,b\n"]
    assert [record.reason for record in records('a,b\nc,"d\n', 2)] == [None, Reason.BROKEN_QUOTE]


def test_the_standard_librarys_limit_does_not_bite():
    cell = "x" * (csv.field_size_limit() + 1)
    (record,) = records(f'"{cell}",b\n', 2)
    assert record.cells == (cell, "b")
