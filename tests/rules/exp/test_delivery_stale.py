from __future__ import annotations

from datetime import UTC, datetime

from fulfil.lock.delivery import MaxAge

BEFORE = "订单号,下单时间,付款时间,商品编码\nA1,2026-09-14 10:00:00,2026-09-14 10:05:00,S1\n"
NOW = datetime(2026, 9, 15, 3, 5, tzinfo=UTC)


def test_an_old_file_is_an_error_with_its_newest_event(delivered):
    outcome = delivered(BEFORE, BEFORE, max_age=MaxAge(24, "1d", NOW))
    (message,) = outcome.messages("EXP014")
    assert message == (
        "the newest event of the feed before is of 2026-09-14 10:05:00+08:00: 25 hours ago by the clock, "
        "and at most 1d is allowed"
    )


def test_a_file_of_just_that_age_is_not(delivered):
    assert "EXP014" not in delivered(BEFORE, BEFORE, max_age=MaxAge(25, "25h", NOW)).codes


def test_a_file_without_records_has_no_age(delivered):
    outcome = delivered(BEFORE, BEFORE.splitlines()[0] + "\n", max_age=MaxAge(1, "1h", NOW))
    assert outcome.codes == []


def test_without_a_greatest_age_none_is_judged(delivered):
    assert "EXP014" in delivered(BEFORE, BEFORE).not_checked
