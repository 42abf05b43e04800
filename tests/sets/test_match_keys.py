from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.sets.compatibility import read_compatibility
from fulfil.sets.kits import read_kits
from fulfil.sets.match_keys import match_keys
from fulfil.sets.patterns import AIR_CONDITIONERS
from fulfil.sets.sku_key import sku_key
from tests.thorough import examples

FIXTURES = Path(__file__).parents[2] / "fixtures"
KITS = "kit_sku,component_sku,quantity,role\n"
FITS = "role_a,model_a,role_b,model_b\n"
BOTH = ["indoor", "outdoor"]


def _keys(skus, models=None, kits=None, compatibility=None, patterns=AIR_CONDITIONERS):
    told = match_keys(
        sku_key(pl.Series("sku", skus, pl.String)),
        None if models is None else pl.Series("model", models, pl.String),
        kits,
        compatibility,
        patterns,
    )
    assert told.columns == ["key", "role", "match_key", "per_set", "roles"]
    assert told.height == len(skus)
    return told


def _rows(*arguments, **named):
    return _keys(*arguments, **named).drop("key").rows()


@pytest.fixture
def kits(written):
    return lambda rows: read_kits(written(KITS + rows))


@pytest.fixture
def fits(written):
    return lambda rows: read_compatibility(written(FITS + rows))


def test_patterns_tell_by_model_else_by_sku():
    assert _rows(["1001", "KFR-35W/A", "KFR-35GW", "toy"], ["KFR-35G/x", None, None, None]) == [
        ("indoor", "air-conditioner 35", 1, BOTH),
        ("outdoor", "air-conditioner 35", 1, BOTH),
        ("set", "air-conditioner 35", 1, BOTH),
        (None, None, None, None),
    ]


def test_a_sku_and_a_model_that_contradict_each_other_are_not_judged():
    assert _rows(["KFR-35G", "KFR-35G", "KFR-35G"], ["KFR-50G", "KFR-35G/B", "KFR-35W"]) == [
        ("indoor", None, None, None),
        ("indoor", "air-conditioner 35", 1, BOTH),
        ("outdoor", None, None, None),
    ]


def test_kits_tell_how_many_units_make_a_set(kits):
    told = kits("DESK,TOP,1,top\nDESK,LEG,4,leg\nDESK,SCREW,8,\nWIDE,TOP2,1,top\nWIDE,LEG,4,leg\n")
    roles = ["top", "leg"]
    assert _rows(["top", "leg", "top2", "screw", "desk"], kits=told) == [
        ("top", "kit DESK", 1, roles),
        ("leg", "kit DESK", 4, roles),
        ("top", "kit DESK", 1, roles),
        (None, None, None, None),
        (None, None, None, None),
    ]


def test_a_kit_of_two_sets_says_the_same_as_a_kit_of_one(kits):
    told = kits("ONE,G,1,indoor\nONE,W,1,outdoor\nTWO,G,2,indoor\nTWO,W,2,outdoor\n")
    assert _rows(["g"], kits=told) == [("indoor", "kit ONE", 1, BOTH)]


def test_kits_inside_a_kit_stay_sets_of_their_own(kits):
    told = kits("A,G1,1,indoor\nA,W1,1,outdoor\nB,G2,1,indoor\nB,W2,1,outdoor\nHOUSE,A,2,\nHOUSE,B,1,\n")
    assert _keys(["g1", "w1", "g2", "w2"], kits=told)["match_key"].to_list() == [
        "kit A",
        "kit A",
        "kit B",
        "kit B",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # G2 and W2 fit nobody knows.
        "A,G1,1,indoor\nA,W1,1,outdoor\nB,G1,1,indoor\nB,W2,1,outdoor\nC,G2,1,indoor\nC,W1,1,outdoor\n",
        # Two parts of one role in a kit.
        "A,G1,1,indoor\nA,G2,1,indoor\nA,W1,1,outdoor\n",
        # One says one unit, the other two.
        "A,G1,1,indoor\nA,W1,1,outdoor\nB,G1,2,indoor\nB,W1,1,outdoor\n",
        "A,G1,0.5,indoor\nA,W1,1,outdoor\n",
        # A kit without the other half.
        "A,G1,1,indoor\nA,W1,1,outdoor\nB,G1,1,indoor\n",
    ],
)
def test_what_kits_leave_open_is_not_judged(kits, rows):
    assert _rows(["g1", "w1"], kits=kits(rows)) == [
        ("indoor", None, None, None),
        ("outdoor", None, None, None),
    ]


def test_the_first_source_that_knows_a_sku_tells_it(kits, fits):
    table = fits("indoor,KFR-35G/a,outdoor,KFR-35W/a\n")
    told = kits("K,KFR-35G/a,1,in\nK,KFR-35W/a,1,out\nL,KFR-50G/b,1,in\nL,KFR-50W/b,1,out\nM,PART,1,in\n")
    skus = ["kfr-35g/a", "kfr-50g/b", "kfr-72w", "part"]
    assert _rows(skus, kits=told, compatibility=table) == [
        ("indoor", "set with KFR-35G/a", 1, BOTH),
        ("in", "kit L", 1, ["in", "out"]),
        ("outdoor", "air-conditioner 72", 1, BOTH),
        (None, None, None, None),
    ]
    assert _rows(["x"], ["kfr-35w/A "], compatibility=table) == [("outdoor", "set with KFR-35G/a", 1, BOTH)]


def test_what_kits_leave_open_is_not_told_by_a_pattern(kits):
    told = kits("A,KFR-35G,1,indoor\nA,KFR-35W,2,outdoor\nB,KFR-35G,1,indoor\nB,KFR-35W,1,outdoor\n")
    assert _rows(["kfr-35g"], kits=told) == [("indoor", None, None, None)]


def test_without_anything_nothing_is_told():
    assert _rows(["kfr-35g", None], patterns=()) == [(None, None, None, None)] * 2
    assert _keys([]).schema == {
        "key": pl.String,
        "role": pl.String,
        "match_key": pl.String,
        "per_set": pl.Int64,
        "roles": pl.List(pl.String),
    }


def test_all_three_sources_tell_the_story_alike():
    folder = FIXTURES / "air_conditioners"
    skus = pl.read_csv(folder / "shipments.csv")["sku"].unique().sort().to_list()
    kits = read_kits(str(folder / "kits.csv"))
    table = read_compatibility(str(folder / "compatibility.csv"))
    told = [_keys(skus, **given) for given in ({}, {"kits": kits}, {"compatibility": table})]
    for each in told:
        assert each.select("role", "per_set", "roles").equals(told[0].select("role", "per_set", "roles"))
        alike = [
            [one == other for other in each["match_key"].to_list()] for one in each["match_key"].to_list()
        ]
        assert alike == [[one == other for other in told[0]["match_key"]] for one in told[0]["match_key"]]


SKUS = st.lists(
    st.sampled_from(
        ["KFR-35G/A", "KFR-35W/B", "KFR-35GW", "KFR-50G", "KFR-72L", "toy", None, "G1", "W1", "KFR-35G(外机)"]
    ),
    unique=True,
)


@settings(max_examples=examples(15), deadline=None)
@given(SKUS, st.data())
def test_each_sku_is_told_by_itself(skus, data):
    models = [data.draw(st.sampled_from(["KFR-35W", "x", None])) for _ in skus]
    kits = read_kits(str(FIXTURES / "air_conditioners/kits.csv"))
    together = _rows(skus, models, kits)
    assert together == [
        row for sku, model in zip(skus, models, strict=True) for row in _rows([sku], [model], kits)
    ]
    for role, key, per_set, roles in together:
        assert (key is None) == (per_set is None) == (roles is None)
        if key is not None:
            assert role in (*roles, "set")
            assert len(roles) >= 2
            assert "set" not in roles
