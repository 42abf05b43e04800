from __future__ import annotations

import polars as pl
import pytest

from fulfil.exports.profile import profiles
from fulfil.exports.words import fold_word, to_states, word_states

PROFILES = {profile.name: profile for profile in profiles()}
CASES = [(p.name, v, state, word) for p in profiles() for v, states in p.words.items()
         for state, words in states.items() for word in words]  # fmt: skip


def _states(column, words, profile="canonical", extra=None):
    frame = pl.DataFrame({column: words}, schema={column: pl.String})
    vocabulary = {"line_status": "status", "in_review": "flag"}.get(column, column)
    return frame.select(to_states(column, vocabulary, PROFILES[profile], extra or {})).to_series().to_list()


def test_there_are_words():
    assert len(CASES) > 100


@pytest.mark.parametrize(("profile", "vocabulary", "state", "word"), CASES)
def test_every_word_of_every_profile(profile, vocabulary, state, word):
    column = {"flag": "in_review"}.get(vocabulary, vocabulary)
    assert _states(column, [word], profile) == [state]


@pytest.mark.parametrize(
    "word", ["买家已付款，等待卖家发货", "买家已付款,等待卖家发货", " 买家已付款，等待卖家发货 "]
)
def test_width_and_space_do_not_matter(word):
    assert _states("status", [word], "taobao_order_list") == ["to_ship"]
    assert fold_word("ＰＡＩＤ ") == "paid"


def test_a_platform_s_own_words_stand_alone_in_a_closed_vocabulary():
    assert _states("status", ["待发货", "已发货"], "jd_orders") == ["unknown", "unknown"]
    assert _states("status", ["待发货"], "canonical") == ["to_ship"]


def test_line_states_use_the_words_of_orders():
    assert _states("line_status", ["交易关闭"], "taobao_order_detail") == ["closed"]


def test_a_block_without_rows_has_states_of_the_same_type():
    assert _states("status", []) == []


@pytest.mark.parametrize("nothing", [None, "", "-", "--", "null", "N/A"])
def test_nothing_is_no_state(nothing):
    assert _states("status", [nothing, "to_ship"]) == [None, "to_ship"]
    assert _states("aftersale_status", [nothing], "douyin_orders") == [None]


def test_a_placeholder_that_a_vocabulary_knows_is_a_word():
    assert _states("aftersale_status", ["无"]) == ["none"]


def test_open_vocabularies_leave_other_words_alone():
    assert _states("payment_method", ["货到付款", "支付宝", None]) == ["cod", None, None]
    assert _states("delivery_method", ["快递", "门店自提"]) == [None, "pick_up"]


def test_the_user_s_words_win_wherever_their_state_exists():
    extra = {"待发货": "locked", "待配货": "to_ship"}
    assert _states("status", ["待发货", "待配货"], "canonical", extra) == ["locked", "to_ship"]
    assert _states("aftersale_status", ["待配货", "待发货"], "canonical", extra) == ["none", "unknown"]
    assert _states("payment_method", ["待配货"], "canonical", extra) == [None]
    assert "待配货" not in word_states("delivery_method", PROFILES["canonical"], extra)


def test_a_reason_names_who_cancelled_where_only_one_side_can_have_it():
    words = ["Buyer", "customer", "缺货", "inventory", "系统", "fraud", "超时未发货", "其他", None]
    assert _states("cancelled_by", words) == [
        *("buyer", "buyer", "seller", "seller", "platform", "platform", "seller", None, None)
    ]
