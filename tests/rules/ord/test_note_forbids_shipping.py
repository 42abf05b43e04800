from __future__ import annotations


def test_a_sellers_note_can_forbid_shipping(audit):
    outcome = audit(
        {"seller_note": "客户要改地址，先别发货"}, {"seller_note": "等通知"}, {"seller_note": "Please HOLD"}
    )
    assert outcome.orders("ORD005") == ["A1", "A2", "A3"]
    assert outcome.findings["ORD005"][1]["phrase"] == "等通知"
    assert outcome.messages("ORD005")[1] == "the seller's note says “等通知”"


def test_other_notes_forbid_nothing(audit):
    notes = ["不要发圆通", "不用等通知", "", "household", "已送赠品"]
    assert "ORD005" not in audit(*({"seller_note": note} for note in notes)).findings


def test_what_has_left_is_not_judged(audit):
    row = {"seller_note": "先别发货", "status": "已发货"}
    assert audit(row, only_due=False).codes == []
