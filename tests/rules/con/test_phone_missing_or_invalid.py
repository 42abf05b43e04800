from __future__ import annotations

BAD = ["", "-", "无", "0", "1380000111", "12345678901", "1.38E+10", "abc"]
FINE = ["13800001111", "138 0000 1111", "+8613800001111", "13800001111-1234", "010-62345678", "4008001234"]
HIDDEN = ["138****1111", "##bXlwaG9uZQ=="]


def test_no_number_that_can_be_called(audit):
    outcome = audit(*({"phone": text} for text in [*BAD, *FINE, *HIDDEN]))
    assert outcome.orders("CON001") == [f"A{n}" for n in range(1, len(BAD) + 1)]
    assert outcome.messages("CON001")[0] == "the phone is missing"
    assert outcome.messages("CON001")[4] == "the phone is no number that can be called"
    assert outcome.unknown["CON001"] == len(HIDDEN)


def test_lines_that_have_left_are_not_judged_in_an_audit(audit):
    outcome = audit({"phone": "", "status": "已发货"}, {"phone": "", "status": "待发货"}, only_due=False)
    assert outcome.orders("CON001") == ["A2"]
    assert (outcome.judged["CON001"], outcome.unknown["CON001"]) == (1, 1)


def test_without_the_column_it_is_not_checked(audit):
    assert "CON001" in audit({}).not_checked
