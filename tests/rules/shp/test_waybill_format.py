from __future__ import annotations

import random

import pytest

from fulfil.rules.shp.waybill_format import waybill_format

NONE = "it has none of the known forms"


@pytest.mark.parametrize(
    ("carrier", "number", "reason"),
    [
        ("中通快递", "YT8800000000003", "it looks like one of YTO"),
        ("圆通速递", "SF1000000000001", "it looks like one of SF"),
        ("圆通速递", "YT2229521272164446", "it looks like one of YunExpress"),
        ("顺丰速运", "JDVB12345678901", "it looks like one of JD"),
        ("FedEx", "1Z999AA10123456784", "it looks like one of UPS"),
        ("DHL", "1Z999AA10123456784", "it looks like one of UPS"),
        ("申通快递", "EA123456785CN", "it looks like one of China Post"),
        ("UPS", "1Z999AA1012345678", NONE),
        ("USPS", "940011120108080548301", NONE),
        ("顺丰速运", "SF100000000000", NONE),
        # Several carriers have such numbers, so none is named.
        ("顺丰速运", "75800000000001", NONE),
        ("DHL Express", "986578788855", NONE),
    ],
)
def test_numbers_of_another_form_are_told(judge, carrier, number, reason):
    findings, unknown = judge(waybill_format, (carrier, number))
    assert findings == [{"row": 0, "carrier": carrier, "value": number, "reason": reason}]
    assert unknown == []


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        ("圆通速递", "YT8800000000003"),
        ("中通快递", "75800000000001"),
        ("中通快递", "ZT1000000000002"),
        ("韵达快递", "432895069186308"),
        ("京东物流", "JDVB12345678901-1-1-"),
        ("UPS", "1Z 999 AA1 01 2345 6784"),
        # A wrong check digit is SHP003's, and no matter of the form.
        ("UPS", "1Z999AA10123456785"),
        # USPS delivers parcels of other posts, and for others under its own numbers.
        ("USPS", "LK123456785CN"),
        ("UPS Mail Innovations", "9274893150770851301805"),
        ("DHL eCommerce", "9261290100130739182384"),
        ("FedEx", "9261292700768711948021"),
    ],
)
def test_numbers_in_a_form_of_their_carrier_are_not(judge, carrier, number):
    assert judge(waybill_format, (carrier, number)) == ([], [])


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        *((None, "YT8800000000003"), ("Sample Carrier", "1Z999AA10123456784"), ("Royal Mail", "1")),
        *(("UPS", "1Z999AA1****6784"), ("顺丰", "2.15E+18"), ("顺丰", "SF1000000000001;SF1000000000002")),
    ],
)
def test_what_is_not_judged_is_unknown(judge, carrier, number):
    assert judge(waybill_format, (carrier, number)) == ([], [0])


@pytest.mark.parametrize(
    "carrier", ["顺丰速运", "中通快递", "申通快递", "圆通速递", "极兔速递", "京东快递", "FedEx", "UPS"]
)
def test_twelve_digits_raise_no_false_alarm_and_tell_no_carrier(judge, carrier):
    chance = random.Random(3)  # noqa: S311
    numbers = [str(chance.randrange(10**11, 10**12)) for _ in range(300)]
    assert judge(waybill_format, *((carrier, number) for number in numbers)) == ([], [])


def test_voided_parcels_and_those_without_a_number_are_no_subject(judge):
    assert judge(waybill_format, ("UPS", "YT8800000000003", False), ("UPS", None)) == ([], [])
    assert judge(waybill_format) == ([], [])
