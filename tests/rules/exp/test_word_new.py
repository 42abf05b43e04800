from __future__ import annotations


def orders(*words):
    return "order_id,status\n" + "".join(f"A{n},{word}\n" for n, word in enumerate(words))


def test_a_known_word_that_the_feed_never_had_is_told_once(delivered):
    outcome = delivered(orders("to_ship", "closed"), orders("to_ship", "shipped", "shipped"))
    assert outcome.messages("EXP013") == [
        "the status “shipped” was never met in the feed canonical before; rows with it: 2"
    ]


def test_an_unknown_word_is_left_to_its_own_rule(delivered):
    outcome = delivered(orders("to_ship"), orders("to_ship", "老板说行", ""))
    assert "EXP005" in outcome.codes
    assert "EXP013" not in outcome.codes


def test_words_that_are_gone_or_written_otherwise_are_nothing(delivered):
    assert delivered(orders("to_ship", "closed"), orders("TO_SHIP")).codes == []
