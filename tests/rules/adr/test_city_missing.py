from __future__ import annotations


def test_an_empty_city_is_missing_and_suggested_where_the_county_tells(audit):
    outcome = audit({"city": ""}, {"city": "市辖区"}, {"city": "", "county": ""}, {})
    assert outcome.orders("ADR002") == ["A1", "A2", "A3"]
    assert [finding["suggestion"] for finding in outcome.findings["ADR002"]] == ["杭州市", "杭州市", None]
    assert set(outcome.messages("ADR002")) == {"the address has no city in 浙江省"}


def test_counties_directly_below_a_province_need_none(audit):
    xiantao = {"province": "湖北省", "county": "仙桃市", "street": "仙桃大道50号"}
    outcome = audit({**xiantao, "city": ""}, {**xiantao, "city": "省直辖县级行政区划"})
    assert outcome.codes == []


def test_a_masked_city_is_not_judged(audit):
    assert "ADR002" not in audit({"city": "**"}).findings
