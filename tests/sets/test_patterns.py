from __future__ import annotations

import polars as pl
import pytest
from pydantic import ValidationError

from fulfil.sets.patterns import AIR_CONDITIONERS, SetPattern, roles_of
from fulfil.sets.sku_key import sku_key

DESKS = SetPattern(
    name="desk",
    regex="^DESK-(?P<stem>[0-9]+)-(?P<role>set|top|leg)$",
    roles={"set": "set", "top": "top", "leg": "legs"},
)


def _roles(texts, patterns=AIR_CONDITIONERS):
    return roles_of(sku_key(pl.Series("sku", texts, pl.String)), patterns)


@pytest.mark.parametrize(
    ("text", "role", "stem"),
    [
        ("KFR-35GW/BpR3TYC1+B1", "set", "35"),
        ("KFR-35G/BpR3TYC1+B1", "indoor", "35"),
        ("KFR-35W/BpX", "outdoor", "35"),
        ("KFR-72LW", "set", "72"),
        ("KFR-72L/NhAa", "indoor", "72"),
        ("KFR-72W", "outdoor", "72"),
        ("KFRd-72LW/D", "set", "72"),
        ("KF-26GW", "set", "26"),
        ("KF26G", "indoor", "26"),
        ("kfr 120QW/A", "set", "120"),
        ("KFR-35W/(35592)FNhAa-B1", "outdoor", "35"),
        ("KFR-35G(35592)", "indoor", "35"),
        ("KFR-35GW（35592）", "set", "35"),
        ("AUX KFR-35GW/BpR3", "set", "35"),
        ("TCL-KFRd-35W", "outdoor", "35"),
        ("格力KFR-35G/FNhAa", "indoor", "35"),
        ("格力(GREE) KFR-35G/FNhAa", "indoor", "35"),
        ("ＫＦＲ－３５Ｇ", "indoor", "35"),
        # The set's model on both halves, and which half it is behind it.
        ("KFR-35GW/BpR3 内机", "indoor", "35"),
        ("KFR-35GW/BpR3-室外机", "outdoor", "35"),
        ("KFR-35GW(外机)", "outdoor", "35"),
    ],
)
def test_air_conditioners_tell_their_half_and_capacity(text, role, stem):
    assert _roles([text]).rows() == [(role, stem, "air-conditioner")]


@pytest.mark.parametrize(
    "text",
    [
        "TOY-01",
        "KFR-35",
        "KFR-GW",
        "KFR-3GW",
        "KFR-3501GW",
        "KFR-35WG",
        "KFR-35GWX",
        "XKFR-35GW",
        # Spare parts, services, and two models in one.
        "KFR-35GW 遥控器",
        "遥控器KFR-35GW",
        "KFR-35GW-BRACKET",
        "REMOTE KFR-35G",
        "KFR-35GW/BpR3 内机挂板",
        "KFR-35GW/A+KFR-50LW/B",
        "KFR-35G/A KFR-35W/A",
        "KFR-35GW 安装",
        "",
        None,
    ],
)
def test_what_is_no_air_conditioner_tells_nothing(text):
    assert _roles([text]).rows() == [(None, None, None)]


def test_the_real_halves_of_a_set_have_the_stem_in_common_and_not_the_series():
    roles = _roles(["KFR-35G/(35592)FNhAa-B1", "KFR-35W/(35592)FNhAa-A2", "KFR-50W/(35592)FNhAa-A2"])
    assert roles["role"].to_list() == ["indoor", "outdoor", "outdoor"]
    assert roles["stem"].to_list() == ["35", "35", "50"]


def test_a_pattern_of_ones_own():
    assert _roles(["Desk-140-Leg", "desk-140-set", "desk-140-lamp"], [DESKS]).rows() == [
        ("legs", "140", "desk"),
        ("set", "140", "desk"),
        (None, None, None),
    ]
    assert DESKS.parts == ("top", "legs")


def test_patterns_that_disagree_tell_nothing_and_those_that_agree_do():
    other = DESKS.model_copy(update={"roles": {"set": "set", "top": "legs", "leg": "legs", "x": "top"}})
    assert _roles(["desk-1-top", "desk-1-leg"], [DESKS, other]).rows() == [
        (None, None, None),
        ("legs", "1", "desk"),
    ]
    named = DESKS.model_copy(update={"name": "table"})
    assert _roles(["desk-1-top"], [DESKS, named]).rows() == [(None, None, None)]


def test_without_patterns_or_texts_there_is_nothing():
    assert _roles(["KFR-35G", None], ()).rows() == [(None, None, None)] * 2
    assert _roles([]).rows() == []
    assert _roles([]).schema == _roles(["x"], ()).schema


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"regex": "("}, r"`\(` is no regular expression: unclosed group"),
        ({"regex": "(?=a)(?P<stem>a)(?P<role>b)"}, "look-around"),
        ({"regex": "(?P<stem>a)"}, r"no group \(\?P<role>"),
        ({"regex": "(?P<role>a)"}, r"no group \(\?P<stem>"),
        ({"regex": "a{99999}{99999}"}, "no regular expression"),
        ({"unless": ("[",)}, "no regular expression"),
        ({"roles": {"set": "set", "top": "top"}}, "two parts"),
        ({"roles": {"Top": "top", "leg": "leg"}}, "lower case"),
        ({"name": "kit"}, "is what the keys"),
        ({"name": "a b"}, "match pattern"),
        ({"stems": "x"}, "Extra inputs"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused(changed, what):
    with pytest.raises(ValidationError, match=what):
        SetPattern.model_validate(DESKS.model_dump() | changed)
