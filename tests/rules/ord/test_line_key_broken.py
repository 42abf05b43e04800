from __future__ import annotations

LINE = {"order_id": "A1", "line_id": "1", "sku": "KY-1", "quantity": "1"}


def test_a_line_that_stands_twice_with_other_content_is_told(audit):
    outcome = audit(LINE, {**LINE, "quantity": "2"}, {**LINE, "line_id": "2"})
    assert outcome.orders("ORD001") == ["A1"]
    (message,) = outcome.messages("ORD001")
    assert message.startswith("it differs from line 2 of ")
    assert message.endswith("orders1.csv, which has the same key")


def test_identical_lines_go_to_another_rule(audit):
    assert audit(LINE, LINE).codes == ["DUP001"]


def test_without_line_ids_an_order_may_repeat_a_sku(audit):
    line = {"order_id": "A1", "sku": "KY-1", "quantity": "1"}
    assert audit(line, {**line, "quantity": "2"}).codes == []


def test_an_order_id_that_is_empty_or_a_placeholder_is_told(audit):
    outcome = audit({"order_id": ""}, {"order_id": "-"}, {"order_id": "null"}, {})
    assert outcome.orders("ORD001") == [None, None, None]
    assert set(outcome.messages("ORD001")) == {"the order id is empty"}


def test_an_order_in_two_files_with_other_content_is_told(audit_files):
    outcome = audit_files([LINE], [{**LINE, "quantity": "2"}])
    assert outcome.orders("ORD001") == ["A1"]
