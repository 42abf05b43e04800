from __future__ import annotations


def test_an_open_request_holds_the_order(audit):
    outcome = audit(
        {"aftersale_status": "退款中"}, {"aftersale_status": "退款关闭"}, {"aftersale_status": ""}
    )
    assert outcome.orders("RFD008") == ["A1"]
    assert outcome.messages("RFD008") == ["a refund or return is open: “退款中”"]


def test_what_has_left_is_not_judged(audit):
    row = {"aftersale_status": "退款中", "status": "已发货"}
    assert "RFD008" not in audit(row, only_due=False).findings


def test_a_strange_word_holds_by_the_rule_of_words(audit):
    assert audit({"aftersale_status": "老板说退"}).codes == ["EXP005"]
