from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.errors import ExitCode, PolicyError
from fulfil.sets.kits import read_kits, unknown_skus

FIXTURES = Path(__file__).parents[2] / "fixtures"
HEADER = "kit_sku,component_sku,quantity,role\n"


def _exploded(kits):
    return {(kit, part): (n, role) for kit, part, n, role in kits.exploded.iter_rows()}


def test_nested_kits_are_taken_apart_and_their_quantities_multiplied():
    kits = read_kits(str(FIXTURES / "kits/nested.csv"))
    assert _exploded(kits) == {
        ("tea-set", "pot"): (1000, "pot"),
        ("tea-set", "cup"): (4000, "cup"),
        ("gift-box", "pot"): (2000, "pot"),
        ("gift-box", "cup"): (8000, "cup"),
        ("gift-box", "ribbon"): (500, None),
    }
    assert kits.exploded.schema == {
        "kit": pl.String,
        "component": pl.String,
        "per_kit": pl.Int64,
        "role": pl.String,
    }


def test_a_part_reached_in_two_ways_is_counted_twice(written):
    kits = read_kits(written(HEADER + "A,B,2,\nA,C,1,\nB,C,3,\n"))
    assert _exploded(kits)["a", "c"] == (7000, None)


def test_the_order_of_the_rows_does_not_matter(written):
    rows = ["A,B,2,", "B,C,3,x", "C2,C,1,", "A,D,1,y"]
    told = read_kits(written(HEADER + "\n".join(rows)))
    turned = read_kits(written(HEADER + "\n".join(reversed(rows))))
    assert _exploded(told) == _exploded(turned)


def test_width_case_space_and_a_bom_do_not_matter(written):
    text = " Kit_SKU ,component_sku,quantity,note\nTea-Set, POT ,1,x\n\nｔｅａ-set,cup,4.50,\n"
    kits = read_kits(written(text, "utf-8-sig"))
    assert _exploded(kits) == {("tea-set", "pot"): (1000, None), ("tea-set", "cup"): (4500, None)}
    assert kits.table["line"].to_list() == [2, 4]


def test_a_table_without_rows_knows_no_kit(written):
    assert read_kits(written(HEADER)).exploded.height == 0


@pytest.mark.parametrize(
    ("name", "line", "what"),
    [
        ("contains_itself", 3, "the kit TEA-SET contains itself: TEA-SET > GIFT-BOX > HAMPER > TEA-SET"),
        ("quantity_zero", 3, "`quantity` is 0"),
        ("quantity_negative", 3, "`quantity` is -4"),
        ("quantity_no_number", 3, "`quantity` is four"),
        ("component_twice", 4, "CUP stands twice in the kit TEA-SET: here and on line 3"),
        ("two_roles", 4, "CUP is mug here and cup on line 3"),
        ("kit_with_role", 3, "TEA-SET has a role and is a kit itself"),
        ("column_missing", 1, "the kit table lacks the column quantity"),
        ("sku_empty", 3, "`component_sku` is empty"),
        ("too_many_cells", 2, "the row has 5 cells, and the header 4"),
        ("no_utf8", 2, "the kit table is no UTF-8 text"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(name, line, what):
    with pytest.raises(PolicyError) as caught:
        read_kits(str(FIXTURES / f"kits/{name}.csv"))
    assert (caught.value.what, caught.value.line) == (what, line)
    assert caught.value.path
    assert caught.value.path.endswith(f"{name}.csv")
    assert caught.value.exit_code is ExitCode.POLICY


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A,A,1,\n", "the kit A contains itself: A > A"),
        ("A,B,0.000,\n", "`quantity` is 0.000"),
        ("A,B,0.0005,\n", "`quantity` is 0.0005"),
        ("A,B,1e3,\n", "`quantity` is 1e3"),
        ("A,B,٣,\n", "`quantity` is ٣"),
        ("A,B,inf,\n", "`quantity` is inf"),
        ("A,B,,\n", "`quantity` is empty"),
        ("-,B,1,\n", "`kit_sku` is empty"),
        ("A,B,0.001,\nB,C,0.001,\n", "cannot be counted in thousandths"),
        ('A,"B,1,\n', "cannot be read as CSV"),
    ],
)
def test_other_rows_that_cannot_be(written, text, what):
    with pytest.raises(PolicyError, match=what):
        read_kits(written(HEADER + text))


def test_amounts_beyond_any_count_are_refused(written):
    rows = "".join(f"K{n},K{n + 1},999999999999,\n" for n in range(4))
    with pytest.raises(PolicyError, match="cannot be counted"):
        read_kits(written(HEADER + rows))
    # Each way by itself can be counted, both together cannot.
    rows = "".join(f"K{n},K{n + 1},1000,\n" for n in range(5)) + "A,K0,9,\nA,B,9,\nB,K0,1,\n"
    with pytest.raises(PolicyError, match="what A holds"):
        read_kits(written(HEADER + rows))


def test_what_is_no_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(PolicyError, match="cannot be read"):
            read_kits(str(path))
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(PolicyError, match="lacks the columns"):
        read_kits(str(tmp_path / "empty.csv"))


def test_a_column_given_twice_is_refused(written):
    with pytest.raises(PolicyError, match="has the column quantity twice"):
        read_kits(written("kit_sku,component_sku,quantity,Quantity\nA,B,1,1\n"))


def test_long_chains_are_no_problem(written):
    rows = "".join(f"K{n},K{n + 1},1,\n" for n in range(3000))
    assert read_kits(written(HEADER + rows)).exploded.height == 3000


def test_skus_that_occur_in_no_file_are_named_once_with_the_first_line(written):
    kits = read_kits(written(HEADER + "A,B,1,\nA,C,1,\nOuter,A,2,\nOuter,c,1,\n"))
    known = pl.Series(["b", "b", "other", None])
    assert unknown_skus(kits, known).rows() == [("C", 3), ("Outer", 4)]
    assert unknown_skus(kits, pl.Series(["b", "c", "outer"])).height == 0
    assert unknown_skus(kits, pl.Series([], dtype=pl.Null)).rows() == [("B", 2), ("C", 3), ("Outer", 4)]


NAMES = st.sampled_from("ABCDEF")
TREES = st.dictionaries(
    st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] < pair[1]), st.integers(1, 5), min_size=1
)


@settings(max_examples=40, deadline=None)
@given(TREES)
def test_exploding_agrees_with_counting_by_hand(tmp_path_factory, tree):
    path = tmp_path_factory.mktemp("kits") / "kits.csv"
    path.write_text(HEADER + "".join(f"{kit},{part},{n},\n" for (kit, part), n in tree.items()), "utf-8")

    def count(kit, part):
        if kit == part:
            return 1
        return sum(n * count(inner, part) for (outer, inner), n in tree.items() if outer == kit)

    kits = {kit for kit, _ in tree}
    leaves = {part for _, part in tree} - kits
    expected = {
        (kit.lower(), leaf.lower()): (count(kit, leaf) * 1000, None)
        for kit in kits
        for leaf in leaves
        if count(kit, leaf)
    }
    assert _exploded(read_kits(str(path))) == expected
