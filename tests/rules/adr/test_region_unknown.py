from __future__ import annotations


def test_a_misspelt_county_is_unknown(audit):
    outcome = audit({"county": "西胡区"}, {}, {"county": ""}, {"county": "**"}, {"county": "下城区"})
    assert outcome.orders("ADR004") == ["A1"]
    assert outcome.messages("ADR004") == ["“西胡区” is no division that is known in 浙江省/杭州市"]
