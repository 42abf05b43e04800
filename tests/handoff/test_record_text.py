from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfil.exports.dialect import Dialect
from fulfil.handoff.record_text import guard, raw_cells, replace_cells, suffix, write_cell

COMMA, TAB = Dialect(","), Dialect("\t")
LITERAL = Dialect("\t", quoted=False)

_cells = st.lists(st.text(st.sampled_from('ab,"\n\r\t很 '), max_size=6), min_size=1, max_size=6)


def _record(cells, dialect, quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=dialect.delimiter, quoting=quoting, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n")


def _read(record, dialect):
    return next(csv.reader(io.StringIO(record, newline=""), delimiter=dialect.delimiter, strict=True), [""])


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_what_could_start_a_formula_is_guarded(cell):
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "1-1", "'=1", "很"])
def test_what_could_not_stays(cell):
    assert guard(cell) == cell


@given(_cells, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from([COMMA, TAB]))
def test_raw_cells_are_those_that_csv_reads(cells, quoting, dialect):
    record = _record(cells, dialect, quoting)
    raw = list(raw_cells(record, dialect))
    assert dialect.delimiter.join(raw) == record
    assert [_read(cell, dialect)[0] if cell else "" for cell in raw] == cells


@given(_cells, st.text(st.sampled_from('ab,"\n很'), max_size=5), st.data())
def test_one_cell_is_replaced_and_the_others_stay(cells, value, data):
    at = data.draw(st.integers(0, len(cells) - 1))
    record = _record(cells, COMMA)
    changed = replace_cells(record, {at: value}, COMMA)
    before, after = list(raw_cells(record, COMMA)), list(raw_cells(changed, COMMA))
    assert before[:at] + before[at + 1 :] == after[:at] + after[at + 1 :]
    if changed:
        assert _read(changed, COMMA)[at] == value


@given(_cells)
def test_cells_behind_a_record_are_read_back(cells):
    record = "x" + suffix(cells, COMMA)
    assert _read(record, COMMA)[1:] == [guard(cell) for cell in cells]


def test_a_quoted_cell_stays_quoted():
    assert replace_cells('"a","b"', {1: "c"}, COMMA) == '"a","c"'
    assert replace_cells("a,b", {1: "c"}, COMMA) == "a,c"
    assert replace_cells('"a","b"', {1: 'c"d'}, COMMA) == '"a","c""d"'


def test_an_unquoted_dialect_has_no_quotes():
    assert write_cell('8" x\t10"\n', LITERAL) == '8" x 10" '
    assert suffix(("a", 'b"'), LITERAL) == '\ta\tb"'
    assert list(raw_cells('8" x\t10"', LITERAL)) == ['8" x', '10"']


ODD = Dialect(";", quote="'", escape="\\", padded=True)


def test_an_odd_dialect_is_written_in_its_own_way():
    assert write_cell("it's; so\\", ODD) == "'it\\'s; so\\\\'"
    assert suffix(("=1", 'a"b'), ODD) == ";'\\'=1';a\"b"
    assert list(raw_cells("a; 'b; c' ;d", ODD)) == ["a", " 'b; c' ", "d"]
    assert replace_cells("a; 'b; c' ;d", {1: "e", 2: "f;"}, ODD) == "a;'e';'f;'"
