from __future__ import annotations

import polars as pl
import pytest

from fulfil.audit import Question, checked
from fulfil.handoff.cures import CURES, certain_cures
from fulfil.handoff.fates import Fate, decide
from tests.fixtures.reading import FIXTURES

HEADER = "order_id,status,province,city,county,street,phone"


@pytest.fixture
def decided(tmp_path):
    """Decide about some records; gives the fates and the cures of the run."""

    def decide_about(*records, fix=False):
        path = tmp_path / "x.csv"
        path.write_text("".join(f"{line}\n" for line in (HEADER, *records)), "utf-8")
        with checked([str(path)], Question(only_due=True)) as run:
            return decide(run, fix=fix), certain_cures(run.findings)

    return decide_about


def test_every_row_has_one_fate(decided):
    fates, _ = decided(
        "A1,to_ship,浙江省,杭州市,西湖区,示例路1号,13800001111",
        "A2,to_ship,浙江省,杭州市,,示例路1号,13800001111",
        "A3,shipped,浙江省,杭州市,,示例路1号,13800001111",
    )
    assert fates.rows["fate"].to_list() == [Fate.READY, Fate.HELD, Fate.NOT_DUE]
    counts = fates.counts()
    assert (counts.due, counts.ready, counts.fixed, counts.held, counts.not_due) == (2, 1, 0, 1, 1)
    assert fates.needs == {"county"}


def test_problems_are_told_once_per_order_in_report_order(decided):
    fates, _ = decided(
        "A1,to_ship,浙江省,杭州市,,示例路1号,1380000",
        "A1,to_ship,浙江省,杭州市,,示例路1号,1380000",
    )
    (problem,) = fates.problems.iter_rows(named=True)
    assert problem["rules"] == "ADR003 CON001"
    assert problem["problem"].count("county") == 1


def test_a_cure_frees_an_order_only_when_nothing_else_holds_it(decided):
    records = (
        "A1,to_ship,浙江省,杭州市,,西湖区示例路1号,13800001111",
        "A2,to_ship,浙江省,杭州市,,西湖区示例路1号,1380000",
        "A3,to_ship,浙江省,杭州市,,西湖区示例路1号,13800001111",
        "A3,to_ship,浙江省,杭州市,,示例路1号,13800001111",
    )
    held, cures = decided(*records)
    assert set(held.rows["fate"]) == {Fate.HELD}
    assert held.cures.is_empty()
    assert cures.select("row", "field", "value", "code").rows() == [
        (row, "county", "西湖区", "ADR003") for row in (0, 1, 2)
    ]
    fixed, _ = decided(*records, fix=True)
    assert fixed.rows["fate"].to_list() == [Fate.FIXED, Fate.HELD, Fate.HELD, Fate.HELD]
    assert fixed.cures["row"].to_list() == [0]
    # What the cure would have settled is not told any more where something else holds the order.
    assert dict(fixed.problems.select("order", "rules").iter_rows())[1] == "CON001"


def test_an_order_that_needs_no_cure_is_ready_and_not_fixed(decided):
    fates, _ = decided("A1,to_ship,浙江省,杭州市,西湖区,示例路1号,13800001111", fix=True)
    assert fates.rows["fate"].to_list() == [Fate.READY]


def test_a_warning_stands_beside_a_ready_order():
    with checked([str(FIXTURES / "jushuitan/orders.csv")], Question(only_due=True)) as run:
        fates = decide(run, fix=False)
        warned = next(found.rows for found in run.findings if found.rule.code == "DUP001")
    assert warned.height
    assert fates.rows.filter(pl.col("row").is_in(warned["row"].implode()))["fate"].to_list() == [Fate.READY]


def test_no_findings_make_no_cures():
    cures = certain_cures(())
    assert cures.is_empty()
    assert dict(cures.schema) == CURES
