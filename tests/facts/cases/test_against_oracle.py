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


def _facts(asked, folder):
    files = [written(world, where, folder) for world, where in zip(asked.files, asked.countries, strict=True)]
    returns = {"limits": asked.limits, "by_country": {"CN": asked.of_country}}
    policy = Policy.model_validate({"returns": returns})
    reading = Reading(profiles=tuple(user_profile(profile) for _, profile in files))
    question = Question(policy=policy, reading=reading, as_of=asked.as_of)
    with checked([path for path, _ in files], question) as run:
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


def _compare(asked, folder):
    facts = _facts(asked, folder)
    truths = [answer(understood(world)) for world in asked.files]
    assert facts.as_of == asked.files[0].now
    cases, lines, stages, clocks = (
        [row for truth in truths for row in getattr(truth, name)]
        for name in ("cases", "lines", "stages", "clocks")
    )
    _same(facts.cases.cases, cases, ["case"])
    _same(facts.cases.lines, lines, ["row"])
    _same(facts.cases.stages, stages, ["case", "from"])
    _same(facts.cases.clocks, clocks, ["case", "clock"])
    _MET.update(case["outcome"] for case in cases)
    _MET.update(stage["owner"] for stage in stages)
    _MET.update((clock["clock"], clock["met_at"] is None) for clock in clocks)


@settings(
    max_examples=int(os.environ.get("FULFIL_WORLDS", "16")),
    deadline=None,
    derandomize="FULFIL_WORLDS" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def _all_alike(folder, seed):
    _compare(made(seed), folder)


def test_the_facts_are_those_of_the_oracle(tmp_path, monkeypatch):
    # Facts need no rules, which cost nearly all the time of a small run.
    monkeypatch.setattr("fulfil.question.RULES", ())
    _all_alike(tmp_path)
    ends = {"open", "refunded", "replaced", "rejected", "withdrawn", "closed"}
    assert ends <= set(_MET)
    assert {"seller", "buyer", "courier", "several", "others"} <= set(_MET)
    assert {(clock, True) for clock in ("respond", "handle", "refund", "deem", "platform")} <= set(_MET)
