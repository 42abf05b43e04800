"""Forms of numbers."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.waybills import families_of, fitted, owners, plain, titles, verified
from fulfil.waybills.table import table

CARRIERS = {carrier.key: carrier for carrier in table().carriers}
WITH_OWN = [carrier for carrier in CARRIERS.values() if carrier.own]
WITH_CHECKS = [carrier for carrier in CARRIERS.values() if carrier.checks]


def _plain(*texts):
    return pl.DataFrame({"x": pl.Series(texts, dtype=pl.String)}).select(plain(pl.col("x")))["x"].to_list()


def _fits(family, number):
    found = fitted(pl.DataFrame({"family": [family], "number": [number]}))
    return found["fits"].item() if found.height else None


def test_spaces_hyphens_case_and_width_do_not_matter():
    assert _plain(" 1z 999-aa1 01 ", "ＳＦ１０００", "9400 1112\t0108") == [
        "1Z999AA101",
        "SF1000",
        "940011120108",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            None,
            "",
            "  ",
            "-",
            "SF10****0001",
            "YT＊＊1",
            "SF1000000000001,SF1000000000002",
            "A;B",
            "a/b",
            "甲、乙",
        ),
        *("2.15E+18", "2,15094e+18", "7.7701E13", "77701.0", "940011120108080000000", "2150935217044130000"),
    ],
)
def test_what_is_no_single_whole_number_is_null(text):
    assert _plain(text) == [None]


@pytest.mark.parametrize(
    ("family", "numbers"),
    {
        "sf": ["SF1000000000001", "SFA000000000001", "123456789012", "001123456789012"],
        "yto": ["YT8800000000003", "V123456789", "G12345678901", "880123456789012345", "DD8123456789012345"],
        "zto": ["75800000000001", "78636098066239", "123456789012", "ZT1000000000002"],
        "sto": ["77316523125896", "773123456789012", "268123456789", "STO1234567890"],
        "yunda": ["5301156237108", "432895069186308"],
        "jt": ["JT0006968326954", "JT000696832695", "123456789012"],
        "jd": ["JDVB12345678901", "JD0123456789012", "JDVB1234567890111", "VA12345678901", "123456789012"],
        "china_post": ["9889510569807", "1123456789012", "EA123456785CN", "RR123456785JP", "KQ12345678911"],
        "deppon": ["DPK364112047425", "DPL36411204742", "12345678", "1234567890"],
        "ups": ["1Z5R89390357567127", "T1234567890", "123456789", "9274893150770851301805"],
        "fedex": ["986578788855", "568283610012000", "9261292700768711948021", "DT123456789012"],
        "usps": ["9400111201080805483016", "EA123456785US", "LK123456785CN", "8212345678"],
        "dhl_express": ["3318810025", "JVGL0999999990", "JJD014600003889345646", "JD014600003889345646"],
        "dhl_ecommerce": ["GM2951173225174494", "9261290100130739182384", "RX123456785DE"],
        "yunexpress": ["YT2229521272164446", "9400111201080805483016"],
    }.items(),
)
def test_numbers_fit_their_carriers(family, numbers):
    assert {number: _fits(family, number) for number in numbers} == dict.fromkeys(numbers, True)


@pytest.mark.parametrize(
    ("family", "number"),
    [
        *(("sf", "SF100000000000"), ("sf", "YT8800000000003"), ("sf", "1234567890123")),
        *(("yto", "YT880000000000"[:9]), ("yto", "JT0006968326954"), ("yto", "YT2229521272164446")),
        *(("zto", "YT8800000000003"), ("zto", "7580000000000"), ("yunda", "SF1000000000001")),
        *(("ups", "1Z5R8939035756712"), ("ups", "1Z5R8939035756712X"), ("usps", "940011120108080548301")),
        *(("fedex", "1Z5R89390357567127"), ("dhl_express", "331881002"), ("dhl", "1Z5R89390357567127")),
        *(("china_post", "98895105698"), ("jd", "JT0006968326954"), ("deppon", "DPK36411")),
    ],
)
def test_numbers_that_are_cut_or_another_carriers_do_not(family, number):
    assert _fits(family, number) is False


def test_a_carrier_without_forms_says_nothing():
    assert _fits("royal_mail", "1Z5R89390357567127") is None
    assert _fits("nobody", "1Z5R89390357567127") is None
    assert _fits(None, "1Z5R89390357567127") is None


def test_twelve_digits_fit_many_and_belong_to_no_one():
    twelve = pl.Series(["123456789012"])
    assert {"sf", "zto", "sto", "fedex", "ups"} <= set(families_of(twelve)["family"])
    assert owners(twelve).is_empty()
    assert families_of(pl.Series(["1Z5R89390357567127", None])).rows() == [("1Z5R89390357567127", "ups")]


@settings(deadline=None)
@given(st.data())
def test_what_is_one_carriers_own_is_nobody_elses(data):
    carrier = data.draw(st.sampled_from(WITH_OWN))
    number = data.draw(st.from_regex(re.compile(f"(?:{'|'.join(carrier.own)})", re.ASCII), fullmatch=True))
    others = [
        other.key for other in WITH_OWN if other is not carrier and re.fullmatch("|".join(other.own), number)
    ]
    assert others == []
    assert owners(pl.Series([number]))["owner"].to_list() == [carrier.key]
    assert _fits(carrier.key, number)


@settings(deadline=None)
@given(st.data())
def test_what_is_tested_has_a_form(data):
    carrier = data.draw(st.sampled_from(WITH_CHECKS))
    check = data.draw(st.sampled_from(carrier.checks))
    number = data.draw(st.from_regex(re.compile(check.form, re.ASCII), fullmatch=True))
    assert verified(pl.DataFrame({"family": [carrier.key], "number": [number]})).height == 1
    assert _fits(carrier.key, number)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(CARRIERS)), st.from_regex(r"[0-9A-Z]{6,24}", fullmatch=True)))
)
def test_pairs_are_judged_once_each_whatever_their_order(pairs):
    frame = pl.DataFrame(pairs, schema={"family": pl.String, "number": pl.String}, orient="row")
    for judge in (fitted, verified):
        once, again = judge(frame), judge(pl.concat([frame, frame.reverse()]))
        assert once.sort("family", "number").equals(again.sort("family", "number"))
        assert once.select("family", "number").is_unique().all()


def test_digits_of_other_scripts_are_no_digits():
    assert _fits("fedex", "٩٨٦٥٧٨٧٨٨٨٥٥") is False
    assert verified(pl.DataFrame({"family": ["fedex"], "number": ["٩٨٦٥٧٨٧٨٨٨٥٥"]})).is_empty()
    assert _plain("９８６５７８７８８８５５") == ["986578788855"]


def test_an_s10_number_that_begins_with_jd_is_the_posts():
    assert owners(pl.Series(["JD123456789CN"]))["owner"].to_list() == ["china_post"]


def test_every_carrier_has_its_title():
    assert titles()["title"].is_unique().all()
    assert set(titles()["family"]) == set(CARRIERS)
