"""The program says of generated worlds what was planted in them, and what the SQL says."""

from __future__ import annotations

import pytest

from fulfil.rules.registry import BY_CODE
from tests.bench.fulfilment import world

from .comparing import differences
from .messy import messy
from .oracle import CODES, all_flagged, facts
from .program import found

ORDERS = 3_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("worlds")


def test_there_is_sql_for_every_rule_of_the_families():
    stated = {code for code in BY_CODE if code[:3] in {"SPL", "SHP", "DLV"}} | {"DUP002", "DUP003"}
    assert stated <= set(CODES)
    assert len(stated) > 20


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_program_finds_what_was_planted_and_nothing_else(seed, folder):
    made = world(folder, "planted", ORDERS, seed, every=4)
    assert differences(found(made.files, made.kits), made.truth()) == {}


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_program_and_sql_agree_on_messy_worlds(seed, folder):
    made = world(folder, "planted", ORDERS, seed, every=8)
    paths = messy(made, folder / f"messy-{seed}", seed)
    wanted = all_flagged(facts(*paths, made.kits))
    assert set(wanted["rule"]) == set(CODES), "each rule must be broken somewhere"
    assert differences(found(paths, made.kits), wanted) == {}
