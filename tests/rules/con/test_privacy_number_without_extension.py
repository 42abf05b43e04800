from __future__ import annotations


def test_a_lost_or_another_extension_is_told(audit):
    outcome = audit(
        {"phone": "13800001111-"},
        {"phone": "13800001111-1234", "street": "文三路391号[5678]"},
    )
    assert outcome.messages("CON002") == [
        "the privacy number has lost its extension",
        "the phone and the address carry different extensions",
    ]


def test_whole_numbers_are_fine(audit):
    outcome = audit(
        {"phone": "13800001111-1234", "street": "文三路391号[1234]"},
        {"phone": "13800001111转1234"},
        {"phone": "13800001111", "street": "文三路391号[1003]"},
        {"phone": "010-62345678", "street": "文三路391号转1234"},
        {"phone": "138****1111", "street": "文三路391号[1234]"},
    )
    assert "CON002" not in outcome.findings
