from __future__ import annotations


def test_a_zone_in_the_place_of_the_county_is_told(audit):
    suzhou = {"province": "江苏省", "city": "苏州市", "street": "星湖街328号"}
    outcome = audit({**suzhou, "county": "工业园区"}, {**suzhou, "county": "虎丘区"}, {"county": ""})
    assert outcome.orders("ADR010") == ["A1"]
    assert outcome.messages("ADR010") == ["“工业园区” is a development zone, and no county of 江苏省/苏州市"]


def test_a_zone_in_the_text_is_told_by_its_words(audit_texts):
    outcome = audit_texts("order_id,address\nA1,江苏省苏州市工业园区星湖街328号\n")
    assert outcome.findings["ADR010"][0]["value"] == "工业园区"
