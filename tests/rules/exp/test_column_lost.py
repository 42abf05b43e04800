from __future__ import annotations

BEFORE = "order_id,sku,数量,随便\nA1,S1,1,x\n"


def test_a_lost_column_is_told_at_the_header_with_its_likely_new_name(delivered):
    outcome = delivered(BEFORE, "标题\norder_id,sku,购买数量,随便\nA1,S1,1,x\n")
    (found,) = outcome.findings["EXP010"]
    assert found["message"] == (
        "the feed before lost the column “数量”, which gave the quantity; "
        "it is likely “购买数量” now: both mean the same"
    )
    assert (found["line"], found["field"], found["expected"], found["value"]) == (
        2,
        "quantity",
        "数量",
        "购买数量",
    )
    assert "EXP011" not in outcome.codes, "a renamed column is no new one"


def test_each_lost_column_is_one_finding(delivered):
    outcome = delivered(BEFORE, "order_id,其他,随便\nA1,S1,x\n")
    assert [found["expected"] for found in outcome.findings["EXP010"]] == ["sku", "数量"]
    assert outcome.systemic == {}


def test_another_order_and_a_column_that_fed_nothing_are_nothing(delivered):
    assert delivered(BEFORE, "数量,order_id,sku\n1,A1,S1\n").codes == []


def test_a_file_that_is_another_kind_by_its_header_now_is_compared_all_the_same(delivered):
    taobao = "订单编号,买家会员名,买家支付宝账号,宝贝总数量,收货人姓名,联系手机\nT1,a,b,1,c,13800001111\n"
    outcome = delivered(taobao, taobao.replace("买家会员名", "会员"))
    (found,) = outcome.findings["EXP010"]
    assert (found["feed"], found["field"], found["value"]) == ("taobao_order_list", "buyer_id", "会员")


def test_without_a_lock_nothing_is_compared(audit):
    assert {f"EXP0{number}" for number in range(10, 17)} <= audit({}).not_checked
