"""What holds for every fixture: a lock of it finds nothing new in it, and holds nobody's data."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from fulfil.audit import Question, checked
from fulfil.exports.generic import vocabulary
from fulfil.exports.opening import open_export
from fulfil.exports.profile import profiles
from fulfil.exports.states import CLOSED_VOCABULARIES
from fulfil.exports.words import fold_word
from fulfil.lock.delivery import Delivery
from fulfil.lock.lock_text import lock_text
from fulfil.lock.record import record
from fulfil.tables import COLUMNS_OF
from tests.fixtures.reading import FIXTURES, UNREADABLE, all_exports

READABLE = [str(FIXTURES / path) for path in all_exports() if path not in UNREADABLE]
CODES = {f"EXP{number:03}" for number in range(10, 17)}


@cache
def lock_of_all():
    """Read when it is first asked for: every process collects this module, few run it."""
    return record(READABLE).lock


def found(paths, delivery):
    with checked(paths, Question(delivery=delivery)) as run:
        drift = {found.rule.code: found.rows.rows() for found in run.findings if found.rule.code in CODES}
        assert set(drift) == CODES
        assert run.facts.drift.height or not run.facts.spine.height, "something was compared"
    return {code: rows for code, rows in drift.items() if rows}


def test_there_are_fixtures():
    assert len(READABLE) > 25


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path[len(str(FIXTURES)) + 1 :])
def test_a_lock_finds_nothing_new_in_its_own_file(path):
    assert found([path], Delivery(record([path]).lock)) == {}


def test_a_lock_of_all_finds_nothing_new_in_all_together():
    assert found(READABLE, Delivery(lock_of_all())) == {}


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path[len(str(FIXTURES)) + 1 :])
def test_a_lock_of_all_finds_nothing_new_in_any_alone_but_that_the_others_are_missing(path):
    assert set(found([path], Delivery(lock_of_all()))) <= {"EXP016"}


def personal_values(path):
    with open_export(path) as export:
        for block in export.blocks():
            for subject, part in block.parts.items():
                for name in part.table.columns:
                    column = COLUMNS_OF[subject].get(name)
                    if column is not None and (column.personal or column.kind == "id"):
                        yield from part.table[name].cast(pl.String).drop_nulls()


def test_no_personal_value_and_no_id_is_in_a_lock():
    lock = lock_of_all()
    text = lock_text(lock)
    headers = {cell for feed in lock.feed for cell in (*feed.columns, *feed.sometimes)}
    values = {value.strip() for path in READABLE for value in personal_values(path)}
    assert len(values) > 100
    assert values & headers == set()
    assert [value for value in values if len(value) > 5 and value in text] == []


def test_every_word_in_a_lock_is_one_that_a_vocabulary_has():
    words = {word for feed in lock_of_all().feed for some in feed.words.values() for word in some}
    kinds = [kind.words for kind in profiles()]
    several = [kind[name] for kind in (*kinds, vocabulary()) for name in CLOSED_VOCABULARIES if name in kind]
    known = {fold_word(word) for states in several for some in states.values() for word in some}
    assert len(words) > 20
    assert {fold_word(word) for word in words} <= known
