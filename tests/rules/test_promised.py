"""The facts on which rules of the user's own may rely are there, for every scope that is told so."""

from __future__ import annotations

from operator import attrgetter

import polars as pl
import pytest

from fulfil.audit import Question, checked
from fulfil.exports.opening import open_export
from fulfil.facts.row_facts import RowFacts
from fulfil.policy.policy import Policy
from fulfil.rules.promised import PROMISED
from fulfil.rules.rule import Scope
from fulfil.tables import COLUMNS, Subject

FILES = {
    "orders": "order_id,created_at,sku,quantity\nA1,2026-11-10 09:00:00,T,1\n",
    "shipments": "order_id,sku,quantity,carrier,tracking_number\nA1,T,1,ZTO,75800000000001\n",
    "returns": "return_id,order_id,sku,quantity,requested_at\nR1,A1,T,1,2026-11-12 09:00:00\n",
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """By scope, what its rules get."""
    folder = tmp_path_factory.mktemp("promised")
    paths = []
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
        paths.append(str(folder / f"{name}.csv"))
    with checked(paths, Question()) as run, open_export(paths[0]) as export:
        (block,) = export.blocks()
        rows = block.parts[Subject.ORDERS].table.with_columns(due=pl.lit("due"))
        yield {scope: RowFacts(rows, Policy()) if scope is Scope.ROW else run.facts for scope in Scope}


def test_every_scope_is_promised_something():
    assert {scope for each in PROMISED for scope in each.scopes} == set(Scope)


@pytest.mark.parametrize("promised", PROMISED, ids=lambda each: each.path)
def test_what_is_promised_is_there(promised, facts):
    for scope in promised.scopes:
        frame = attrgetter(promised.path)(facts[scope])
        assert set(promised.columns) <= set(frame.lazy().collect_schema().names())
        assert frame.lazy().collect_schema()["row"] == pl.UInt32


def test_complete_rows_have_every_canonical_column(facts):
    names = facts[Scope.ROW].complete.collect_schema().names()
    assert {*COLUMNS, "status_state"} <= set(names)
