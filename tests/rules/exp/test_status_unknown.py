from __future__ import annotations


def test_a_word_that_nothing_explains_holds_with_a_hint(audit):
    outcome = audit({"status": "老板说行"}, {"status": "待发货"}, {"status": "老板说行"})
    assert outcome.orders("EXP005") == ["A1", "A3"]
    assert outcome.messages("EXP005")[0] == (
        'nothing says what the status “老板说行” means; say it with --status "老板说行=due"'
    )
    (told,) = outcome.systemic["EXP005"]
    assert (told["value"], told["orders"]) == ("老板说行", 2)


def test_an_empty_status_is_unknown(audit):
    outcome = audit({"status": ""}, {"status": "待发货"})
    assert outcome.messages("EXP005") == ["nothing says what the status “” means; it is empty"]


def test_other_columns_have_words_too(audit):
    outcome = audit({"payment_status": "half"}, {"payment_status": "paid"})
    assert outcome.orders("EXP005") == ["A1"]
    assert "--status" not in outcome.messages("EXP005")[0]


def test_what_is_cancelled_for_sure_needs_no_word(audit):
    assert audit({"status": "已取消"}).codes == []


def test_without_a_status_column_it_is_not_checked(audit):
    assert "EXP005" in audit({}).not_checked
