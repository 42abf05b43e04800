from __future__ import annotations

import random

import pytest

from fulfil.rules.shp.waybill_check_digit import waybill_check_digit


@pytest.mark.parametrize(
    ("carrier", "right", "wrong"),
    [
        ("UPS", "1Z999AA10123456784", "1Z999AA10123456785"),
        ("UPS Ground", "1Z 5R8 939 03 5756 712 7", "1Z 5R8 939 03 5756 713 7"),
        ("FedEx", "986578788855", "996578788855"),
        ("FedEx Ground", "568283610012734", "568283610012732"),
        ("USPS", "9400111201080805483016", "9400111201080805483017"),
        ("DHL Express", "3318810025", "3318810034"),
        ("EMS", "RB123456785CN", "RB123456786CN"),
    ],
)
def test_a_wrong_digit_is_told_and_a_right_one_is_not(judge, carrier, right, wrong):
    findings, unknown = judge(waybill_check_digit, (carrier, right), (carrier, wrong))
    assert findings == [{"row": 1, "carrier": carrier, "value": wrong}]
    assert unknown == []


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        # 90 of 100 twelve-digit numbers would fail as FedEx's: they are tested only where FedEx is named.
        ("顺丰速运", "123456789012"),
        ("中通快递", "996578788855"),
        ("韵达快递", "568283610012732"),
        ("极兔速递", "JT0006968326954"),
        # Which of DHL's companies it was is not said, and a reseller's name is no carrier's.
        ("DHL", "3318810034"),
        ("Stamps.com", "9400111201080805483017"),
        (None, "996578788855"),
        # Another carrier's number is SHP004's, as is one that is cut.
        ("UPS", "9400111201080805483"),
        ("FedEx", "1Z999AA10123456785"),
        ("UPS", "1Z999AA1012345678"),
        # Masked, several in one cell, ruined.
        ("UPS", "1Z999AA1012******5"),
        ("UPS", "1Z999AA10123456785,1Z999AA10123456786"),
        ("USPS", "9.40011E+21"),
        ("USPS", "9400111201080800000000"),
    ],
)
def test_what_is_not_judged_is_unknown(judge, carrier, number):
    assert judge(waybill_check_digit, (carrier, number)) == ([], [0])


def test_random_numbers_of_carriers_without_a_check_digit_are_never_flagged(judge):
    chance = random.Random(4)  # noqa: S311
    numbers = [str(chance.randrange(10**11, 10**12)) for _ in range(500)]
    findings, unknown = judge(waybill_check_digit, *(("中通快递", number) for number in numbers))
    assert findings == []
    assert len(unknown) == len(numbers)


def test_voided_parcels_and_those_without_a_number_are_no_subject(judge):
    assert judge(waybill_check_digit, ("UPS", "1Z999AA10123456785", False), ("UPS", None)) == ([], [])
    assert judge(waybill_check_digit) == ([], [])


def test_one_number_on_several_parcels_is_told_on_each(judge):
    findings, _ = judge(waybill_check_digit, *[("UPS", "1Z999AA10123456785"), ("ups", "1z999aa10123456785")])
    assert [finding["row"] for finding in findings] == [0, 1]
