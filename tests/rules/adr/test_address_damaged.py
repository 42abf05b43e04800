from __future__ import annotations

DAMAGED_STREETS = [
    "null",
    "undefined",
    "文三路391号null",
    "文三路��391号",
    "文三路锟斤拷391号",
    "æ–‡ä¸‰è·¯391å·1号",
    "????391号",
    "文三路391号万塘大厦...",
    "文三路391号万塘大厦…",
]
FINE = ["Rue de la Liberté 5", "Malmö “Åsa” 5", "文三路391号（西湖", "文三路391号-1?"]


def test_what_a_program_left_in_a_street_is_damage(audit):
    outcome = audit(*({"street": text} for text in DAMAGED_STREETS))
    assert outcome.orders("ADR007") == [f"A{n}" for n in range(1, len(DAMAGED_STREETS) + 1)]


def test_what_people_write_is_none(audit):
    outcome = audit(*({"recipient": text} for text in [*FINE, "Jennifer Null", "André’s", "欧阳测试"]))
    assert "ADR007" not in outcome.findings


def test_a_recipient_can_be_damaged(audit):
    outcome = audit(
        {"recipient": "null"}, {"recipient": "å¼\u00a0ä¸‰"}, {"recipient": "测试甲"}, {"recipient": ""}
    )
    assert outcome.orders("ADR007") == ["A1", "A2"]
    assert (
        outcome.messages("ADR007")[1] == "the recipient is damaged: its letters were read in a wrong encoding"
    )


def test_masked_and_encrypted_values_are_no_damage(audit):
    outcome = audit(
        {"recipient": "测**", "street": "文三路***"}, {"recipient": "##null==", "street": "##null=="}
    )
    assert outcome.codes == []
    assert outcome.unknown["ADR007"] == 2
