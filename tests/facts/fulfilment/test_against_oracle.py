"""The program finds in any world what the oracle finds, which judges by loops and knows nothing of it.

`FULFIL_WORLDS=3000` tries so many worlds.
"""

from __future__ import annotations

import os
from collections import Counter

from hypothesis import HealthCheck, given, note, settings

from tests.worlds.files import slim
from tests.worlds.made.worlds import worlds
from tests.worlds.oracle.understood import understood
from tests.worlds.oracle.verdicts import RULES, comparable, verdicts
from tests.worlds.program import found_in

_MET = Counter()


@settings(
    max_examples=int(os.environ.get("FULFIL_WORLDS", "40")),
    deadline=None,
    derandomize="FULFIL_WORLDS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(world=worlds())
def _compare(world):
    note(slim(world))
    seen = understood(world)
    found, wanted = (
        {comparable(seen, *told) for told in every} for every in (found_in(world), verdicts(seen))
    )
    _MET.update({told[0] for told in wanted})
    assert {"missed": wanted - found, "without reason": found - wanted} == {
        "missed": set(),
        "without reason": set(),
    }


def test_the_program_finds_what_the_oracle_does():
    _compare()
    assert RULES
    assert len(_MET) > len(RULES) / 2, "worlds in which nothing is wrong prove nothing"
