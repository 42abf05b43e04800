"""Defaults that do not cry wolf: what the rules pass over until a policy or a file says more."""

from __future__ import annotations

import pytest

from cli.app import run as program
from tests.cli.test_on_terminal import on_terminal
from tests.rules.held import ORDER, PARCEL, found, hold, number, table, written

PAID = "2026-09-14 10:00:00"


@pytest.fixture
def held(tmp_path):
    return lambda *files, **asked: hold(tmp_path, *files, **asked)


def test_delivery_without_a_promise_is_not_judged(held):
    assert held([{}], [{"delivered_at": "2026-12-04 10:00:00"}]) == {}


FREIGHT = {
    "goods_amount": "120",
    "freight_paid": "10",
    "weight_kg": "1",
    "order_paid": "130",
    "line_paid": "120",
}


def test_freight_is_not_judged_without_a_table(held):
    assert held([FREIGHT], [{}]) == {}


#: A marketplace that counts from payment, and says what is ordered for a later day.
PDD = "订单号,订单状态,商家实收金额(元),商品数量(件),支付时间,承诺发货时间,预约配送时间,发货时间,售后状态"


@pytest.mark.parametrize(
    ("promised", "presale", "told"),
    [
        ("", "", "it left, 25 h after 2026-09-16 00:00 UTC (48 h after payment)"),
        ("", "2026-10-01 08:00:00", None),
        (
            "2026-09-17 08:00:00",
            "2026-10-01 08:00:00",
            "it left, 1 h after 2026-09-17 00:00 UTC (promised in the file)",
        ),
        ("2026-09-18 08:00:00", "", None),
    ],
)
def test_hours_after_payment_never_count_for_presale(tmp_path, promised, presale, told):
    row = f"260914-1,已发货，待收货,1,1,2026-09-14 08:00:00,{promised},{presale},2026-09-17 09:00:00,无售后"
    paths = written(tmp_path, {"orders": f"{PDD}\n{row}\n"})
    late = [message for _, message in found(paths).get("SHP001", [])]
    assert late == ([told] if told else [])


@pytest.mark.parametrize(
    ("passing", "codes"),
    [
        ({"gift": "yes"}, set()),
        ({"product_name": "赠品"}, set()),
        ({"product_name": "延保服务"}, set()),
        ({"product_name": "shipping protection"}, set()),
        ({"product_name": "postage"}, set()),
        # Words inside the names of goods are none.
        ({"product_name": "tea in a gift box"}, {"SPL001"}),
        ({"product_name": "空调 含安装服务"}, {"SPL001"}),
    ],
)
def test_gifts_services_and_virtual_lines_need_not_be_shipped(held, passing, codes):
    assert set(held([{}, {"sku": "X", **passing}], [{}])) == codes


def test_what_is_fetched_needs_no_parcel(held):
    orders = [{"pick_up": "yes"}, {"order_id": "B1"}]
    assert held(orders, [{"order_id": "B1"}, {"tracking_number": None}]) == {}


@pytest.mark.parametrize("number_of_order", ["A1***", "A*1", "*", "", "-"])
def test_no_masked_or_empty_order_number_joins(held, number_of_order):
    """Both sides have the very same mask, and still it names nobody."""
    orders = [{"order_id": number_of_order}, {"order_id": "B1"}]
    told = held(
        orders,
        [{"order_id": number_of_order, "sku": "TOY-02"}, {"order_id": "B1", "tracking_number": number(2)}],
    )
    assert not set(told) & {"SPL001", "SPL002", "SPL003", "SPL011", "DUP002"}


PLAIN = {"recipient": "吴示例", "phone": "13800008888", "buyer_id": "b1", "street": "文三路391号"}
CROSSED = [
    *({"sku": sku, "tracking_number": number(n)} for n, sku in enumerate(("KFR-35G", "KFR-50W"), 1)),
    *(
        {"sku": sku, "tracking_number": number(n), "order_id": "A2"}
        for n, sku in enumerate(("KFR-50G", "KFR-35W"), 3)
    ),
]


@pytest.mark.parametrize(
    ("hidden", "siblings"),
    [
        ({}, True),
        # A name is not asked for; without a buyer his number is.
        ({"recipient": "吴**"}, True),
        ({"buyer_id": ""}, True),
        ({"buyer_id": "b***"}, True),
        ({"buyer_id": "", "phone": "138****8888"}, False),
        ({"buyer_id": "", "phone": ""}, False),
        ({"buyer_id": "~AgAAADkQZXhhbXBsZQ~1~", "phone": "$AgAAADkQZXhhbXBsZQ$1$"}, False),
        ({"street": "文三路***"}, False),
        ({"street": "##AgAAADkQZXhhbXBsZQ=="}, False),
        ({"street": ""}, False),
    ],
)
def test_siblings_are_never_inferred_from_what_is_hidden(held, hidden, siblings):
    place = {"province": "浙江省", "city": "杭州市", "county": "西湖区"}
    orders = [
        {**place, **PLAIN, **hidden, "sku": "KFR-35GW"},
        {**place, **PLAIN, **hidden, "sku": "KFR-50GW", "order_id": "A2"},
    ]
    assert ("SPL007" in held(orders, CROSSED)) is siblings


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"recipient": "吴**"}, {"recipient": "周**"}),
        ({"phone": "138****8888"}, {"phone": "138****7777"}),
        ({"phone": ""}, {"phone": "13800008888"}),
        ({"street": "文三路***", "province": "浙江省"}, {"street": "示例路***", "province": "浙江省"}),
        ({"phone": "$AgAAADkQZXhhbXBsZQ$1$"}, {"phone": "$AgAAADkQZXhhbXBsZR$1$"}),
    ],
)
def test_what_is_hidden_is_no_conflict_in_one_parcel(held, first, second):
    assert "SPL011" not in held([first, {**second, "order_id": "A2"}], [{}, {"order_id": "A2"}])


def test_where_skus_hardly_join_one_finding_tells_of_all(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    orders = [{"order_id": f"C{n}"} for n in range(30)]
    parcels = [{"order_id": f"C{n}", "sku": "9001", "tracking_number": number(n)} for n in range(30)]
    written(tmp_path, {"orders": table(ORDER, orders), "shipments": table(PARCEL, parcels)})
    program(["audit", "orders.csv", "shipments.csv"])
    out = capsys.readouterr().out.splitlines()
    told = [line for line in out if line.startswith(("orders.csv:", "shipments.csv:"))]
    assert [line.split()[1] for line in told] == ["EXP003"]
    assert "(30 findings explained)" in told[0]


def test_notes_stay_off_the_terminal_unless_asked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    attempts = table(PARCEL, [{"attempts": "2"}])
    written(tmp_path, {"orders": table(ORDER, [{}]), "shipments": attempts})
    assert "DLV003" not in on_terminal("audit", "orders.csv", "shipments.csv")[1].split("Pareto")[0]
    assert "DLV003" in on_terminal("audit", "orders.csv", "shipments.csv", "--notes")[1].split("Pareto")[0]
