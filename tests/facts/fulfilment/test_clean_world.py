"""No false alarm: a large world in which nothing is wrong gives no error, and nearly no row goes unjudged."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.rules.rule import Severity
from fulfil.sets.kits import read_kits
from tests.bench.fulfilment import world

ORDERS = 100_000
#: What these tell of is how a shop works, and is in the clean world too: sets from two warehouses, and such.
_JOINED = ("SPL", "SHP", "DLV", "DUP")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    made = world(tmp_path_factory.mktemp("clean"), "clean", ORDERS)
    with checked([str(path) for path in made.files], Question(kits=read_kits(str(made.kits)))) as found:
        yield made, found


def test_nothing_that_is_right_is_called_an_error(run):
    _, found = run
    told = {
        each.rule.code: (each.rows.height + each.systemic.height, each.rows.head(3).rows(named=True))
        for each in found.findings
        if each.rule.severity is Severity.ERROR and each.rows.height + each.systemic.height
    }
    assert told == {}


def test_rules_that_join_files_have_no_word_to_say(run):
    _, found = run
    told = {each.rule.code: each.rows.height for each in found.findings if each.rule.code[:3] in _JOINED}
    assert len(told) > 20
    assert {code: rows for code, rows in told.items() if rows} == {}


def test_the_rules_did_judge_it(run):
    made, found = run
    judged = {each.rule.code: (each.judged, each.unknown) for each in found.findings}
    for code in ("SPL001", "SPL002", "SPL005"):
        rows, unknown = judged[code]
        assert rows > ORDERS, code
        assert unknown < made.lines / 100, code
    for code in ("SPL003", "SPL011", "SHP002", "SHP004", "DLV001", "DUP003"):
        rows, unknown = judged[code]
        assert rows > ORDERS, code
        assert unknown < made.records / 100, code
