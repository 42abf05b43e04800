from __future__ import annotations

import subprocess
import sys

import phonenumbers
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.facts.phone import PHONE_STATE, judge_phones


def judge(*phones, country=None, default="CN"):
    countries = None if country is None else pl.Series(country, dtype=pl.String)
    return list(judge_phones(pl.Series(phones, dtype=pl.String), countries, default).iter_rows())


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("13800001111", "+8613800001111"),
        ("19900001111", "+8619900001111"),
        ("15400001111", "+8615400001111"),
        ("138 0000 2222", "+8613800002222"),
        ("+86-138-0000-3333", "+8613800003333"),
        ("(+86)13800003333", "+8613800003333"),
        ("008613800001111", "+8613800001111"),
        ("86 13800001111", "+8613800001111"),
        ("１３８００００１１１１", "+8613800001111"),
        ("\t13800001111 ", "+8613800001111"),
        ("0571-88886666", "+8657188886666"),
        ("(0571)88886666", "+8657188886666"),
        ("010-12345678", "+861012345678"),
        ("+86 10 62345678", "+861062345678"),
        ("0512 6888666", "+865126888666"),
        ("400-123-4567", "+864001234567"),
        ("800-820-8820", "+868008208820"),
        ("13800001111/13900002222", "+8613800001111"),
        ("12345/13900002222", "+8613900002222"),
        ("13800001111 0571-88886666", "+8613800001111"),
        ("0571-88886666；13800001111", "+8657188886666"),
        ("+49 30 901820", "+4930901820"),
        ("+1 202-456-1111", "+12024561111"),
    ],
)
def test_valid_numbers(phone, number):
    assert judge(phone) == [(number, None, "valid")]


@pytest.mark.parametrize(
    ("phone", "number", "extension"),
    [
        ("0571-88886666-801", "+8657188886666", "801"),
        ("0571-88886666转801", "+8657188886666", "801"),
        ("400-123-4567-8901", "+864001234567", "8901"),
        ("+1 202-456-1111 x123", "+12024561111", "123"),
        ("+1 202-456-1111 ext. 123", "+12024561111", "123"),
    ],
)
def test_landlines_keep_their_extension(phone, number, extension):
    assert judge(phone) == [(number, extension, "valid")]


@pytest.mark.parametrize(
    "phone",
    [
        "13800001111-1234",
        "13800001111_1234",
        "13800001111转1234",
        "13800001111,1234",
        "13800001111，1234",
        "13800001111#1234",
        "13800001111 ext 1234",
        "13800001111 ext.1234",
        "13800001111分机1234",
        "13800001111 转 1234",
        "+86 138-0000-1111-1234",
        "138 0000 1111 x1234",
    ],
)
def test_a_mobile_with_an_extension_is_a_privacy_number(phone):
    assert judge(phone) == [("+8613800001111", "1234", "privacy")]


@pytest.mark.parametrize(
    "phone", ["13800001111-", "13800001111转", "13800001111,", "13800001111_", "138 0000 1111-"]
)
def test_a_separator_with_nothing_behind_it_lost_the_extension(phone):
    assert judge(phone) == [("+8613800001111", None, "privacy_without_extension")]


@pytest.mark.parametrize(
    "phone",
    [
        "00000000000",
        "11111111111",
        "12345678901",
        "1380000111",
        "138000011112",
        "12800001111",
        "88886666",
        "abc",
        "4.47701E+11",
        "1.38E+10",
        "1-1",
        "+86",
        "12345/678",
    ],
)
def test_invalid_numbers(phone):
    assert judge(phone)[0][1:] == (None, "invalid")


@pytest.mark.parametrize(
    ("phone", "state"),
    [
        (None, "missing"),
        ("", "missing"),
        ("\t", "missing"),
        ("-", "missing"),
        ("null", "missing"),
        ("0", "missing"),
        ("138****1234", "masked"),
        ("1******6198", "masked"),
        ("##AbCdEfGhSampleCipher1==", "encrypted"),
        ("$$SampleCipherPhone==$1$", "encrypted"),
    ],
)
def test_what_cannot_be_judged_is_not_broken(phone, state):
    assert judge(phone) == [(None, None, state)]


@pytest.mark.parametrize(
    ("phone", "country", "number"),
    [
        ("030 901820", "DE", "+4930901820"),
        ("030 901820", " de ", "+4930901820"),
        ("(202) 456-1111", "US", "+12024561111"),
        ("1-202-456-1111", "US", "+12024561111"),
        ("416-967-1111", "US", "+14169671111"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 (0)20 7946 0018", "GB", "+442079460018"),
        ("03-1234-5678", "JP", "+81312345678"),
        ("13800001111", None, "+8613800001111"),
        ("13800001111", "中国", "+8613800001111"),
        ("+8613800001111", "US", "+8613800001111"),
    ],
)
def test_countries(phone, country, number):
    assert judge(phone, country=[country]) == [(number, None, "valid")]


def test_the_default_country():
    assert judge("(202) 456-1111", default="US")[0][0] == "+12024561111"
    assert judge("13800001111", default="US")[0][2] == "invalid"
    assert judge("13800001111", country=["US"])[0][2] == "invalid"


REGIONS = ("US", "CA", "DE", "GB", "FR", "JP", "HK", "TW", "AU", "IT", "BR", "MX", "SG", "KR", "IN", "NL")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(REGIONS),
    st.from_regex(r"(\+?[1-9]|0)[0-9]{6,11}", fullmatch=True),
    st.sampled_from(["", "+", "00"]),
)
def test_other_countries_agree_with_phonenumberslite(region, digits, abroad):
    code = phonenumbers.country_code_for_region(region)
    text = f"{abroad}{code}{digits.lstrip('+0')}" if abroad else digits
    try:
        number = phonenumbers.parse(text, region)
        valid = phonenumbers.is_valid_number(number)
    except phonenumbers.NumberParseException:
        valid = False
    chinese = valid and number.country_code == 86
    ((found, _, state),) = judge(text, country=[region])
    if chinese or text.startswith(("+86", "0086")):
        return
    assert state == ("valid" if valid else "invalid")
    if valid:
        assert found == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_examples_of_every_region_are_valid():
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    assert len(regions) > 200
    examples = [phonenumbers.example_number(region) for region in regions]
    pairs = [(region, example) for region, example in zip(regions, examples, strict=True) if example]
    national = [
        phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.NATIONAL) for _, each in pairs
    ]
    expected = [phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for _, each in pairs]
    judged = judge(*national, country=[region for region, _ in pairs])
    assert [row[0] for row in judged] == expected
    assert {row[2] for row in judged} == {"valid"}


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"(1[3-9][0-9]{9}|0[1-9][0-9]{8,10}|[48]00[0-9]{7}|[0-9]{5,12})", fullmatch=True))
def test_what_phonenumberslite_calls_valid_in_china_is_valid(digits):
    valid = phonenumbers.is_valid_number(phonenumbers.parse(digits, "CN"))
    if valid:
        assert judge(digits)[0][2] == "valid"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.none()
        | st.text("0123456789-转,#+ *()/e", max_size=16)
        | st.text(max_size=6)
        | st.sampled_from(["13800001111", "13800001111-12", "138****1234", "0571-88886666"]),
        max_size=6,
    )
)
def test_each_phone_is_judged_by_itself_and_nothing_raises(phones):
    assert judge(*phones) == [row for phone in phones for row in judge(phone)]


def test_shape():
    judged = judge_phones(pl.Series([], dtype=pl.String))
    assert judged.schema == {"number": pl.String, "extension": pl.String, "state": PHONE_STATE}
    assert judge_phones(pl.Series([None, None])).get_column("state").to_list() == ["missing", "missing"]


def test_plain_chinese_mobiles_do_not_load_phonenumberslite():
    code = (
        "import sys, polars as pl; from fulfil.facts.phone import judge_phones;"
        "r = judge_phones(pl.Series(['13800001111', '138 0000 2222', '13800001111-1', None, '138****1234']));"
        "print(r['state'].to_list(), 'phonenumbers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['valid', 'valid', 'privacy', 'missing', 'masked'] False"
