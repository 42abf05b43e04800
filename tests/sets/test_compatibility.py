from __future__ import annotations

from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.errors import ExitCode, PolicyError
from fulfil.sets.compatibility import read_compatibility

FIXTURES = Path(__file__).parents[2] / "fixtures"
HEADER = "role_a,model_a,role_b,model_b\n"


def _keys(compatibility):
    return {model: (role, key) for model, role, key in compatibility.keys.select(pl.nth(0, 1, 2)).iter_rows()}


def test_models_that_fit_each_other_share_a_key():
    compatibility = read_compatibility(str(FIXTURES / "air_conditioners/compatibility.csv"))
    keys = _keys(compatibility)
    assert keys["kfr-35g/na1-n"] == ("indoor", "KFR-35G/NA1-N")
    assert keys["kfr-35w/na1-w5"] == ("outdoor", "KFR-35G/NA1-N")
    assert keys["kfr-72w/nb1-w9"] == ("outdoor", "KFR-72L/NB1-N")
    assert compatibility.keys["roles"].to_list() == [["indoor", "outdoor"]] * 8


def test_a_model_may_fit_several_and_a_pair_may_stand_twice(written):
    rows = "indoor,A,outdoor,X\nindoor,A,outdoor,Y\nOUTDOOR,x,Indoor,a \n"
    rows += "indoor,B,outdoor,X\nindoor,B,outdoor,Y\n"
    assert set(_keys(read_compatibility(written(HEADER + rows))).values()) == {
        ("indoor", "A"),
        ("outdoor", "A"),
    }


def test_roles_that_are_never_paired_need_not_be(written):
    keys = read_compatibility(written(HEADER + "indoor,A,outdoor,X\noutdoor,X,pump,P\n")).keys
    assert keys["match_key"].to_list() == ["A"] * 3
    assert keys["roles"].to_list() == [["indoor", "outdoor", "pump"]] * 3


@pytest.mark.parametrize(
    ("name", "line", "what"),
    [
        ("pair_of_one_role", 3, "both models have the role indoor"),
        ("model_in_two_roles", 3, "G1 is outdoor here and indoor on line 2"),
        ("incomplete", 4, r"Y (line 3) and B (line 4) are not paired"),
    ],
)
def test_contradictions_are_refused_with_their_lines(name, line, what):
    with pytest.raises(PolicyError) as caught:
        read_compatibility(str(FIXTURES / f"kits/{name}.csv"))
    assert caught.value.what.startswith(what)
    assert caught.value.line == line
    assert caught.value.exit_code is ExitCode.POLICY
    assert caught.value.hint


def test_what_is_no_such_table_is_refused(written):
    with pytest.raises(PolicyError, match="lacks the columns role_b, model_b"):
        read_compatibility(written("role_a,model_a\nx,y\n"))
    with pytest.raises(PolicyError, match="`model_b` is empty"):
        read_compatibility(written(HEADER + "a,b,c,\n"))


PAIRS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("XYZ")), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(PAIRS)
def test_a_table_is_taken_where_counting_tells_pairs(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("fits") / "compatibility.csv"
    path.write_text(HEADER + "".join(f"indoor,{a},outdoor,{b}\n" for a, b in pairs), "utf-8")
    reached = {name: {name} for pair in pairs for name in pair}
    for _ in reached:
        for a, b in pairs:
            both = reached[a] | reached[b]
            for name in both:
                reached[name] = reached[name] | both
    complete = all(
        (a, b) in pairs for a, b in product("ABC", "XYZ") if a in reached and b in reached.get(a, ())
    )
    if not complete:
        with pytest.raises(PolicyError, match="are not paired"):
            read_compatibility(str(path))
        return
    keys = {model.upper(): key for model, (_, key) in _keys(read_compatibility(str(path))).items()}
    assert keys.keys() == reached.keys()
    for one, other in product(keys, keys):
        assert (keys[one] == keys[other]) == (other in reached[one])
