from __future__ import annotations


def test_times_that_cannot_be_read_are_told_and_folded(audit):
    outcome = audit({"created_at": "昨天"}, {"created_at": "soon"}, {"created_at": "2026-11-20 10:00:00"})
    assert outcome.orders("EXP004") == ["A1", "A2"]
    assert outcome.messages("EXP004")[0] == (
        "the created_at “昨天” is not used: it is no time that can be read"
    )
    assert outcome.systemic["EXP004"][0]["rows"] == 2


def test_a_day_that_may_be_a_month_is_told(audit):
    outcome = audit({"paid_at": "03/04/2026 10:00"}, {"paid_at": ""})
    assert outcome.messages("EXP004") == [
        "the paid_at “03/04/2026 10:00” is not used: day and month cannot be told apart"
    ]


def test_a_time_beyond_all_others_is_told(audit):
    moments = ["2026-11-20 10:00:00", "2026-11-20 11:00:00", "2062-11-20 10:00:00"]
    outcome = audit(*({"created_at": moment} for moment in moments))
    assert outcome.orders("EXP004") == ["A3"]
    assert outcome.findings["EXP004"][0]["reason"] == "it lies far beyond all other times"


def test_a_number_that_cannot_be_read_is_none_of_its_business(audit):
    assert audit({"quantity": "two", "created_at": "2026-11-20 10:00:00"}).codes == ["ORD002"]
