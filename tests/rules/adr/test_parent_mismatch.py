from __future__ import annotations


def test_a_county_of_another_city_contradicts_it(audit):
    outcome = audit({"county": "福田区"}, {"city": "深圳市"}, {}, {"county": "下城区"})
    assert outcome.orders("ADR005") == ["A1", "A2"]
    first = outcome.findings["ADR005"][0]
    assert first["candidates"] == ["广东省/深圳市/福田区"]
    assert first["message"] == "浙江省/杭州市 has no such division; the name belongs to 广东省/深圳市/福田区"


def test_a_text_contradicts_itself_as_well(audit_texts):
    assert audit_texts("order_id,address\nA1,上海余杭区文一路1号\n").orders("ADR005") == ["A1"]


def test_an_empty_level_contradicts_nothing(audit):
    assert "ADR005" not in audit({"city": ""}, {"province": ""}).findings
