"""In any world of messy returns the facts are those of the oracle, frame by frame.

`FULFIL_WORLDS=3000` tries so many worlds.
"""

from __future__ import annotations

import os
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulfil.audit import Question, checked
from fulfil.exports.export import Reading
from fulfil.exports.user_profile import user_profile
from fulfil.policy.policy import Policy
from tests.facts.cases.messy import made, understood, written
from tests.facts.cases.oracle import answer

_MET = Counter()


def _facts(world, folder):
    path, profile = written(world, folder)
    limits = {name: span if name == "refund_from" else dict(span) for name, span in world.limits.items()}
    policy = Policy.model_validate({"returns": {"limits": limits, "by_country": {}}})
    reading = Reading(profiles=(user_profile(str(profile)),))
    with checked([str(path)], Question(policy=policy, reading=reading, as_of=world.as_of)) as run:
        return run.facts


def _same(found, wanted, keys):
    """Hold rows of a frame against dicts, by the columns that the oracle speaks of."""
    names = list(wanted[0]) if wanted else list(keys)
    rows = [{name: row[name] for name in names} for row in found.sort(keys).iter_rows(named=True)]
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float):
                row[name] = round(value, 9)
    told = [
        {name: round(value, 9) if isinstance(value, float) else value for name, value in row.items()}
        for row in wanted
    ]
    assert len(rows) == len(told)
    for row, truth in zip(rows, told, strict=True):
        assert {n: (row[n], truth[n]) for n in names if row[n] != truth[n]} == {}, truth


def _compare(world, folder):
    facts = _facts(world, folder)
    truth = answer(understood(world))
    assert facts.as_of == understood(world).now
    _same(facts.cases.cases, truth.cases, ["case"])
    _same(facts.cases.lines, truth.lines, ["row"])
    _same(facts.cases.stages, truth.stages, ["case", "from"])
    _same(facts.cases.clocks, truth.clocks, ["case", "clock"])
    _MET.update(case["outcome"] for case in truth.cases)
    _MET.update(stage["owner"] for stage in truth.stages)
    _MET.update((clock["clock"], clock["met_at"] is None) for clock in truth.clocks)


@settings(
    max_examples=int(os.environ.get("FULFIL_WORLDS", "12")),
    deadline=None,
    derandomize="FULFIL_WORLDS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def _all_alike(folder, seed):
    _compare(made(seed), folder)


def test_the_facts_are_those_of_the_oracle(tmp_path):
    _all_alike(tmp_path)
    ends = {"open", "refunded", "replaced", "rejected", "withdrawn", "closed"}
    assert ends <= set(_MET)
    assert {"seller", "buyer", "courier", "several", "others"} <= set(_MET)
    assert {(clock, True) for clock in ("respond", "handle", "refund", "deem", "platform")} <= set(_MET)
