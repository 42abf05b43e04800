from __future__ import annotations

import csv

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.export import Reading
from fulfil.lock.lock import Lock
from fulfil.lock.lock_text import lock_text
from fulfil.lock.record import TELLING_ROWS, record
from fulfil.policy.policy import Policy
from fulfil.tables import Subject
from tests.fixtures.workbooks import xlsx


def save(folder, name, header, *rows):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *(row.split(",") for row in rows)])
    return str(path)


def one(*paths, **asked):
    (feed,) = record(paths, **asked).lock.feed
    return feed


def test_a_file_is_recorded(tmp_path):
    rows = ["A1,to_ship,-,x", "A2,to_ship,西湖区,x", "A3,closed,**,x", ",,,", "A4,甲乙丙,,x"]
    feed = one(save(tmp_path, "o.csv", "order_id,status,county,怪列", *rows))
    assert (feed.name, feed.profile) == ("canonical", "canonical")
    assert (feed.subjects, feed.records) == ((Subject.ORDERS,), 4)
    assert feed.columns == ("order_id", "status", "county", "怪列")
    county = feed.mapped["orders.county"]
    assert (county.headers, county.rows, county.nulls) == (("county",), 4, 2)
    assert feed.words == {"orders.status": ("closed", "to_ship")}, "a word that nobody knows may be anything"


def test_words_of_the_users_own_are_known(tmp_path):
    path = save(tmp_path, "o.csv", "order_id,status", "A1,待配货", "A2,待配货 ")
    assert one(path).words == {"orders.status": ()}
    own = Reading(statuses={"待配货": "to_ship"})
    assert one(path, reading=own).words == {"orders.status": ("待配货",)}


def test_a_cell_that_cannot_be_read_is_not_empty(tmp_path):
    path = save(
        tmp_path, "o.csv", "order_id,quantity,created_at", "A1,two,昨天", "A2,,2026-09-14 10:00", "A3,1,"
    )
    mapped = one(path).mapped
    assert mapped["order_lines.quantity"].nulls == 1
    assert mapped["orders.created_at"].nulls == 1


def test_files_of_one_kind_are_one_feed_in_which_none_of_them_is_odd(tmp_path):
    full = save(tmp_path, "a.csv", "order_id,county,street", *(f"A{n},西湖区,x1号" for n in range(40)))
    rare = save(tmp_path, "b.csv", "order_id,county,note", *(f"B{n},,y" for n in range(20)))
    tiny = save(tmp_path, "c.csv", "county,order_id,street", "西湖区,C1,")
    recorded = record([full, rare, tiny, full])
    (feed,) = recorded.lock.feed
    assert recorded.files == {feed.name: 3}
    assert feed.records == 61
    assert feed.columns == ("order_id", "county")
    assert feed.sometimes == ("street", "note")
    county, street = feed.mapped["orders.county"], feed.mapped["orders.street"]
    assert (county.rows, county.nulls, county.optional) == (20, 20, False)
    assert (street.rows, street.nulls, street.optional) == (40, 0, True)


def test_generic_files_are_told_apart_by_their_names_and_then_by_their_columns(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    header = "平台订单号,数量,商品编码"
    paths = [
        save(tmp_path, "today_2026-09-14.csv", header, "1,2,3"),
        save(tmp_path, "today_2026-09-15.csv", header, "1,2,4"),
        save(tmp_path, "other.csv", header, "1,2,5"),
        save(tmp_path / "b", "today.csv", "快递单号,快递公司,订单号,发货时间", "1,2,3,4"),
    ]
    recorded = record(paths)
    assert recorded.files == {"other": 1, "today": 2, "today_2": 1}
    assert record([*paths[3:], *paths[:3]]).files == {"other": 1, "today": 1, "today_2": 2}


def test_an_earlier_lock_keeps_other_feeds_the_user_s_lines_and_words(tmp_path):
    path = save(tmp_path, "o.csv", "order_id,status,county", "A1,to_ship,西湖区")
    feed = one(path)
    edited = feed.model_copy(
        update={"expected": False, "min_records": 7, "words": {"orders.status": ("Closed", "shipped")}}
    )
    other = feed.model_copy(update={"name": "zzz"})
    fresh = save(tmp_path, "o.csv", "order_id,status,street", "A1,closed,x1号", "A2,to_ship,x")
    recorded = record([fresh], earlier=Lock(feed=(other, edited)))
    again, kept = recorded.lock.feed
    assert kept == other
    assert recorded.files == {again.name: 1}
    assert (again.expected, again.min_records, again.records) == (False, 7, 2)
    assert again.columns == ("order_id", "status", "street")
    assert again.words == {"orders.status": ("Closed", "shipped", "to_ship")}


def test_the_same_files_give_the_same_bytes(tmp_path):
    rows = [f"A{n},{word},x" for n, word in enumerate(["to_ship", "closed", "shipped", "unpaid"] * 30)]
    path = save(tmp_path, "o.csv", "order_id,status,county", *rows)
    once = lock_text(record([path]).lock)
    assert lock_text(record([path], Reading(block_bytes=200)).lock) == once
    assert lock_text(record([path], earlier=record([path]).lock).lock) == once


def test_a_header_alone_is_a_feed_without_records(tmp_path):
    feed = one(save(tmp_path, "o.csv", "order_id,status,county"))
    assert feed.records == 0
    assert feed.mapped["orders.county"].rows == 0


def test_an_unreadable_file_records_nothing(tmp_path):
    with pytest.raises(UnreadableError):
        record([save(tmp_path, "o.csv", "甲,乙", "1,2")])


def test_so_many_rows_are_telling_as_the_rule_asks_for():
    assert Policy().drift.least_rows == TELLING_ROWS


def test_each_sheet_of_a_workbook_that_is_a_table_is_recorded(tmp_path):
    path = tmp_path / "book.xlsx"
    more = (["return_id", "order_id", "requested_at"], ["R1", "A1", "2026-09-14 10:00"])
    path.write_bytes(
        xlsx([["order_id", "sku"], ["A1", "S1"]], lambda book: fill(book.create_sheet("r"), more))
    )
    recorded = record([str(path)])
    assert recorded.files == {"canonical": 1, "canonical_returns": 1}


def fill(sheet, rows):
    for cells in rows:
        sheet.append(cells)
