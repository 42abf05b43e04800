from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.errors import UnreadableError
from fulfil.lock.delivery import Delivery
from fulfil.lock.lock import Feed, Lock
from fulfil.lock.record import record
from tests.fixtures.workbooks import xlsx


def save(folder, text, name="o.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def refused(path, delivery):
    with pytest.raises(UnreadableError) as error, checked([path], Question(delivery=delivery)):
        pass
    return error.value


@pytest.fixture
def delivery(tmp_path):
    known = save(tmp_path, "order_id,status,county,street\nA1,to_ship,西湖区,x1号\n", "known.csv")
    return Delivery(record([known]).lock, "exports.lock.toml")


def test_a_renamed_key_is_named_with_its_likely_new_name(tmp_path, delivery):
    path = save(tmp_path, "a title\n\n单据,status,county,street\n13800001111,to_ship,西湖区,x1号\n")
    error = refused(path, delivery)
    assert "the feed canonical of exports.lock.toml" in str(error)
    assert "“order_id”, which gave the order_id (it is likely “单据” now: it stands in its place)" in str(
        error
    )
    assert error.line == 3
    assert "13800001111" not in str(error) + error.hint


def test_a_lost_key_is_named(tmp_path, delivery):
    error = refused(save(tmp_path, "status,county,street\nto_ship,西湖区,x1号\n"), delivery)
    assert "“order_id”" in str(error)
    assert "no new column is like it" in str(error)


@pytest.mark.parametrize("text", ["甲,乙,丙\n1,2,3\n", "", "status,qq,ww\n1,2,3\n"])
def test_what_is_like_no_feed_is_refused_as_ever(tmp_path, delivery, text):
    path = save(tmp_path, text)
    assert str(refused(path, delivery)) == str(refused(path, None))


def test_a_file_that_lost_nothing_is_refused_as_ever(tmp_path):
    path = save(tmp_path, "甲,乙\n1,2\n")
    nothing_mapped = Delivery(Lock(feed=(Feed(name="x", profile="generic", columns=("甲", "乙")),)))
    assert str(refused(path, nothing_mapped)) == str(refused(path, None))


def test_a_sheet_is_told_by_its_row(tmp_path, delivery):
    path = tmp_path / "o.xlsx"
    path.write_bytes(
        xlsx([["a title"], ["单据", "status", "county", "street"], ["A1", "to_ship", "西湖区", "x1号"]])
    )
    error = refused(str(path), delivery)
    assert "likely “单据” now" in str(error)
    assert error.line == 2
