from __future__ import annotations

USELESS = ["", " ", "-", "无", "其他", "其它区", "请选择", "市辖区", "null", "\u3000"]
WITHOUT_COUNTIES = [("广东省", "东莞市"), ("广东省", "中山市"), ("海南省", "儋州市"), ("甘肃省", "嘉峪关市")]


def test_an_empty_or_useless_county_is_missing(audit):
    outcome = audit(*({"county": cell} for cell in USELESS), {})
    assert outcome.orders("ADR003") == [f"A{n}" for n in range(1, len(USELESS) + 1)]
    assert set(outcome.messages("ADR003")) == {"the address has no county below 浙江省/杭州市"}


def test_cities_without_counties_need_none(audit):
    rows = [{"province": p, "city": c, "county": "", "street": "人民路1号"} for p, c in WITHOUT_COUNTIES]
    assert audit(*rows).codes == []


def test_a_county_in_the_text_is_suggested_with_its_words_and_its_name_of_today(audit):
    outcome = audit(
        {"county": "", "street": "余杭区文一西路969号"}, {"county": "", "street": "下城区文晖路82号"}
    )
    assert [finding["suggested"] for finding in outcome.findings["ADR003"]] == [
        "county 余杭区, found in “余杭区”",
        "county 拱墅区, found in “下城区”",
    ]


def test_a_masked_county_is_not_judged_and_a_masked_street_hides_no_county(audit):
    outcome = audit({"county": "**"}, {"county": "", "street": "文三路***"})
    assert outcome.orders("ADR003") == ["A2"]
    assert (outcome.judged["ADR003"], outcome.unknown["ADR003"]) == (1, 1)
    assert outcome.codes == ["ADR003"]


def test_a_mask_in_the_only_text_hides_what_it_was_not_seen_to_say(audit_texts):
    assert audit_texts("order_id,address\nA1,浙江省杭州市***\n").codes == []


def test_without_any_address_column_nothing_is_checked(audit):
    outcome = audit({"phone": "13800001111"}, without=("province", "city", "county", "street"))
    assert {"ADR003", "ADR006"} <= outcome.not_checked
