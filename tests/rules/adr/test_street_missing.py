from __future__ import annotations


def test_no_street_or_only_the_region_again_is_missing(audit):
    outcome = audit(
        {"street": ""}, {"street": "浙江省杭州市西湖区"}, {"street": "西湖区"}, {}, {"street": "***"}
    )
    assert outcome.orders("ADR006") == ["A1", "A2", "A3"]
    assert outcome.unknown["ADR006"] == 1


def test_a_damaged_street_is_told_once(audit):
    assert audit({"street": "null"}).codes == ["ADR007"]


def test_without_a_street_column_it_is_not_checked(audit):
    assert "ADR006" in audit({}, without=("street",)).not_checked
