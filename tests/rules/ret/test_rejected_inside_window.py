from __future__ import annotations

import pytest

from fulfil.policy.policy_file import read_policy

ORDER = {
    "status": "delivered",
    "created_at": "2026-10-01 09:00:00",
    "paid_at": "2026-10-01 09:00:00",
    "delivered_at": "2026-10-05 15:00:00",
}
ASKED = {
    "return_type": "return_and_refund",
    "status": "rejected",
    "requested_at": "2026-10-08 12:00:00",
    "responded_at": "2026-10-09 09:00:00",
}
CHINA = "7 days by law (Consumer Rights Protection Law of China, art. 25 (2013))"
WORDS = (
    f"refused, though asked for 4.5 days before the window of {CHINA} ended, "
    "counted from when the goods arrived"
)
TOLD = [("A1", WORDS)]


def _told(held, row, name="cn-law"):
    return held([ORDER], [], [{**ASKED, **row}], policy=read_policy([name])).get("RET005", [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, TOLD),
        ({"reason": "no longer wanted", "product_name": "toy train"}, TOLD),
        # A camera is no download, and a rack for magazines no press.
        ({"product_name": "digital camera"}, TOLD),
        ({"product_name": "杂志架"}, TOLD),
        ({"requested_at": "2026-10-13 12:00:00"}, []),
        ({"status": "withdrawn"}, []),
        ({"status": "requested"}, []),
        ({"return_type": "refund_only"}, []),
        ({"requested_at": None}, []),
        *(
            ({"product_name": name}, [])
            for name in (
                "定制手机壳",
                "阳澄湖生鲜大闸蟹",
                "e-book",
                "游戏激活码",
                "杂志2026年11月",
                "Engraved ring",
            )
        ),
        ({"reason": "定制商品不支持退货"}, []),
    ],
)
def test_refusals_inside_the_window(held, row, told):
    assert _told(held, row) == told


def test_without_a_limit_there_is_no_window(held):
    assert _told(held, {}, "amazon-us") == []


def test_one_exempt_line_exempts_the_return(held):
    rows = [{**ASKED, "product_name": "toy"}, {**ASKED, "sku": "TOY-02", "product_name": "customised"}]
    assert len(held([ORDER], [], rows, policy=read_policy(["cn-law"]))["RET005"]) == 1
    rows[1]["product_name"] = "custom-made toy"
    assert "RET005" not in held([ORDER], [], rows, policy=read_policy(["cn-law"]))
