from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulfil.errors import UnreadableError
from fulfil.exports.dialect import Dialect
from fulfil.exports.dialects import odd_dialects, quotings, told_of
from fulfil.exports.opening import open_export
from fulfil.handoff.record_text import write_cell

HEADER = ("order_id", "line_id", "status", "street", "buyer_note")


def dialect_of(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode())
    with open_export(str(path)) as export:
        return export.recognition.dialect


def table(*rows, delimiter=","):
    return "".join(delimiter.join(row) + "\n" for row in (HEADER, *rows))


APOSTROPHES = {
    "names": [("A1", "1", "to_ship", "'s-Gravenweg 1", "O'Brien's"), ("A2", "1", "to_ship", "'t Hof 2", "x")],
    "guards": [("'1001", "1", "to_ship", "x", "'=1"), ("'1002", "1", "to_ship", "y", "'-2")],
    "one in quotes": [("A1", "1", "to_ship", "x", "'nice'"), ("A2", "1", "to_ship", "y", "z")],
    "a torn row": [("A1", "1", "to_ship", "'t Hof", "a", "b'"), ("A2", "1", "to_ship", "'t Hof", "c")],
    "inches": [("A1", "1", "to_ship", "x", '8" x 10"'), ("A2", "1", "to_ship", "y", ' "big"')],
    "paths": [("A1", "1", "to_ship", "x", '"C:\\"'), ("A2", "1", "to_ship", "y", '"a ""b"" c"')],
}


@pytest.mark.parametrize("name", APOSTROPHES)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_ordinary_dialect_wins(tmp_path, name, delimiter):
    text = table(*APOSTROPHES[name] * 3, delimiter=delimiter)
    assert dialect_of(tmp_path, text) == Dialect(delimiter)


@pytest.mark.parametrize(
    ("cells", "dialect"),
    [
        (("'a, b'", "x"), Dialect(",", quote="'")),
        (("'it''s'", "x"), Dialect(",", quote="'")),
        (("'it\\'s, so'", "x"), Dialect(",", quote="'", escape="\\")),
        (('"say \\"hi\\""', "x"), Dialect(",", escape="\\")),
        (('"say \0"hi\0""', "x"), Dialect(",", escape="\0")),
        ((' "a, b"', "x"), Dialect(",", padded=True)),
        (('"a" ', "x"), Dialect(",", padded=True)),
    ],
)
def test_another_quoting_wins_where_it_reads_more(tmp_path, cells, dialect):
    rows = [("A1", "1", "to_ship", "x", "y"), ("A2", "1", "to_ship", *cells)]
    assert dialect_of(tmp_path, table(*rows)) == dialect


def test_only_dialects_whose_marks_are_there_are_tried():
    assert quotings('a,"b, c"\nO\'Brien,"d"\n', ",") == []
    assert quotings("a,'b'\n", ",") == [Dialect(",", quote="'")]
    assert quotings('"a" , "b"\n', ",") == [Dialect(",", padded=True)]
    assert quotings('"a\\"",b\n', ",") == [Dialect(",", escape="\\")]
    assert odd_dialects("a b c\n") == [Dialect(" ")]


def test_an_odd_delimiter_needs_records_that_bear_it_out(tmp_path):
    text = "order_id line_id status\n" + "a note of some words that is no table\n" * 3
    with pytest.raises(UnreadableError, match="none of its first"):
        dialect_of(tmp_path, text)


def test_a_header_in_other_quotes_than_its_rows_is_no_header(tmp_path):
    rows = table(*[tuple(f'"{n}{at}"' for at in range(5)) for n in range(4)]).split("\n", 1)[1]
    with pytest.raises(UnreadableError, match="none of its first"):
        dialect_of(tmp_path, ",".join(f"'{word}'" for word in HEADER) + "\n" + rows)


def test_what_is_odd_is_told():
    assert told_of(Dialect("^")) == told_of(Dialect("\t", quoted=False)) == ()
    assert told_of(Dialect(",", quote="'", escape="\\")) == (
        "cells are quoted with '",
        "a quote mark inside a cell has a backslash before it",
    )
    assert told_of(Dialect(",", escape="\0", padded=True)) == (
        "a quote mark inside a cell has a NUL before it",
        "blanks around a quoted cell are no part of it",
    )


DIALECTS = [
    *(Dialect(mark) for mark in ",\t;|:#~^ "),
    *(Dialect(mark, quote="'") for mark in ",;^"),
    *(Dialect(mark, escape="\\") for mark in ",;^"),
    *(Dialect(mark, quote="'", escape="\\") for mark in ",;"),
    *(Dialect(mark, padded=True) for mark in ",;"),
]
NOTES = st.text(st.sampled_from("abc,;^'\"\\\n 很"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dialect=st.sampled_from(DIALECTS), notes=st.lists(NOTES, min_size=1, max_size=6))
def test_a_table_in_any_dialect_is_read_back(tmp_path, dialect, notes):
    # One cell shows the quoting beyond doubt; without any, no reader can know it.
    shown = f"a{dialect.delimiter} {dialect.quote}b{dialect.quote} c\nd"
    rows = [(f"A{at}", "1", "to_ship", "x", note) for at, note in enumerate([shown, *notes])]
    gap = " " if dialect.padded else ""
    text = "".join(
        f"{dialect.delimiter}{gap}".join(write_cell(cell, dialect) for cell in row) + "\n"
        for row in (HEADER, *rows)
    )
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode())
    with open_export(str(path)) as export:
        blocks = list(export._text_blocks())
    found = [row for block in blocks for row in block.cells[str(HEADER.index("buyer_note"))]]
    assert [cell.strip(" ") for cell in found] == [row[-1].strip(" ") for row in rows]
