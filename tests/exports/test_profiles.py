from __future__ import annotations

from collections import Counter

import pytest

from fulfil.errors import PolicyError
from fulfil.exports.cells.fold import fold_header
from fulfil.exports.profile import load_profile, profiles
from fulfil.exports.words import fold_word
from fulfil.tables import COLUMNS_OF, KEYS, Subject
from tests.fixtures.reading import all_exports, kind_of

PROFILES = {profile.name: profile for profile in profiles()}

every_profile = pytest.mark.parametrize("profile", profiles(), ids=lambda p: p.name)

_LEAST = """
name = "x"
platform = "x"
title = "x"
signature = ["A"]
grain = "line"
[orders.columns]
order_id = "A"
[evidence]
grade = "C"
date = 2026-01-01
source = "a test"
"""


def test_there_are_profiles():
    assert len(PROFILES) >= 13


def test_every_profile_has_a_fixture():
    seen = {kind_of(path)[0] for path in all_exports() if not path.startswith("messy")}
    assert set(PROFILES) | {"generic"} == seen


#: Headers that may stand in for another column's: in 聚水潭 an order made by hand has the ERP's number only.
_STAND_INS = {
    "amazon_fba_returns": {"quantity"},
    "bigcommerce_orders": {"order status", "total quantity"},
    "magento_creditmemos": {"credit memo #", "credit memo"},
    "shopify_matrixify": {"refund: id"},
    "ebay_orders": {"sales record number"},
    "ebay_uk_orders": {"sales record number"},
    "jst_orders": {"原始线上订单号", "订单号", "内部订单号"},
    "jst_sales_detail": {"原始线上订单号", "内部订单号"},
    "kuaimai_orders": {"系统订单号"},
    "wdt_stockout_detail": {"订单编号"},
}


@every_profile
def test_no_header_feeds_two_columns_unless_it_may_stand_in_for_another(profile):
    for view in profile.views.values():
        fed = Counter(
            fold_header(header)
            for sources in view.columns.values()
            if sources.how not in {"part", "difference"}
            # The second header of `when` is a condition, and feeds nothing.
            for header in sources.headers[: 1 if sources.how == "when" else None]
        )
        assert {h for h, n in fed.items() if n > 1} <= _STAND_INS.get(profile.name, set())


@every_profile
def test_a_word_has_one_state(profile):
    for states in profile.words.values():
        words = [fold_word(word) for several in states.values() for word in several]
        assert len(words) == len(set(words))


@every_profile
def test_evidence_and_a_key_are_always_there(profile):
    assert profile.evidence.source
    assert profile.signature
    for subject, view in profile.views.items():
        assert any(key in view.columns for key in KEYS[subject])


@every_profile
def test_what_stands_once_is_said_so(profile):
    assert (profile.repeat == "once") == (profile.grain in {"order", "parcel", "return"})


@every_profile
def test_a_word_of_a_vocabulary_belongs_to_a_column_that_is_fed(profile):
    fed = {
        COLUMNS_OF[subject][name].vocabulary
        for subject, view in profile.views.items()
        for name in (*view.columns, *view.constants)
    }
    assert set(profile.words) <= fed


@pytest.mark.parametrize("subject", Subject)
def test_our_own_profiles_know_every_canonical_column(subject):
    name = "canonical" if subject is Subject.ORDERS else f"canonical_{subject.value}"
    assert set(PROFILES[name].views[subject].columns) == set(COLUMNS_OF[subject])


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("[orders.columns]", "[orders.columns]\nordr_id = 'B'"), "`ordr_id` is no canonical column"),
        (("grain", "grian"), "grain"),
        (("[evidence]", "[words.status]\nsent = ['x']\n[evidence]"), "`sent` is no status state"),
        (
            ("[evidence]", "[words.stauts]\nshipped = ['x']\n[evidence]"),
            "`stauts` is no vocabulary",
        ),
        (("signature = [", "signature = "), "no valid TOML"),
    ],
)
def test_a_wrong_profile_says_where(change, what):
    with pytest.raises(PolicyError, match="the profile is") as error:
        load_profile(_LEAST.replace(*change), "mine.toml")
    assert error.value.path == "mine.toml"
    assert what in error.value.what


def test_the_least_profile_is_enough():
    view = load_profile(_LEAST, "mine.toml").views[Subject.ORDERS]
    assert view.columns["order_id"].headers == ("A",)


@pytest.mark.parametrize(
    ("quoted", "delimiter", "quotes"),
    [
        *(
            (True, "\t", True),
            (True, ",", True),
            (False, "\t", False),
            (False, ",", True),
            (False, ";", True),
        ),
    ],
)
def test_only_tabs_can_do_without_quotes(quoted, delimiter, quotes):
    profile = PROFILES["amazon_orders"].model_copy(update={"quoted": quoted})
    assert profile.quotes(delimiter) is quotes
