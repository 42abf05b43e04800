from __future__ import annotations

import pytest

from fulfil.errors import PolicyError
from fulfil.exports.cells.fold import fold_header
from fulfil.exports.profile import load_profile, profiles
from fulfil.exports.words import fold_word
from fulfil.tables import COLUMNS
from tests.fixtures.reading import all_exports, kind_of

PROFILES = {profile.name: profile for profile in profiles()}

_LEAST = """
name = "x"
platform = "x"
title = "x"
signature = ["A"]
grain = "line"
[columns]
order_id = "A"
[evidence]
grade = "C"
date = 2026-01-01
source = "a test"
"""


def test_the_shipped_profiles_are_these():
    assert set(PROFILES) == {
        *("amazon_unshipped", "canonical", "douyin_orders", "douyin_orders_v2", "jd_orders", "jst_orders"),
        *("pdd_orders", "pdd_orders_old", "shopify_orders", "taobao_order_detail", "taobao_order_list"),
    }


def test_every_profile_has_a_fixture():
    seen = {kind_of(path)[0] for path in all_exports() if not path.startswith("messy")}
    assert set(PROFILES) | {"generic"} == seen


@pytest.mark.parametrize("profile", profiles(), ids=lambda p: p.name)
def test_no_header_feeds_two_columns_unless_it_may_stand_in_for_another(profile):
    fed: dict[str, list[str]] = {}
    for column, sources in profile.columns.items():
        for header in sources.headers:
            fed.setdefault(fold_header(header), []).append(column)
    shared = {header: columns for header, columns in fed.items() if len(columns) > 1}
    # An order that was made by hand in 聚水潭 has no online number but the ERP's own.
    assert shared == ({"订单号": ["order_id", "erp_order_id"], "内部订单号": ["order_id", "erp_order_id"]}
                      if profile.name == "jst_orders" else {})  # fmt: skip


@pytest.mark.parametrize("profile", profiles(), ids=lambda p: p.name)
def test_a_word_has_one_state(profile):
    assert profile.columns
    for states in profile.words.values():
        words = [fold_word(word) for several in states.values() for word in several]
        assert len(words) == len(set(words))


@pytest.mark.parametrize("profile", profiles(), ids=lambda p: p.name)
def test_evidence_and_the_order_id_are_always_there(profile):
    assert profile.evidence.source
    assert "order_id" in profile.columns
    assert profile.signature


def test_the_canonical_profile_knows_every_canonical_column():
    assert set(PROFILES["canonical"].columns) == set(COLUMNS)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("[columns]", "[columns]\nordr_id = 'B'"), "`ordr_id` is no canonical column"),
        (("grain", "grian"), "grain"),
        (("[columns]", "[words.status]\nsent = ['x']\n[columns]"), "`sent` is no status state"),
        (("[columns]", "[words.stauts]\nshipped = ['x']\n[columns]"), "`stauts` is no vocabulary"),
        (("signature = [", "signature = "), "no valid TOML"),
    ],
)
def test_a_wrong_profile_says_where(change, what):
    with pytest.raises(PolicyError, match="the profile is") as error:
        load_profile(_LEAST.replace(*change), "mine.toml")
    assert error.value.path == "mine.toml"
    assert what in error.value.what


def test_the_least_profile_is_enough():
    assert load_profile(_LEAST, "mine.toml").columns["order_id"].headers == ("A",)


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
