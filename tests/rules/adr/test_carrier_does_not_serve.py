from __future__ import annotations

TABLE = "carrier,province,city,county,served\n中通快递,西藏自治区,,,no\n中通快递,西藏自治区,拉萨市,,yes\n"
ALI = {"province": "西藏自治区", "city": "阿里地区", "county": "噶尔县", "street": "迎宾大道2号"}
LHASA = {"province": "西藏自治区", "city": "拉萨市", "county": "城关区", "street": "北京中路2号"}


def test_a_place_that_the_table_refuses_is_flagged(audit):
    rows = [{**ALI, "carrier": "中通快递"}, {**LHASA, "carrier": "中通快递"}, {"carrier": "中通快递"}]
    outcome = audit(*rows, coverage=TABLE)
    assert outcome.orders("ADR008") == ["A1"]
    assert outcome.messages("ADR008") == ["中通快递 does not deliver to 西藏自治区/阿里地区/噶尔县"]
    assert (outcome.judged["ADR008"], outcome.unknown["ADR008"]) == (2, 1)


def test_orders_without_a_carrier_go_by_the_stated_one(audit):
    assert audit(ALI, coverage=TABLE, carrier="中通快递").orders("ADR008") == ["A1"]
    assert audit(ALI, coverage=TABLE).orders("ADR008") == []


def test_without_a_table_it_is_not_checked(audit):
    outcome = audit({**ALI, "carrier": "中通快递"})
    assert "ADR008" in outcome.not_checked
    assert outcome.codes == []
