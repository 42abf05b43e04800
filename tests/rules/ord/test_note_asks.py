from __future__ import annotations


def test_notes_that_ask_for_something(audit):
    outcome = audit(
        {"buyer_note": "麻烦发顺丰"}, {"seller_note": "加急"}, {"buyer_note": "先别发货，我要改地址"}
    )
    told = [(finding["order_id"], finding["field"]) for finding in outcome.findings["ORD006"]]
    assert told == [("A1", "buyer_note"), ("A2", "seller_note"), ("A3", "buyer_note")]
    assert outcome.messages("ORD006")[0] == "the buyer's note asks: a courier by name, or none of one"
    assert (
        "not to ship" in outcome.messages("ORD006")[2] or "another address" in outcome.messages("ORD006")[2]
    )


def test_a_buyers_wish_not_to_ship_warns_and_holds_nothing(audit):
    outcome = audit({"buyer_note": "先别发货"})
    assert outcome.codes == ["ORD006"]
    assert outcome.messages("ORD006") == ["the buyer's note asks: not to ship, or not yet"]


def test_thanks_ask_for_nothing(audit):
    outcome = audit({"buyer_note": "谢谢", "seller_note": "老客户"}, {"buyer_note": "", "seller_note": ""})
    assert outcome.codes == []


def test_what_has_left_is_not_judged(audit):
    assert audit({"buyer_note": "麻烦发顺丰", "status": "已发货"}, only_due=False).codes == []
