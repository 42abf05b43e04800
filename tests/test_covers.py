from __future__ import annotations

from dataclasses import replace

import pytest

from fulfil.audit import Question, checked
from fulfil.covers import covers
from fulfil.tables import Subject
from tests.reporters.air_conditioners import moment, run_of, write


@pytest.fixture
def facts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with checked(write(tmp_path), Question()) as run:
        yield run_of(run).facts


def test_each_file_covers_its_first_to_its_last_event(facts):
    assert covers(facts) == {
        0: {Subject.ORDERS: (moment("2026-09-01 09:00:00"), moment("2026-09-04 10:00:00"))},
        1: {Subject.RETURNS: (moment("2026-09-04 15:00:00"), moment("2026-09-04 15:00:00"))},
        2: {Subject.SHIPMENTS: (moment("2026-09-01 18:00:00"), moment("2026-09-04 12:00:00"))},
    }


def test_stray_moments_do_not_count(facts):
    early = replace(facts, as_of=moment("2026-09-02 00:00:00"))
    told = covers(early)
    assert told[0][Subject.ORDERS][1] == moment("2026-09-01 09:10:00")
    assert 1 not in told


def test_without_a_balance_or_a_moment_nothing_is_said_of_orders(facts):
    assert list(covers(replace(facts, fulfilment=None))) == [1, 2]
    assert covers(replace(facts, as_of=None)) == {}
