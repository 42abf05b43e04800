"""What names mean."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.waybills import carrier_family
from fulfil.waybills.table import table

CARRIERS = table().carriers


def family(name):
    return carrier_family(pl.Series("carrier", [name], dtype=pl.String)).item()


def test_every_name_of_the_table_means_its_carrier_and_no_other():
    assert len(CARRIERS) > 20
    told = {
        name: (carrier.key, family(name)) for carrier in CARRIERS for name in (*carrier.names, carrier.title)
    }
    assert {name: found for name, found in told.items() if found[0] != found[1]} == {}
    assert len({carrier.key for carrier in CARRIERS}) == len(CARRIERS)


@pytest.mark.parametrize(
    ("key", "names"),
    {
        "sf": [
            "顺丰",
            "顺丰速运",
            "SF",
            "SF Express",
            "sf-express",
            "S.F. Express",
            "shunfeng",
            "顺丰标快",
            "ＳＦ",
        ],
        "yto": ["圆通", "圆通速递", "圆通快递", "YTO", "YTO Express", "yuantong"],
        "zto": ["中通", "中通快递", "ZTO Express", "中通快递（电子面单）", "中通快递【义乌】", "中通(ZTO)"],
        "sto": ["申通快递", "STO"],
        "yunda": ["韵达", "韵达速递", "韵达快递", "Yunda Express"],
        "jt": ["极兔速递", "J&T", "J&T Express", "j & t express"],
        "jd": ["京东快递", "京东物流", "JD", "JD Logistics", "JDL"],
        "china_post": [
            "邮政",
            "EMS",
            "中国邮政",
            "邮政EMS",
            "邮政快递包裹",
            "China Post",
            "EMS标准快递",
            "中国邮政速递物流",
        ],
        "deppon": ["德邦", "德邦快递", "德邦物流", "Deppon Express"],
        "ups": ["UPS", "ups", "UPS® Ground", "UPS Next Day Air Saver", "UPS Mail Innovations"],
        "fedex": [
            "FedEx",
            "FEDEX",
            "FedEx Ground",
            "FedEx Home Delivery",
            "FedEx Express",
            "Fed Ex",
            "联邦快递",
        ],
        "usps": ["USPS", "USPS Priority Mail", "美国邮政"],
        "dhl_express": ["DHL Express", "DHL Express Worldwide", "dhl-express"],
        "dhl_ecommerce": ["DHL eCommerce", "DHL Global Mail", "dhl-ecommerce"],
        "dhl": ["DHL", "敦豪"],
    }.items(),
)
def test_what_people_write(key, names):
    assert {name: family(name) for name in names} == dict.fromkeys(names, key)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Systems",
            "ems systems",
            "Upside",
            "SF Local",
            "San Francisco",
            "JD Sports Courier Desk",
            "UPS Store Guy",
        ),
        *(
            "代顺丰发",
            "顺丰（转中通）",
            "圆通/中通",
            "邮政编码",
            "京东价",
            "顺丰或京东",
            "不要中通",
            "Stamps.com",
            "custom",
        ),
        *("", " ", "()", "(顺丰)", "Sample Carrier", "日本邮政", "快递", "express", "ground"),
    ],
)
def test_nothing_is_guessed(name):
    assert family(name) is None


def test_arms_with_other_numbers_are_other_carriers():
    names = ["中通快递", "中通快运", "FedEx Ground", "FedEx Freight", "DHL", "DHL Express", "DHL eCommerce"]
    assert len(set(carrier_family(pl.Series(names)))) == len(names)


def test_the_column_keeps_its_name_order_and_nulls():
    names = pl.Series("carrier", ["UPS", None, "顺丰", "UPS", "?"])
    found = carrier_family(names)
    assert found.name == "carrier"
    assert found.to_list() == ["ups", None, "sf", "ups", None]
    for empty in ([], [None, None]):
        nothing = carrier_family(pl.Series("carrier", empty, dtype=pl.String))
        assert (nothing.dtype, nothing.to_list()) == (pl.String, empty)
    assert carrier_family(names.cast(pl.Categorical)).to_list() == found.to_list()


@settings(deadline=None)
@given(st.lists(st.text(max_size=12) | st.none(), max_size=10))
def test_any_text_is_a_known_carrier_or_null(names):
    keys = {carrier.key for carrier in CARRIERS} | {None}
    assert set(carrier_family(pl.Series("carrier", names, dtype=pl.String))) <= keys
