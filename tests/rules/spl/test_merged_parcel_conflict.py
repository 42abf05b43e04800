from __future__ import annotations

import pytest

from fulfil.policy.policy import Policy
from fulfil.policy.split import Split
from tests.rules.held import number

WU = {
    "recipient": "吴示例",
    "phone": "13800008888",
    "province": "浙江省",
    "city": "杭州市",
    "county": "西湖区",
    "street": "文三路391号",
}
SHARED = [{}, {"order_id": "A2"}]


def _told(why):
    return [("A1", f"2 orders share parcel {number(1)}, and {why}")]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (WU, WU, []),
        (WU, WU | {"phone": "13800007777"}, _told("their phone numbers differ")),
        (WU, WU | {"recipient": "周示例"}, _told("their recipients differ")),
        # One address written in two ways is no conflict where name and number agree.
        (WU, WU | {"street": "文三路 391 号"}, []),
        (WU, WU | {"street": "示例路2号"}, []),
        (WU | {"phone": ""}, WU | {"street": "示例路2号"}, _told("their addresses differ")),
        # Numbers are compared as numbers.
        (WU, WU | {"phone": "+86 138-0000-8888"}, []),
        # Masked, encrypted and empty values are never compared.
        (WU, WU | {"phone": "138****7777"}, []),
        (WU, WU | {"recipient": "周**"}, []),
        (WU, WU | {"phone": "", "recipient": ""}, []),
        (WU, WU | {"phone": "$AgAAADkQZXhhbXBsZQ$1$", "recipient": "~AgAAADkQZXhhbXBsZQ~1~"}, []),
    ],
)
def test_orders_that_share_a_parcel(held, first, second, told):
    orders = [first, {"order_id": "A2", **second}]
    assert held(orders, SHARED).get("SPL011", []) == told


def test_a_voided_label_holds_nothing(held):
    orders = [WU, {**WU, "order_id": "A2", "phone": "13800007777"}]
    assert "SPL011" not in held(orders, [{}, {"order_id": "A2", "voided": "yes"}])


def test_a_platform_that_bars_merging(held):
    policy = Policy(split=Split(no_merge_platforms=("own",)))
    told = held([WU, {**WU, "order_id": "A2"}], SHARED, policy=policy)
    assert told.get("SPL011", []) == _told("their platform bars it")
