from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fulfil.audit import Question, checked
from fulfil.facts.drift import Drift
from fulfil.lock.delivery import Delivery, MaxAge
from fulfil.lock.record import record
from fulfil.report import make_report

HEADER = "order_id,status,created_at,county"
NOW = datetime(2026, 9, 15, 2, 0, tzinfo=UTC)


def save(folder, rows, name="o.csv", header=HEADER):
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return str(path)


def row(number, status="to_ship", at="2026-09-14 10:00:00", county="西湖区"):
    return f"A{number},{status},{at},{county}"


def drift(paths, delivery, kind=None):
    with checked(paths, Question(delivery=delivery)) as run:
        rows = [told for told in run.facts.drift.iter_rows(named=True) if told["kind"] != Drift.NULLS.value]
        return [told for told in rows if kind is None or told["kind"] == kind.value]


def aged(hours, now=NOW):
    return MaxAge(hours, f"{hours}h", now)


def test_nothing_is_counted_unless_it_is_asked_for(tmp_path):
    with checked([save(tmp_path, [row(1)])], Question()) as run:
        assert run.facts.drift.is_empty()


def test_known_words_are_told_once_however_they_are_written(tmp_path):
    lock = record([save(tmp_path, [row(1)])]).lock
    path = save(
        tmp_path, [row(1), row(2, "closed"), row(3, "CLOSED"), row(4, "怪"), row(5, ""), row(6, "TO_SHIP")]
    )
    found = drift([path], Delivery(lock), Drift.WORD_NEW)
    assert [(told["field"], told["value"], told["records"]) for told in found] == [("status", "CLOSED", 2)]


def test_a_column_without_any_word_before_has_none_that_are_new(tmp_path):
    lock = record([save(tmp_path, [])]).lock
    assert drift([save(tmp_path, [row(1)])], Delivery(lock)) == []


@pytest.mark.parametrize(
    ("rows", "hours", "told"),
    [
        ([row(1)], 24, []),
        ([row(1)], 23, [(24.0, "2026-09-14 10:00:00+08:00")]),
        # A promise is no event, and what the clock has not reached has not happened.
        ([row(1), row(2, at="2026-09-16 10:00:00")], 23, [(24.0, "2026-09-14 10:00:00+08:00")]),
        ([row(1, at="2026-09-01 10:00:00"), row(2)], 24, []),
    ],
)
def test_the_age_is_counted_to_the_clock_that_is_given(tmp_path, rows, hours, told):
    # The canonical columns have no zone of their own: a header in Chinese says where the times are.
    path = save(tmp_path, rows, header="订单编号,订单状态,下单时间,区县")
    found = drift([path], Delivery(max_age=aged(hours)), Drift.STALE)
    assert [(one["hours"], one["value"]) for one in found] == told


def test_a_file_without_an_event_has_no_age_and_says_so(tmp_path):
    path = save(tmp_path, [row(1, at="")])
    with checked([path], Question(delivery=Delivery(max_age=aged(1)))) as run:
        assert not run.facts.drift.filter(kind=Drift.STALE.value).height
        notices = make_report(run).notices
    assert f"{path} has no event before the clock's time, so its age is not known" in notices
    assert any("counted to the clock: 2026-09-15" in notice for notice in notices)


def test_the_records_of_all_files_of_a_feed_count_together(tmp_path):
    paths = [save(tmp_path, [row(n)], f"o{n}.csv") for n in range(3)]
    assert drift(paths, Delivery(min_records=3), Drift.SHORT) == []
    (found,) = drift(paths, Delivery(min_records=4), Drift.SHORT)
    assert (found["file"], found["records"], found["expected"]) == (0, 3, "4")


def test_a_feed_s_own_limit_goes_before_the_option(tmp_path):
    path = save(tmp_path, [row(1)])
    lock = record([path]).lock
    own = lock.model_copy(update={"feed": (lock.feed[0].model_copy(update={"min_records": 0}),)})
    assert len(drift([path], Delivery(lock, min_records=2), Drift.SHORT)) == 1
    assert drift([path], Delivery(own, min_records=2), Drift.SHORT) == []


def test_a_copy_of_a_file_is_a_delivery_of_its_feed(tmp_path):
    header = "平台订单号,数量,商品编码"
    paths = [save(tmp_path, ["1,2,3"], name, header) for name in ("one.csv", "two.csv")]
    lock = record(paths).lock
    assert [feed.name for feed in lock.feed] == ["one", "two"]
    assert drift(paths, Delivery(lock), Drift.MISSING) == []
    assert [told["feed"] for told in drift(paths[:1], Delivery(lock), Drift.MISSING)] == ["two"]


def test_a_file_that_belongs_to_no_feed_is_told_beside_the_findings(tmp_path):
    lock = record([save(tmp_path, [row(1)])]).lock
    strange = save(tmp_path, ["1,2,3"], "x.csv", "平台订单号,数量,商品编码")
    with checked([strange], Question(delivery=Delivery(lock))) as run:
        assert (
            f"{strange} belongs to no feed of the lock, and was compared with nothing"
            in make_report(run).notices
        )


def test_the_clock_alone_makes_a_file_old(tmp_path):
    path = save(tmp_path, [row(1)])
    for days, count in ((0, 0), (3, 1)):
        most = aged(40, NOW + timedelta(days=days))
        assert len(drift([path], Delivery(max_age=most), Drift.STALE)) == count


def test_a_file_without_any_event_column_has_no_age(tmp_path):
    path = save(tmp_path, ["1,2"], header="order_id,sku")
    assert [told["kind"] for told in drift([path], Delivery(max_age=aged(1)))] == [Drift.NO_EVENT.value]
