from __future__ import annotations


def test_an_empty_province_is_missing_and_suggested_where_the_city_tells(audit):
    outcome = audit(
        {"province": ""}, {"province": "请选择"}, {"province": "", "city": "", "county": "鼓楼区"}, {}
    )
    assert outcome.orders("ADR001") == ["A1", "A2", "A3"]
    assert [finding["suggestion"] for finding in outcome.findings["ADR001"]] == ["浙江省", "浙江省", None]
    assert set(outcome.messages("ADR001")) == {"the address has no province"}


def test_municipalities_may_stand_in_either_column(audit):
    beijing = {"county": "海淀区", "street": "中关村大街27号"}
    outcome = audit(
        {**beijing, "province": "北京市", "city": ""}, {**beijing, "province": "北京", "city": "北京市"}
    )
    assert "ADR001" not in outcome.findings
    assert "ADR002" not in outcome.findings


def test_a_masked_province_is_not_judged(audit):
    outcome = audit({"province": "***"})
    assert outcome.orders("ADR001") == []
    assert outcome.unknown["ADR001"] == 1
