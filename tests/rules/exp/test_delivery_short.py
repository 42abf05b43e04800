from __future__ import annotations

BEFORE = "order_id,sku\nA1,S1\nA2,S2\n"


def test_too_few_records_are_an_error(delivered):
    outcome = delivered(BEFORE, "order_id,sku\nA1,S1\n\n", min_records=2)
    assert outcome.messages("EXP015") == ["the records of the feed canonical are 1, and at least 2 must come"]


def test_enough_records_are_none(delivered):
    assert delivered(BEFORE, BEFORE, min_records=2).codes == []


def test_a_header_alone_is_valid_and_empty_until_somebody_says_how_much_must_come(delivered):
    assert delivered(BEFORE, "order_id,sku\n").codes == []
    assert delivered(BEFORE, "order_id,sku\n", min_records=1).codes == ["EXP015"]


def test_without_a_limit_nothing_is_judged(delivered):
    assert "EXP015" in delivered(BEFORE, BEFORE).not_checked
