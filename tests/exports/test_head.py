from __future__ import annotations

from fulfil.exports import head as head_module
from fulfil.exports.dialect import Dialect
from fulfil.exports.encoding import Encoding
from fulfil.exports.head import read_head
from fulfil.exports.source import open_source

COMMA = Dialect(",")


def head(tmp_path, raw, *, dialect=COMMA, records=50, **encoding):
    path = tmp_path / "orders.csv"
    path.write_bytes(raw)
    with open_source(str(path)) as source:
        return read_head(
            source,
            Encoding(encoding.get("codec", "utf-8"), encoding.get("bom", 0), "forced"),
            dialect,
            records,
        )


def test_ragged_records_with_their_places(tmp_path):
    raw = '订单\r\n\r\n"a\nb",c,d\n1,2'.encode("gb18030")
    found = head(tmp_path, raw, codec="gb18030")
    assert [record.cells for record in found] == [("订单",), ("",), ("a\nb", "c", "d"), ("1", "2")]
    assert [record.line for record in found] == [1, 2, 3, 5]
    assert [record.next_line for record in found] == [2, 3, 5, 6]
    assert [raw[record.offset : record.end] for record in found] == [
        "订单\r\n".encode("gb18030"),
        b"\r\n",
        b'"a\nb",c,d\n',
        b"1,2",
    ]


def test_the_bom_is_no_part_of_the_first_cell(tmp_path):
    found = head(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbfa,b\n", bom=6)
    assert (found[0].cells, found[0].offset, found[0].end) == (("a", "b"), 6, 10)


def test_a_broken_quote_is_split_at_every_delimiter(tmp_path):
    found = head(tmp_path, b'"report, May\nid,qty\n1,2\n')
    assert [record.cells for record in found] == [('"report', " May"), ("id", "qty"), ("1", "2")]


def test_no_more_records_than_asked_for_and_none_that_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(head_module, "FEW_BYTES", 10)
    monkeypatch.setattr(head_module, "HEAD_BYTES", 10)
    raw = b"a,b\nc,d\nlong,long\n"
    assert [record.cells for record in head(tmp_path, raw)] == [("a", "b"), ("c", "d")]
    assert len(head(tmp_path, raw, records=1)) == 1


def test_quotes_may_be_literal(tmp_path):
    found = head(tmp_path, b'8" x\t"a\tb\n', dialect=Dialect("\t", quoted=False))
    assert [record.cells for record in found] == [('8" x', '"a', "b")]
