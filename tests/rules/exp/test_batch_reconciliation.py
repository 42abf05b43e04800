from __future__ import annotations

from dataclasses import replace

import polars as pl

from fulfil.audit import Question, checked, with_form
from fulfil.facts.run_facts import FORM_DIFFERENCES
from fulfil.messages import messages


def test_differences_are_told_and_hold_nothing_any_more(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(
        "order_id,province,city,county,street\nA1,浙江省,杭州市,西湖区,文三路391号\n", encoding="utf-8"
    )
    rows = [
        (0, "the county is not in the form", "西湖区", None),
        (None, "the form holds a strange order", None, "B1"),
    ]
    with checked([str(path)], Question()) as run:
        assert "EXP006" in {rule.code for rule, _, _ in run.not_checked}
        told = with_form(run, pl.DataFrame(rows, schema=FORM_DIFFERENCES, orient="row"))
    assert "EXP006" not in {rule.code for rule, _, _ in told.not_checked}
    (found,) = [found for found in told.findings if found.rule.code == "EXP006"]
    assert messages(found.rule, found.rows).to_list() == [
        "the courier's form disagrees: the county is not in the form: 西湖区",
        "the courier's form disagrees: the form holds a strange order",
    ]


def test_both_values_are_told_where_both_are_known(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("order_id,county\nA1,西湖区\n", encoding="utf-8")
    with checked([str(path)], Question()) as run:
        rule = next(found.rule for found in run.findings if found.rule.code == "EXP006")
        rows = pl.DataFrame(
            [(0, "another county", "西湖区", "滨江区")], schema=FORM_DIFFERENCES, orient="row"
        )
        found = rule.check(replace(run.facts, form_differences=rows), run.question.policy).collect()
    assert found["reason"].to_list() == ["another county, 滨江区 instead of 西湖区"]
