"""The program says of generated worlds what was planted in them, and what the SQL says."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from fulfil.rules.registry import BY_CODE
from tests.bench.fulfilment import world
from tests.thorough import chosen

from .comparing import differences
from .messy import messy
from .oracle import CODES, all_flagged, facts
from .program import found

ORDERS = 3_000
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("worlds")


def test_there_is_sql_for_every_rule_of_the_families():
    stated = {code for code in BY_CODE if code[:3] in {"SPL", "SHP", "DLV"}} | {"DUP002", "DUP003"}
    assert stated <= set(CODES)
    assert len(stated) > 20


@pytest.mark.parametrize("seed", chosen([1, 2, 3]))
def test_the_program_finds_what_was_planted_and_nothing_else(seed, folder):
    made = world(folder, "planted", ORDERS, seed, every=4)
    assert differences(found(made.files, made.kits), made.truth()) == {}


@pytest.fixture(scope="module", params=chosen([11, 12, 13]))
def messed(request, folder):
    """A messy world: its kits and files, and what the SQL says of them."""
    made = world(folder, "planted", ORDERS, request.param, every=8)
    paths = messy(made, folder / f"messy-{request.param}", request.param)
    return made.kits, paths, all_flagged(facts(*paths, made.kits))


def test_program_and_sql_agree_on_messy_worlds(messed):
    kits, paths, wanted = messed
    assert set(wanted["rule"]) == set(CODES), "each rule must be broken somewhere"
    assert differences(found(paths, kits), wanted) == {}


# The worlds are seen on the first of May; the program may be asked at another time.
@pytest.mark.parametrize(
    "as_of", [datetime(2026, 4, 28, 7, tzinfo=SHANGHAI), datetime(2026, 6, 1, tzinfo=SHANGHAI)]
)
def test_they_agree_at_another_moment(messed, as_of):
    kits, paths, latest = messed
    wanted = all_flagged(facts(*paths, kits, as_of.replace(tzinfo=None)))
    assert "DLV001" in differences(wanted, latest)
    assert differences(found(paths, kits, as_of=as_of.astimezone(UTC)), wanted) == {}
