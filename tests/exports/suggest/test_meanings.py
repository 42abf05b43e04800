from __future__ import annotations

import tomllib
from importlib.resources import files

import polars as pl
import pytest

from fulfil.exports.suggest.evidence import looks_of
from fulfil.exports.suggest.meanings import fits, meaning_of, name_like, said
from fulfil.tables import COLUMNS_OF, Subject

DOUBLES = tomllib.loads(files("fulfil.exports.suggest").joinpath("doubles.toml").read_text("utf-8"))
ASSUMED = tomllib.loads(files("fulfil.exports").joinpath("aliases.toml").read_text("utf-8"))["assumed"]


@pytest.mark.parametrize("kind", ["closed", "open"])
def test_doubles_name_canonical_columns(kind):
    assert DOUBLES[kind]
    for subject, headers in DOUBLES[kind].items():
        for header, names in headers.items():
            assert header == header.casefold()
            assert len(set(names)) == len(names) > 1
            assert set(names) <= set(COLUMNS_OF[Subject(subject)]), header


def test_what_a_generic_reading_takes_for_granted_has_two_meanings_here():
    assert ASSUMED
    for header in ASSUMED:
        assert len(meaning_of(header, Subject.ORDERS).names) > 1, header


def test_headers_that_shipped_profiles_read_differently_have_both_meanings():
    assert set(meaning_of("应付金额", Subject.ORDERS).names) == {"order_paid", "goods_amount"}
    assert set(meaning_of("主订单编号", Subject.ORDERS).names) == {"order_id", "parent_order_id"}


def test_every_canonical_name_means_itself():
    for subject, columns in COLUMNS_OF.items():
        for name in columns:
            meaning = meaning_of(name, subject)
            assert name in meaning.names
            assert meaning.exact


def test_a_longer_name_is_like_the_longest_known_one_in_it():
    assert name_like("客户下单时间(东八区)", Subject.ORDERS) == {"created_at": "下单时间"}
    assert name_like("the customer name here", Subject.ORDERS) == {"recipient": "customer name"}
    assert name_like("品", Subject.ORDERS) == {}


def test_empty_columns_contradict_nothing():
    looks = looks_of(pl.Series([None, None], dtype=pl.String))
    assert all(fits(name, subject, looks) for subject in Subject for name in COLUMNS_OF[subject])


def test_shares_in_words():
    assert said(1) == "all values are"
    assert said(0.999) == "99 % of the values are"
