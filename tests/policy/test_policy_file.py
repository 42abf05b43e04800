from __future__ import annotations

import re
from decimal import Decimal

import pytest

from fulfil.errors import ExitCode, PolicyError
from fulfil.policy.policy import Policy
from fulfil.policy.policy_file import policy_of, read_policy
from fulfil.policy.preset import presets

#: The second of them has no role.
TWO_PATTERNS = """
[[split.patterns]]
name = "a"
regex = "(?P<stem>a)(?P<role>b)"
roles = { b = "x", c = "y" }
[[split.patterns]]
name = "b"
roles = { b = "x", c = "y" }
regex = "(?P<stem>a)"
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="shop.toml", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding)
        return str(path)

    return write


def test_nothing_given_is_the_default():
    assert read_policy([]) == Policy()
    assert policy_of("") == Policy()


def test_each_shipped_policy_reads_by_its_name_is_dated_and_names_its_source():
    assert len(presets()) >= 2
    for name, text in presets().items():
        assert read_policy([name]) == policy_of(text) != Policy()
        assert re.search(r"^# Source: .+ Date: \d{4}-\d{2}-\d{2}\.", text, re.MULTILINE)


def test_the_two_freight_tables_of_the_story():
    assert read_policy(["freight-free-from-99"]).freight.free_from == 99
    (step,) = read_policy(["freight-2kg-5-10"]).freight.steps
    assert (step.up_to_kg, step.price, read_policy(["freight-2kg-5-10"]).freight.above) == (2, 5, 10)


def test_several_are_merged_and_the_later_one_counts(written):
    own = written('[freight]\nfree_from = 98.90\n[split]\nspare_units = 1\n[statuses]\n"待配货" = "due"\n')
    policy = read_policy(["freight-free-from-99", "freight-2kg-5-10", own])
    assert policy.freight.free_from == Decimal("98.90")
    assert policy.freight.above == 10
    assert policy.split.spare_units == 1
    assert policy.split.patterns == Policy().split.patterns
    assert policy.notes == Policy().notes
    assert policy.statuses == {"待配货": "to_ship"}
    assert read_policy([own, "freight-free-from-99"]).freight.free_from == 99


def test_tables_of_words_are_added_to_and_lists_replaced(written):
    first = written("[split]\naliases = { A = 'B' }\ninserts = ['^LEAFLET']\n", "a.toml")
    second = written("[split]\naliases = { C = ['D'] }\ninserts = ['^CARD']\n", "b.toml")
    split = read_policy([first, second]).split
    assert split.aliases == {"A": ("B",), "C": ("D",)}
    assert split.inserts == ("^CARD",)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[split]\n\nspare_unit = 1\n", 3, "`spare_unit` is no key of a policy; did you mean `spare_units`?"),
        ("# x\n[splits]\nspare_units = 1\n", 2, "`splits` is no key of a policy; did you mean `split`?"),
        ("[dispatch]\nship_hours = 'x'\n", 2, "`dispatch.ship_hours`: Input should be a valid number"),
        ("[dispatch]\nship_hours = 0\n", 2, "greater than 0"),
        ("[split]\ninserts = [\n  'a(',\n]\n", 2, "`a(` is no regular expression: unclosed group"),
        ("[freight]\nsteps = [{ up_to_kg = 2, prise = 5 }]\n", 2, "did you mean `price`?"),
        ("[freight]\nsteps = [{ up_to_kg = 2 }]\n", 2, "it has no `price`"),
        ("[freight]\n", 1, "it needs `free_from`, `steps` or `above`"),
        ("\nsplit = 3\n", 2, "it must be a table"),
        ("[statuses]\nodd = 'du'\n", 1, "`du` is no state; did you mean `due`?"),
        ("a = \n", 1, "is no valid TOML"),
        (
            TWO_PATTERNS,
            9,
            "has no group (?P<role>...)",
        ),
    ],
)
def test_what_is_wrong_is_told_with_the_line_and_the_nearest_key(written, text, line, what):
    path = written(text)
    with pytest.raises(PolicyError, match=re.escape(what)) as caught:
        read_policy(["freight-free-from-99", path] if "freight" not in text else [path])
    assert caught.value.path == path
    assert caught.value.line == line
    assert caught.value.exit_code is ExitCode.POLICY


def test_names_and_files_that_are_not_there(tmp_path, written):
    with pytest.raises(PolicyError, match="did you mean `freight-free-from-99`") as caught:
        read_policy(["freight-free-from-9"])
    assert "freight-2kg-5-10" in caught.value.hint
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy([str(tmp_path / "none.toml")])
    with pytest.raises(PolicyError, match="no UTF-8"):
        read_policy([written("# 运费\n", encoding="gb18030")])


def test_a_file_may_have_another_ending_and_a_bom(written):
    path = written("[split]\nspare_units = 2\n", "shop.policy", "utf-8-sig")
    assert read_policy([path]).split.spare_units == 2
