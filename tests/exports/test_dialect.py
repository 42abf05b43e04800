from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.exports.careful import Reason, read_records
from fulfil.exports.dialect import Dialect
from fulfil.exports.physical import split_lines
from fulfil.handoff.record_text import raw_cells, write_cell

DIALECTS = [
    Dialect(delimiter, quote=quote, escape=escape, padded=padded)
    for delimiter in (",", " ", "^")
    for quote in ('"', "'")
    for escape in (None, "\\", "\0")
    for padded in (False, True)
]
CELLS = st.text(st.sampled_from("ab,'\"\\\0\n\r ^很"), max_size=6)


def records(text, dialect, width=None):
    return list(
        read_records(
            split_lines(text.encode(), "utf-8", at=0, offset=0, number=1), dialect, width, complete=True
        )
    )


@given(st.lists(CELLS, min_size=2, max_size=4), st.sampled_from(DIALECTS), st.booleans())
def test_what_a_dialect_writes_it_reads(cells, dialect, every):
    def cell(text):
        # A blank before an unquoted cell is its own, also where quoted ones are padded.
        return dialect.written(text) if every else write_cell(text, dialect)

    text = dialect.delimiter.join(map(cell, cells))
    (record,) = records(text + "\n", dialect)
    assert record.cells == tuple(cells)
    raw = list(raw_cells(text, dialect))
    assert raw == list(map(cell, cells))


@given(st.lists(CELLS, min_size=2, max_size=4), st.sampled_from(["", " ", "  ", "\t"]))
def test_blanks_around_quoted_cells_are_no_part_of_them(cells, blank):
    dialect = Dialect(",", padded=True)
    text = ",".join(f"{blank}{dialect.written(cell)}{blank}" for cell in cells)
    (record,) = records(text, dialect)
    assert record.cells == tuple(cells)
    assert ",".join(raw_cells(text, dialect)) == text
    assert len(list(raw_cells(text, dialect))) == len(cells)


@pytest.mark.parametrize(
    ("dialect", "text", "cells"),
    [
        (Dialect(",", quote="'"), "'it''s, so',8\" x\n", ("it's, so", '8" x')),
        (Dialect(",", escape="\\"), '"say \\"hi\\"","a ""b"" \\\\ \\c"\n', ('say "hi"', 'a "b" \\ \\c')),
        (Dialect(",", escape="\\"), "C:\\x,\\,\n", ("C:\\x", "\\", "")),
        (Dialect(",", padded=True), ' a, "b, c" ,"d"\n', (" a", "b, c", "d")),
        (Dialect(" ", padded=True), '"a b"\t c\n', ("a b", "c")),
    ],
)
def test_cells(dialect, text, cells):
    (record,) = records(text, dialect)
    assert (record.cells, record.reason) == (cells, None)


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        (Dialect(",", quote="'"), "'s-Hertogenbosch,x\n"),
        (Dialect(",", quote="'"), "'a' b,x\n"),
        (Dialect(",", escape="\\"), '"C:\\",x\n'),
        (Dialect(",", padded=True), 'a, "b" c\n'),
    ],
)
def test_broken_quotes(dialect, text):
    assert [record.reason for record in records(text, dialect)] == [Reason.BROKEN_QUOTE]


def test_without_a_quote_mark_nothing_is_quoted():
    odd = Dialect(",", quote="'", escape="\\")
    assert odd.without(b"a,b\n") == Dialect(",", quoted=False)
    assert odd.without(b"a,'b'\n") is odd
    ordinary = Dialect(",")
    assert ordinary.without(b"a,b\n") is ordinary
