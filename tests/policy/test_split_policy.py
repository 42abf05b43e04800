from __future__ import annotations

import polars as pl
import pytest
from pydantic import ValidationError

from fulfil.policy.policy import Policy
from fulfil.policy.split import Split, says


def _says(texts, words):
    return pl.DataFrame({"text": texts}, {"text": pl.String}).select(said=says(pl.col("text"), words))["said"]


@pytest.mark.parametrize(
    ("words", "yes", "no"),
    [
        (
            "gift_words",
            [
                *(
                    "赠品",
                    "【赠品】支架",
                    "（赠品）杯",
                    "赠品-遥控器",
                    "支架 赠品",
                    "支架【赠品】",
                    "赠送 袜子",
                ),
                *("Free Gift", "free sample: cream", "GWP mirror", "Tea (Gift)", "gift"),
            ],
            [
                *("空调 赠送支架", "礼盒装 茶叶", "精美赠品袋", "买一赠一 杯", "赠送礼盒装 茶"),
                *("Gift Box Tea", "Gift Card", "Sugar-free gift basket", "Sampler", "Free shipping mug"),
            ],
        ),
        (
            "service_words",
            [
                *("运费", "邮费补拍", "运费补差价专拍", "补差价链接", "空调安装服务", "京东延保", "运费险"),
                *("Extended Warranty", "2-year warranty for TV", "3 Year Protection Plan", "Installation"),
                *(
                    "installation service - AC",
                    "Shipping Protection",
                    "Route Package Protection",
                    "Service fee",
                ),
            ],
            [
                *("包邮 免运费", "空调 含安装服务", "家电 送运费险", "免安装费", "安装工具", "电视 支持延保"),
                *(
                    "Warranty card holder",
                    "Installation kit",
                    "TV with extended warranty",
                    "Shipping box 20x20",
                ),
            ],
        ),
        (
            "own_delivery_words",
            [
                *("自提", "到店自提", "门店自提", "商家自送", "同城配送", "无需物流"),
                *(
                    "pickup",
                    "Local pickup",
                    "Store Pick-up",
                    "Pickup in-store",
                    "Local Delivery",
                    "click & collect",
                ),
            ],
            ["菜鸟自提柜", "顺丰同城", "顺丰速运", "UPS pickup point", "DHL Parcel pick-up", "SF", "Express"],
        ),
    ],
)
def test_words_are_told_from_goods_that_hold_them(words, yes, no):
    words = getattr(Policy().split, words)
    assert [text for text in yes if not _says([text], words).item()] == []
    assert [text for text in no if _says([text], words).item()] == []


def test_a_text_that_is_not_there_says_nothing():
    words = Policy().split.gift_words
    assert _says([None, "", "赠品"], words).to_list() == [False, False, True]
    assert _says([None, "赠品"], ()).to_list() == [False, False]
    assert _says([], words).to_list() == []


def test_an_alias_may_be_one_word_or_several():
    split = Split(aliases={"A": "B", "C": ["D", "E"]})
    assert split.aliases == {"A": ("B",), "C": ("D", "E")}


@pytest.mark.parametrize(
    "wrong",
    [{"inserts": ["("]}, {"gift_words": ["["]}, {"spare_units": -1}, {"aliases": "A"}, {"insert": ["a"]}],
)
def test_limits_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValidationError):
        Split.model_validate(wrong)
