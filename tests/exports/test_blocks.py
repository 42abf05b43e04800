from __future__ import annotations

import csv
import io
from itertools import count

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.exports import careful, proof, reading, window
from fulfil.exports.blocks import Position, read_blocks
from fulfil.exports.dialect import Dialect
from fulfil.exports.encoding import Encoding
from tests.thorough import examples

COMMA = Dialect(",")
LARGE = 1 << 20


class Bytes:
    """The part of a source that reading blocks needs."""

    def __init__(self, raw):
        self.raw = raw
        self.size = len(raw)

    def read_at(self, offset, length):
        return self.raw[offset : offset + length]


START = Position(0, 1)


def blocks(raw, width, wanted, start=START, **how):
    encoding = Encoding(how.pop("codec", "utf-8"), 0, "forced")
    return read_blocks(Bytes(raw), encoding, how.pop("dialect", COMMA), width, wanted, start, **how)


def read(raw, width, *, prove=True, **how):
    """Rows as (offset, length, line, cells) and aside as dictionaries."""
    rows, aside = [], []
    for block in blocks(raw, width, range(width), _prove=prove, **{"block_size": LARGE, **how}):
        assert block.cells.columns == [str(index) for index in range(width)]
        assert set(block.cells.dtypes) == {pl.String}
        rows += zip(
            block.offset.to_list(),
            block.length.to_list(),
            block.line.to_list(),
            block.cells.rows(),
            strict=True,
        )
        aside += block.aside.to_dicts()
    return rows, aside


def cells(raw, width, **how):
    return [row[3] for row in read(raw, width, **how)[0]]


def reasons(raw, width, **how):
    return [(record["line"], record["reason"]) for record in read(raw, width, **how)[1]]


CODECS = ["utf-8", "gb18030", "cp1252", "cp932"]
LETTERS = ["a", "1", " ", '"', "'", "\\", "\n", "é", "县", "=", "\x00", "\t", "x^", "丂"]


@st.composite
def files(draw):
    """Ragged, quoted, torn files: a table with damage, or a heap of characters."""
    delimiter = draw(st.sampled_from([",", "\t", ";", "|"]))
    width = draw(st.integers(1, 4))
    letter = st.sampled_from([*LETTERS, delimiter])
    if draw(st.booleans()):
        text = "".join(draw(st.lists(letter, max_size=40)))
    else:
        text = "\n".join(
            delimiter.join(draw(_cell(letter, delimiter, quote_all=quote_all)) for _ in range(width))
            for quote_all in draw(st.lists(st.booleans(), max_size=6))
        )
        for _ in range(draw(st.integers(0, 2))):
            at = draw(st.integers(0, len(text)))
            text = text[:at] + draw(letter) + text[at + draw(st.integers(0, 1)) :]
        text += draw(st.sampled_from(["", "\n"]))
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]]))
    text = "".join(draw(st.sampled_from(ends)) if character == "\n" else character for character in text)
    codec = draw(st.sampled_from(CODECS))
    raw = text.encode(codec, "replace")
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + bytes([draw(st.integers(128, 255))]) + raw[at:]
    odd = draw(
        st.sampled_from([*[{}] * 6, {"quoted": False}, {"quote": "'"}, {"escape": "\\"}, {"padded": True}])
    )
    return raw, width, codec, Dialect(delimiter, **odd)


@st.composite
def _cell(draw, letter, delimiter, *, quote_all):
    value = "".join(draw(st.lists(letter, max_size=4)))
    if draw(st.integers(0, 5)) == 0:
        return '="' + "".join(c for c in value if c.isalnum()) + '"'
    if quote_all or any(mark in value for mark in ('"', "\n", delimiter)):
        return '"' + value.replace('"', '""') + '"'
    return value


@settings(max_examples=examples(80), deadline=None)
@given(files(), st.integers(8, 60))
def test_the_fast_path_reads_what_the_careful_reader_reads_whatever_the_block_size(file, block_size):
    raw, width, codec, dialect = file
    careful_reading = read(raw, width, codec=codec, dialect=dialect, prove=False)
    assert read(raw, width, codec=codec, dialect=dialect) == careful_reading
    assert read(raw, width, codec=codec, dialect=dialect, block_size=block_size) == careful_reading


@settings(max_examples=examples(40), deadline=None)
@given(files())
def test_every_byte_belongs_to_exactly_one_record(file):
    raw, width, codec, dialect = file
    rows, aside = read(raw, width, codec=codec, dialect=dialect)
    places = [row[:3] for row in rows] + [(r["offset"], r["length"], r["line"]) for r in aside]
    end, line = 0, 1
    for offset, length, number in sorted(places):
        assert offset == end
        assert number == line
        assert length > 0
        record = raw[offset : offset + length]
        line += record.replace(b"\r\n", b"\n").count(b"\r") + record.count(b"\n")
        end = offset + length
    assert end == len(raw)


WORDS = st.text(st.sampled_from('a县, "8x\n'), max_size=5)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(CODECS[:2]),
)
def test_well_formed_files_are_read_as_the_standard_library_reads_them(table, quoting, end, codec):
    table = [[f"A{number:03}", f"{number}:{one}", two] for number, (_, one, two) in enumerate(table)]
    written = io.StringIO(newline="")
    csv.writer(written, quoting=quoting, lineterminator=end).writerows(table)
    text = written.getvalue()
    expected = list(csv.reader(io.StringIO(text, newline="")))
    assert expected == table
    assert cells(text.encode(codec), 3, codec=codec) == [tuple(row) for row in expected]


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["县", "a b", '"x, y"', '"say ""hi"""', '", "', '""', "8in"]),
        st.sampled_from(["9", '"9"', '",9"', '""""', "z"]),
    ),
    min_size=2,
    max_size=8,
)


@settings(max_examples=examples(40), deadline=None)
@given(ORDERS, st.data())
def test_a_quote_that_is_never_closed_loses_no_other_record(orders, data):
    good = [f"A{1000 + number},{one},{two}\n".encode() for number, (one, two) in enumerate(orders)]
    assert len(cells(b"".join(good), 3)) == len(good)
    torn = data.draw(st.integers(0, len(good) - 1))
    at = data.draw(st.sampled_from([0, 6, good[torn].rindex(b",") + 1, len(good[torn]) - 1]))
    damaged = [*good]
    damaged[torn] = good[torn][:at] + b'"' + good[torn][at:]
    found = set(cells(b"".join(damaged), 3))
    expected = cells(b"".join(good), 3)
    assert found >= {record for number, record in enumerate(expected) if number != torn}


def test_shapes_that_exports_have_are_proved_not_read_carefully(monkeypatch):
    def refuse(*_args, **_kwargs):
        pytest.fail("read carefully")

    files = {
        "taobao detail": ('="300100",县,8\n' * 50, [('="300100"', "县", "8")] * 50),
        "erp": ('"=""1200001""","=""30""",x\r\n' * 50, [('="1200001"', '="30"', "x")] * 50),
        "inches and no quoted cell": (
            'A1,8" x 10",x\nA2,5" pipe,y\n',
            [("A1", '8" x 10"', "x"), ("A2", '5" pipe', "y")],
        ),
        "notes": ('1,"a, ""b""\r\nc",x\r\n,,\r\n2,y,z\r\n', [("1", 'a, "b"\r\nc', "x"), ("2", "y", "z")]),
        "all quoted": ('"1","a","b"\n"2","","c,d"\n' * 50, [("1", "a", "b"), ("2", "", "c,d")] * 50),
        "nul": ("1,a\x00b,\x00\n", [("1", "a\x00b", "\x00")]),
        "zlib's magic": ("x^,b,c\nx\x01,d,e\n", [("x^", "b", "c"), ("x\x01", "d", "e")]),
        "bom inside": ("\ufeffa,b,c\n", [("\ufeffa", "b", "c")]),
    }
    monkeypatch.setattr(window, "read_records", refuse)
    for name, (text, expected) in files.items():
        for codec in ("utf-8", "gb18030"):
            assert cells(text.encode(codec), 3, codec=codec) == expected, name


def test_one_stray_quote_sends_one_record_to_the_careful_reader(monkeypatch):
    read_carefully = []
    real = careful.read_records

    def counting(*args, **how):
        for record in real(*args, **how):
            read_carefully.append(record)
            yield record

    monkeypatch.setattr(window, "read_records", counting)
    rows = [f'A{number:05},"n, {number}",x\n' for number in range(5000)]
    rows[2500] = 'A02500,"n,x\n'
    found, aside = read("".join(rows).encode(), 3)
    assert len(found) == 4999
    assert [(record["line"], record["reason"]) for record in aside] == [(2501, "broken_quote")]
    assert len(read_carefully) == 1


@pytest.mark.parametrize(
    "line", ['A{:05},"x,y\n', 'A{:05},"12" pipe,y\n', 'A{:05},x"",",\n', '{:05}"",x,"\n']
)
def test_a_broken_quote_in_every_line_takes_linear_work(monkeypatch, line):
    looked_at = count()
    real = careful._looks_complete
    monkeypatch.setattr(careful, "_looks_complete", lambda *args: (next(looked_at), real(*args))[1])
    raw = "".join(line.format(number) for number in range(3000)).encode()
    rows, aside = read(raw, 3)
    assert len(rows) + len(aside) >= 1500
    assert next(looked_at) <= 3 * 3000


def test_blank_and_ragged_records_are_aside_with_their_count():
    raw = 'a,b,c\n\n , ,\t\n"","",""\n1,2\n1,2,3,4\n"1","2"\n,,,,,\n\u3000,,\n'.encode()
    rows, aside = read(raw, 3)
    assert [row[3] for row in rows] == [("a", "b", "c")]
    assert [(r["line"], r["reason"], r["cells"]) for r in aside] == [
        (2, "blank", 1),
        (3, "blank", 3),
        (4, "blank", 3),
        (5, "too_few_cells", 2),
        (6, "too_many_cells", 4),
        (7, "too_few_cells", 2),
        (8, "blank", 6),
        (9, "blank", 3),
    ]
    assert aside[4]["text"] == "1,2,3,4"


def test_broken_quotes_end_at_their_first_line():
    raw = b'1001,"ok",A-1\n1002,"12" pipe,A-2\n1003,"never closed,A-3\n1004,fine,A-4\n'
    assert cells(raw, 3) == [("1001", "ok", "A-1"), ("1004", "fine", "A-4")]
    assert reasons(raw, 3) == [(2, "broken_quote"), (3, "broken_quote")]


def test_a_blank_before_a_quote_makes_it_literal():
    assert cells(b'1, "a",b\n', 3) == [("1", ' "a"', "b")]
    assert reasons(b'1, "a,b"\n', 2) == [(1, "too_many_cells")]


def test_a_note_with_delimiters_is_no_record_of_its_own():
    raw = b'A1001,"two things:\nfirst, second, third",x\nA1002,y,z\n'
    assert cells(raw, 3) == [("A1001", "two things:\nfirst, second, third", "x"), ("A1002", "y", "z")]


def test_a_record_inside_a_quote_is_taken_for_one():
    raw = b'1003,"12 in,A-3\n1004,8",A-4\n'
    assert cells(raw, 3) == [("1004", '8"', "A-4")]
    assert reasons(raw, 3) == [(1, "broken_quote")]


def test_unquoted_dialect_takes_quotes_as_they_are():
    raw = b'1\t"a\t8" x 10"\r\n2\tb"\tc\td\n'
    rows, aside = read(raw, 3, dialect=Dialect("\t", quoted=False))
    assert [row[3] for row in rows] == [("1", '"a', '8" x 10"')]
    assert [(r["reason"], r["cells"]) for r in aside] == [("too_many_cells", 4)]


@pytest.mark.parametrize("block_size", [LARGE, 10])
def test_old_mac_line_ends(block_size):
    raw = 'a,县\r"x\ry",2\r\r3,4'.encode("gb18030")
    rows, aside = read(raw, 2, codec="gb18030", block_size=block_size)
    assert [(row[2], row[3]) for row in rows] == [(1, ("a", "县")), (2, ("x\ry", "2")), (5, ("3", "4"))]
    assert [(r["line"], r["reason"]) for r in aside] == [(4, "blank")]


def test_an_undecodable_byte_costs_its_record_only():
    raw = "1,天河区\n2,".encode() + b"\xe5\xa4x\n" + "3,余杭区\n".encode()
    rows, aside = read(raw, 2)
    assert [row[3] for row in rows] == [("1", "天河区"), ("3", "余杭区")]
    assert [(r["line"], r["reason"], r["position"], r["text"]) for r in aside] == [
        (2, "undecodable", raw.index(b"\xe5\xa4x"), "2,\ufffdx")
    ]


def test_lengths_are_those_of_the_file_not_of_the_text():
    raw = "1,县|乂\n2,丂\r\n".encode("gb18030")
    rows, _ = read(raw, 2, codec="gb18030")
    assert [raw[offset : offset + length].decode("gb18030") for offset, length, *_ in rows] == [
        "1,县|乂\n",
        "2,丂\r\n",
    ]


def test_a_trail_byte_that_looks_like_the_delimiter_is_none():
    text = "1|" + bytes([0x81, 0x7C]).decode("gb18030") + "\n"
    assert cells(text.encode("gb18030"), 2, codec="gb18030", dialect=Dialect("|")) == [("1", text[2])]
    text = "1|" + bytes([0x83, 0x7C]).decode("cp932") + "\n"
    assert cells(text.encode("cp932"), 2, codec="cp932", dialect=Dialect("|")) == [("1", text[2])]


@pytest.mark.parametrize(
    "cell", ["x" * 10_000_000, '"' + 'say ""县""' * 700_000 + '"', '"' + 'say ""县""\n' * 30_000 + '"']
)
def test_a_large_cell(cell):
    value = cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
    raw = f"1,{cell}\n2,y\n".encode()
    for prove in (True, False):
        assert cells(raw, 2, prove=prove, block_size=1 << 16) == [("1", value), ("2", "y")]


def test_a_quote_open_for_too_long_is_broken_whatever_the_block_size(monkeypatch):
    for module in (careful, proof):
        monkeypatch.setattr(module, "MAX_QUOTED_BYTES", 100)
    raw = b'1,"' + b"x\n" * 100 + b'"\n2,"a\nb"\n'
    expected = read(raw, 2, prove=False)
    assert [row[3] for row in expected[0]] == [("2", "a\nb")]
    for size in (LARGE, 16):
        assert read(raw, 2, block_size=size) == expected


def test_five_thousand_columns():
    width = 5000
    plain = [str(number) for number in range(width)]
    raw = (",".join(plain) + "\n" + ",".join(f'"{cell}"' for cell in plain) + "\n").encode()
    found = list(blocks(raw, width, [4999, 7]))
    assert [block.cells.rows() for block in found] == [[("4999", "7")] * 2]
    assert found[0].cells.columns == ["4999", "7"]


def test_nothing_behind_the_header_is_no_block():
    assert read(b"", 3) == ([], [])


def test_polars_disagreeing_is_noticed(monkeypatch):
    monkeypatch.setattr(
        reading.pl, "read_csv", lambda *_args, **_how: pl.DataFrame({"a": [None], "b": ["x"]})
    )
    assert cells(b"1,2\n3,4\n", 2) == [("1", "2"), ("3", "4")]


def test_columns_are_kept_by_index_in_any_order():
    block = next(blocks(b"a,b,c\n", 3, [2, 0]))
    assert block.cells.to_dict(as_series=False) == {"2": ["c"], "0": ["a"]}
    assert (block.offset.dtype, block.length.dtype, block.line.dtype) == (pl.UInt64,) * 3


def test_reading_starts_where_the_data_starts():
    raw = b"title\n\nh1,h2\n1,2\n"
    block = next(blocks(raw, 2, [0], Position(13, 4)))
    assert (block.offset.item(), block.length.item(), block.line.item()) == (13, 4, 4)
