from __future__ import annotations

import pytest

from fulfil.exports.export import Reading
from tests.fixtures.reading import read_export

HEADER = "order_id,sku,quantity,status"
ROW = "A1,S1,1,to_ship"


def _read(tmp_path, *records):
    path = tmp_path / "x.csv"
    path.write_text("".join(f"{record}\n" for record in (HEADER, *records)), "utf-8")
    reads = [read_export(path), read_export(path, Reading(block_bytes=20))]
    assert reads[0].aside == reads[1].aside
    return reads[0]


@pytest.mark.parametrize(
    "other", ["buyer_id,phone,recipient,street", "ID,SKU,状态,数量", "order_id,status,quantity,sku"]
)
@pytest.mark.parametrize("blank", [(), ("",)])
def test_rows_below_another_header_are_no_orders(tmp_path, other, blank):
    read = _read(tmp_path, ROW, *blank, other, "B1,S1,1,to_ship", "B2,S1,1,to_ship")
    assert read.column("order_id") == ["A1"]
    at = 3 + len(blank)
    assert read.aside[len(blank) :] == [
        (at, "other_header"),
        (at + 1, "other_table"),
        (at + 2, "other_table"),
    ]


def test_the_own_header_ends_another_table(tmp_path):
    read = _read(tmp_path, ROW, "buyer_id,phone,recipient,street", "B1,S1,1,x", HEADER, "A2,S1,1,to_ship")
    assert read.column("order_id") == ["A1", "A2"]
    assert [reason for _, reason in read.aside] == ["other_header", "other_table", "repeated_header"]


@pytest.mark.parametrize(
    ("words", "taken"), [("Cat,Dog,Bird,Fish", True), ("Cat,Dog,2,Fish", False), ("Cat,,,", False)]
)
def test_unknown_words_below_a_blank_line(tmp_path, words, taken):
    read = _read(tmp_path, ROW, "", words, "B1,S1,1,to_ship")
    assert (read.column("order_id") == ["A1"]) == taken
    assert ("other_header" in dict(read.aside).values()) == taken


def test_another_header_right_below_the_first(tmp_path):
    read = _read(tmp_path, "buyer_id,phone,recipient,street", "B1,2,x,y")
    assert read.aside == [(2, "other_header"), (3, "other_table")]


def test_further_rows_of_the_header(tmp_path):
    read = _read(tmp_path, "订单号,商品编码,数量,状态", "(text),(code),(pieces),(word)", ROW)
    assert read.aside == [(2, "repeated_header"), (3, "further_header")]
    assert read.column("order_id") == ["A1"]


@pytest.mark.parametrize("row", ["order_id,S1,1,to_ship", "ID,S1,1,sku", "name,S1,1,to_ship"])
def test_a_header_word_alone_makes_no_header(tmp_path, row):
    assert _read(tmp_path, ROW, "", row).aside == [(3, "blank")]


def test_orders_behind_blank_lines_stay(tmp_path):
    read = _read(tmp_path, *[part for at in range(5) for part in (f"A{at},S1,1,to_ship", "")])
    assert read.column("order_id") == [f"A{at}" for at in range(5)]
