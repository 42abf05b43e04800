from __future__ import annotations


def test_short_streets_and_streets_without_a_number_are_vague(audit):
    vague = [{"street": "文三路"}, {"street": "万塘大厦旁边"}]
    fine = [{}, {"street": "甘岸街道孙店村"}, {"street": ""}, {"street": "文三路***"}]
    outcome = audit(*vague, *fine)
    assert outcome.orders("ADR013") == ["A1", "A2"]
    assert outcome.messages("ADR013")[0] == "the street “文三路” is very short or has no number"
