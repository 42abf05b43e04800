"""`--policy`, `--kits` and `--compatibility`, as people use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = ROOT / "fixtures/air_conditioners"


@pytest.mark.parametrize("command", [("audit", "clean.csv"), ("handoff", "clean.csv", "--out", "dispatch")])
def test_a_shipped_policy_and_one_of_the_users_own_are_taken(fulfil, folder, command):
    (folder / "shop.toml").write_text("[split]\nspare_units = 1\n", "utf-8")
    assert fulfil(*command, "--policy", "freight-free-from-99", "--policy", "shop.toml")[0] == 0


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--policy", "[split]\nspare_unit = 1\n", "did you mean `spare_units`?"),
        ("--kits", "kit_sku,component_sku,quantity\nA,A,1\n", "contains itself"),
        ("--compatibility", "role_a,model_a,role_b,model_b\nin,A,in,B\n", "both models have the role in"),
    ],
)
def test_what_cannot_be_used_ends_with_4_and_names_the_line(fulfil, folder, option, text, said):
    (folder / "given.toml").write_text(text, "utf-8")
    code, out, err = fulfil("audit", "clean.csv", option, "given.toml")
    assert (code, out) == (4, "")
    assert "given.toml:2" in err
    assert said in " ".join(err.split())


def test_an_unknown_policy_names_the_nearest(fulfil):
    code, _, err = fulfil("audit", "clean.csv", "--policy", "freight-free")
    assert code == 4
    assert "did you mean `freight-free-from-99`?" in " ".join(err.split())


def test_status_words_of_a_policy_count_and_the_option_wins(fulfil, folder):
    (folder / "shop.toml").write_text('[statuses]\n"待配货" = "due"\n', "utf-8")
    assert fulfil("handoff", "odd.csv", "--out", "a")[0] == 1
    assert fulfil("handoff", "odd.csv", "--out", "b", "--policy", "shop.toml")[0] == 0
    given = ("--policy", "shop.toml", "--status", "待配货=cancelled")
    assert "0 of 0" in fulfil("handoff", "odd.csv", "--out", "c", *given)[1].replace(",", "")


@pytest.mark.parametrize(
    "given",
    [(), ("--kits", str(STORY / "kits.csv")), ("--compatibility", str(STORY / "compatibility.csv"))],
    ids=["by the models", "by the kits", "by the table"],
)
def test_the_story_of_the_air_conditioners_reads_the_same_however_sets_are_told(fulfil, given):
    exports = (str(STORY / "orders.csv"), str(STORY / "shipments.csv"))
    code, out, _ = fulfil("audit", *exports, *given, "--format", "json")
    assert code == 1
    codes = {finding["rule"] for finding in json.loads(out)["findings"]}
    assert {"SPL006", "SPL007"} <= codes


def test_a_table_that_is_given_is_no_export_of_its_folder(fulfil):
    tables = ("--kits", str(STORY / "kits.csv"), "--compatibility", str(STORY / "compatibility.csv"))
    assert fulfil("audit", str(STORY))[0] == 3
    assert fulfil("audit", str(STORY), *tables)[0] == 1
    assert fulfil("audit", f"{STORY}/*.csv", *tables)[0] == 1
    assert fulfil("audit", str(STORY / "kits.csv"), *tables)[0] == 3, "what is named is read"
