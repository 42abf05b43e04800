"""Each method against published numbers, and against itself in plain Python."""

from __future__ import annotations

import string

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.waybills import verified
from fulfil.waybills.check_digits import METHODS

#: Published examples. The S10 numbers, UPS from 1Z5R8 on, FedEx, USPS and DHL: the example numbers of
#: jkeen/tracking_number_data 2.0.0 (MIT), right and wrong ones (LK123456785CN: RB123456785 for another
#: service and country); among them 9611020987654312345672 from FedEx's layout of Ground labels.
#: 1Z999AA10123456784 is the example that UPS gives in its own help on tracking.
VALID = [
    ("china_post", "RB123456785GB"),
    ("usps", "RB123456785US"),
    ("usps", "LK123456785CN"),
    ("ups", "1Z999AA10123456784"),
    ("ups", "1Z5R89390357567127"),
    ("ups", "1Z879E930346834440"),
    ("ups", "1Z410E7W0392751591"),
    ("ups", "1Z8V92A70367203024"),
    ("ups", "1ZXX3150YW44070023"),
    ("fedex", "986578788855"),
    ("fedex", "477179081230"),
    ("fedex", "799531274483"),
    ("fedex", "790535312317"),
    ("fedex", "1001921334250001000300779017972697"),
    ("fedex", "1001901781990001000300617767839437"),
    ("fedex", "9622001900000000000000776632517510"),
    ("fedex", "9632001560123456789900794808390594"),
    ("fedex", "041441760228964"),
    ("fedex", "568283610012000"),
    ("fedex", "568283610012734"),
    ("fedex", "000123450000000027"),
    ("fedex", "9611020987654312345672"),
    ("fedex", "9261292700768711948021"),
    ("usps", "03071790000523483741"),
    ("usps", "71123456789123456787"),
    ("usps", "71969010756003077385"),
    ("usps", "9505511069605048600624"),
    ("usps", "9400111201080805483016"),
    ("usps", "9361289878700317633795"),
    ("usps", "92748931507708513018050063"),
    ("usps", "420221539101026837331000039521"),
    ("usps", "4201002334249200190132607600833457"),
    ("usps", "4201028200009261290113185417468510"),
    ("dhl_express", "3318810025"),
    ("dhl_express", "8487135506"),
    ("dhl_express", "1099255990"),
    ("dhl_express", "73891051146"),
]
INVALID = [
    ("china_post", "RB123456786US"),
    ("ups", "1Z1111111111111111"),
    ("fedex", "996578788855"),
    ("fedex", "1001901781990001000300617767839438"),
    ("fedex", "9622001560001234567100794808390595"),
    ("fedex", "568283610012732"),
    ("fedex", "000000000000000001"),
    ("fedex", "9600000000000000000001"),
    ("fedex", "9261292700768711948020"),
    ("usps", "03071790000523483742"),
    ("usps", "61299998820821171811"),
    ("usps", "9200000000000000000000"),
    ("usps", "4201028200009261290113185417468511"),
    ("dhl_express", "3318810010"),
    ("dhl_express", "3318810034"),
    ("dhl_express", "73891051149"),
]

_DIGITS = string.digits


def _passes(family, number):
    found = verified(pl.DataFrame({"family": [family], "number": [number]}))
    return found["passes"].item() if found.height else None


@pytest.mark.parametrize(("family", "number"), VALID)
def test_published_numbers_pass(family, number):
    assert _passes(family, number) is True


@pytest.mark.parametrize(("family", "number"), INVALID)
def test_published_wrong_numbers_fail(family, number):
    assert _passes(family, number) is False


@pytest.mark.parametrize(
    ("family", "number"),
    [("sf", "SF1000000000001"), ("ups", "123456789012"), ("dhl", "3318810010"), ("fedex", "12345678901234")],
)
def test_a_number_without_a_public_check_digit_is_not_tested(family, number):
    assert _passes(family, number) is None


#: Method, characters of what comes before the check digit, and their number.
_PARTS = [
    ("s10", _DIGITS, 8, 8),
    ("ups", _DIGITS + string.ascii_uppercase, 15, 15),
    ("fedex", _DIGITS, 11, 11),
    ("mod10", _DIGITS, 14, 25),
    ("mod7", _DIGITS, 9, 10),
]


def _of(method, parts):
    found = pl.DataFrame({"part": parts}).select(right=METHODS[method](pl.col("part")))
    return found["right"].to_list()


@pytest.mark.parametrize("kind", _PARTS, ids=lambda kind: kind[0])
@settings(deadline=None)
@given(data=st.data())
def test_columns_and_plain_python_agree(references, kind, data):
    method, characters, least, most = kind
    rests = data.draw(st.lists(st.text(characters, min_size=least, max_size=most), min_size=1, max_size=20))
    expected = [getattr(references, method)(rest) for rest in rests]
    parts = [f"{rest}{digit}" for rest in rests for digit in range(10)]
    assert _of(method, parts) == [digit == right for right in expected for digit in range(10)]


def _let_through(method, place, old, new, remainders):
    """Whether the method itself cannot see that one character became another."""
    if method == "ups":
        return place % 2 == 1 and abs(_ups_value(old) - _ups_value(new)) in {0, 5}
    if method == "mod7":
        return place >= 0 and abs(int(old) - int(new)) == 7
    return remainders in {"s10": [{0, 6}], "fedex": [{0, 10}]}.get(method, [])


def _ups_value(character):
    return int(character) if character.isdigit() else (ord(character) - 3) % 10


def _remainder(method, rest):
    weights = {"s10": (8, 6, 4, 2, 3, 5, 9, 7), "fedex": (3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)}.get(method)
    return (
        sum(int(digit) * weight for digit, weight in zip(rest, weights, strict=True)) % 11 if weights else 0
    )


@pytest.mark.parametrize("kind", _PARTS, ids=lambda kind: kind[0])
@settings(deadline=None)
@given(data=st.data())
def test_one_wrong_digit_is_seen_wherever_the_method_can(references, kind, data):
    method, _, least, most = kind
    rest = data.draw(st.text(_DIGITS, min_size=least, max_size=most))
    number = f"{rest}{getattr(references, method)(rest)}"
    place = data.draw(st.integers(0, len(number) - 1))
    digit = data.draw(st.sampled_from([other for other in _DIGITS if other != number[place]]))
    wrong = number[:place] + digit + number[place + 1 :]
    assert _of(method, [number]) == [True]
    if place == len(rest):
        assert _of(method, [wrong]) == [False]
        return
    both = {_remainder(method, rest), _remainder(method, wrong[:-1])}
    assert _of(method, [wrong]) == [_let_through(method, place, number[place], digit, both)]


def test_a_null_stays_one():
    for method in METHODS:
        assert _of(method, pl.Series([None], dtype=pl.String)) == [None]


def test_one_in_ten_random_numbers_passes_as_fedex_so_the_number_tells_no_carrier():
    numbers = [f"{step * 7919 + 100_000_000_000}" for step in range(10_000)]
    passing = verified(pl.DataFrame({"family": "fedex", "number": numbers}))["passes"].sum()
    assert 800 < passing < 1200
