from __future__ import annotations


def test_an_abolished_county_is_told_with_year_and_successor(audit):
    outcome = audit({"county": "下城区"}, {})
    (finding,) = outcome.findings["ADR009"]
    assert finding["message"] == "“下城区” was valid until 2021; now it is 拱墅区"
    assert (finding["value"], finding["suggestion"]) == ("下城区", "拱墅区")


def test_of_several_successors_none_is_suggested(audit):
    (finding,) = audit({"county": "江干区"}).findings["ADR009"]
    assert finding["suggestion"] is None
    assert finding["candidates"] == ["浙江省/杭州市/上城区", "浙江省/杭州市/钱塘区"]


def test_a_renamed_city_is_told_under_its_old_name(audit):
    outcome = audit({"province": "湖北省", "city": "襄樊市", "county": "襄城区", "street": "胜利街1号"})
    (finding,) = outcome.findings["ADR009"]
    assert finding["message"] == "“襄樊市” was valid until 2010; now it is 襄阳市"
    assert finding["suggestion"] is None


def test_where_the_county_is_missing_only_that_rule_suggests(audit):
    outcome = audit({"county": "", "street": "下城区文晖路82号"})
    assert outcome.findings["ADR009"][0]["suggestion"] is None
    assert outcome.findings["ADR003"][0]["suggestion"] == "拱墅区"
