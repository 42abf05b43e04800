from __future__ import annotations

import gzip
import io
import sys

import polars as pl
import pytest

from fulfil.errors import UnreadableError, UsageError
from fulfil.exports.export import ASIDE, Reading
from fulfil.exports.opening import open_export, open_exports
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, read_export
from tests.fixtures.workbooks import put, xlsx

SHOPIFY = FIXTURES / "shopify/orders_export.csv"


def test_rows_know_their_place():
    with open_export(str(SHOPIFY), 3) as export:
        (block,) = export.blocks(first_row=100)
    table = block.parts[Subject.ORDERS].table
    assert {"file", "row", "record", "line", "offset", "length"} <= set(table.columns)
    assert table["file"].unique().to_list() == [3]
    assert table["row"].to_list() == list(range(100, 111))
    assert table["record"].to_list() == list(range(1, 12))


def test_rows_and_records_are_counted_on_across_blocks():
    reading = Reading(block_bytes=64, subjects=frozenset({Subject.ORDERS}))
    with open_export(str(FIXTURES / "ebay/orders.csv"), reading=reading) as export:
        blocks = list(export.blocks())
    assert len(blocks) > 1
    rows = pl.concat([b.parts[Subject.ORDERS].table for b in blocks])
    assert rows["row"].to_list() == list(range(10))
    assert rows["record"].to_list() == list(range(1, 11))
    footers = pl.concat([b.aside for b in blocks]).filter(pl.col("reason") == "footer")
    assert footers.select("record", "line").rows() == [(11, 15), (12, 16)]


def test_every_record_that_is_no_row_keeps_its_text():
    with open_export(str(FIXTURES / "jushuitan/orders.csv")) as export:
        aside = pl.concat([block.aside for block in export.blocks()])
    assert dict(aside.schema) == ASIDE
    assert aside["reason"].to_list() == ["total"]
    assert aside["text"][0].startswith("合计,")


def test_titles_are_records_before_the_first():
    with open_export(str(FIXTURES / "generic/shop_system.csv")) as export:
        titles = export.titles()
    assert titles.select("line", "record", "reason").rows() == [
        (1, 0, "title"),
        (2, 0, "title"),
        (3, 0, "blank"),
    ]


def test_gzip_is_read_as_is(tmp_path):
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(SHOPIFY.read_bytes()))
    assert read_export(path).table.drop("file").equals(read_export(SHOPIFY).table.drop("file"))


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(SHOPIFY.read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin())
    with open_export("-") as export:
        assert export.source.stem == "stdin"
        assert sum(block.parts[Subject.ORDERS].table.height for block in export.blocks()) == 11


def test_the_encoding_that_the_user_names_wins(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("order_id,recipient\n1,Zoë\n".encode("cp1252"))
    assert read_export(path, Reading(encoding="cp1252")).column("recipient") == ["Zoë"]
    with pytest.raises(UsageError):
        read_export(path, Reading(encoding="no-such-encoding"))


def test_a_file_in_utf16_is_read_and_known_as_such():
    with open_export(str(FIXTURES / "messy/utf16_tab.txt")) as export:
        assert export.source.write_encoding == "utf-16-le"
    assert read_export("messy/utf16_tab.txt").column("order_id") == ["0001001", "0001002"]


def test_what_is_no_order_export_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(UnreadableError, match="none of its first") as error:
        read_export(path)
    assert (error.value.path, error.value.line) == (str(path), 1)
    assert error.value.hint


SHEET = [
    ["exported\non Monday"],
    ["order_id", "city", "address"],
    ["A1", "杭州市", "文三路\n391号"],
    ["", "", ""],
    ["A2", "杭州市", "x"],
    ["order_id", "city", "address"],
]


def test_the_lines_of_a_sheet_are_its_rows(tmp_path):
    with open_export(put(tmp_path, xlsx(SHEET)), 4) as export:
        (block,) = export.blocks()
        assert export.titles()["line"].to_list() == [1]
        assert (export.index, export.encoding.how, export.source.stem) == (4, "workbook", "orders")
    table = block.parts[Subject.ORDERS].table
    assert table["line"].to_list() == [3, 5]
    assert table["address"].to_list() == ["文三路\n391号", "x"]
    assert block.aside.select("line", "reason").rows() == [(4, "blank"), (6, "repeated_header")]


def test_every_sheet_is_an_export(tmp_path):
    raw = xlsx(SHEET, lambda book: book.create_sheet("二月").append(["order_id", "city"]))
    reading = Reading(encoding="gb18030")
    with open_exports(put(tmp_path, raw), 2, reading) as opened:
        assert [export.index for export in opened.exports] == [2, 3]
        assert [export.source.stem for export in opened.exports] == ["orders.Sheet", "orders.二月"]
        assert [export.path.rpartition("[")[2] for export in opened.exports] == ["Sheet]", "二月]"]


def test_a_text_is_one_export():
    with open_exports(str(SHOPIFY), 3) as opened, open_export(str(SHOPIFY), 3) as export:
        assert [(e.index, e.encoding, e.recognition) for e in opened.exports] == [
            (3, export.encoding, export.recognition)
        ]


def test_a_sheet_that_is_no_table_is_left_out_and_named(tmp_path):
    raw = xlsx(SHEET, lambda book: book.create_sheet("notes").append(["x\ny"]))
    with open_exports(put(tmp_path, raw)) as opened:
        assert len(opened.exports) == 1
        ((sheet, why),) = opened.left_out
    assert sheet == "notes"
    assert "header with an order id" in why


def test_a_workbook_without_any_table_is_refused_with_sheet_and_row(tmp_path):
    path = put(tmp_path, xlsx([["x\ny"], ["z"]], lambda book: book.create_sheet("more").append(["a", "b"])))
    with pytest.raises(UnreadableError, match=r"“Sheet”.*1 other sheet") as caught, open_exports(path):
        pass
    assert (caught.value.path, caught.value.line) == (path, 1)


def test_one_table_is_asked_for_and_a_workbook_has_several(tmp_path):
    path = put(tmp_path, xlsx(SHEET, lambda book: book.create_sheet("二月").append(["order_id", "city"])))
    with pytest.raises(UnreadableError, match=r"several tables.*“Sheet”, “二月”"), open_export(path):
        pass


def test_a_sheet_is_quoted_whatever_the_files_of_its_platform_are(tmp_path):
    text = (FIXTURES / "amazon/unshipped.txt").read_bytes().decode("cp1252")
    rows = [line.split("\t") for line in text.splitlines()]
    with open_export(put(tmp_path, xlsx(rows))) as export:
        (block,) = export.blocks()
        assert export.profile.name == "amazon_unshipped"
        assert block.aside.is_empty()
    table = block.parts[Subject.ORDERS].table
    assert table.height == len(rows) - 1
    assert '8" x 10"' in "".join(table["product_name"].to_list())
