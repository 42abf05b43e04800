from __future__ import annotations


def test_names_that_fit_several_places_list_them_all(audit_texts):
    outcome = audit_texts("order_id,address\nA1,鼓楼区中山路1号\nA2,江苏省南京市鼓楼区中山路1号\n")
    assert outcome.orders("ADR011") == ["A1"]
    candidates = outcome.findings["ADR011"][0]["candidates"]
    assert len(candidates) == 4
    assert outcome.messages("ADR011") == ["the address fits several places: " + " or ".join(candidates)]


def test_columns_can_be_ambiguous_as_well(audit):
    assert audit({"province": "", "city": "", "county": "鼓楼区"}).orders("ADR011") == ["A1"]
