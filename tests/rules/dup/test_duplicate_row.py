from __future__ import annotations

LINE = {"order_id": "A1", "sku": "KY-1", "quantity": "1"}


def test_a_row_that_stands_twice_names_the_other(audit):
    outcome = audit(LINE, LINE, {**LINE, "sku": "KY-2"})
    assert outcome.orders("DUP001") == ["A1"]
    finding = outcome.findings["DUP001"][0]
    assert finding["other_line"] == 2
    assert finding["other_file"].endswith("orders1.csv")
    assert finding["row"] == 1
    assert "ORD001" not in outcome.findings


def test_lines_of_one_order_are_no_duplicates(audit):
    assert audit(LINE, {**LINE, "sku": "KY-2"}).codes == []


def test_a_row_of_another_file_is_not_due_a_second_time(audit_files):
    outcome = audit_files([LINE], [{**LINE}, {"order_id": "B1", "sku": "KY-3", "quantity": "1"}])
    assert outcome.codes == []
    assert outcome.judged["DUP001"] == 2
