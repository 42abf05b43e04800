"""The made worlds reach what they are made for."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from tests.worlds.files import read, texts
from tests.worlds.made.worlds import worlds
from tests.worlds.oracle.understood import understood
from tests.worlds.oracle.verdicts import RULES, verdicts

_MET = Counter()
_CLEAN = Counter()


@settings(
    max_examples=600,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(world=worlds())
def _meet(world):
    found = {code for code, _, _ in verdicts(understood(world))}
    _MET.update(found)
    _CLEAN.update(set(RULES) - found)


def test_every_rule_is_broken_and_kept_again_and_again():
    _meet()
    assert RULES
    assert [code for code in RULES if _MET[code] < 3 or _CLEAN[code] < 20] == []


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_files_hold_the_whole_world(world):
    as_of = world.as_of.isoformat() if world.as_of else None
    again = read(texts(world), as_of)
    assert again == world
