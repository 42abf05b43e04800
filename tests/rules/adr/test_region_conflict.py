from __future__ import annotations


def test_picked_and_typed_counties_that_differ_are_both_named(audit):
    outcome = audit(
        {"street": "浙江省杭州市滨江区江南大道228号"}, {"street": "浙江省杭州市西湖区文三路391号"}, {}
    )
    assert outcome.orders("ADR012") == ["A1"]
    assert outcome.messages("ADR012") == [
        "the address names both 浙江省/杭州市/西湖区 and 浙江省/杭州市/滨江区"
    ]
    assert outcome.findings["ADR012"][0]["candidates"] == ["浙江省/杭州市/西湖区", "浙江省/杭州市/滨江区"]


def test_one_text_can_name_two(audit_texts):
    text = "order_id,address\nA1,浙江省杭州市西湖区杭州市滨江区江南大道1号\n"
    assert audit_texts(text).orders("ADR012") == ["A1"]
