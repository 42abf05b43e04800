from __future__ import annotations

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
        "the courier's form disagrees: the county is not in the form",
        "the courier's form disagrees: the form holds a strange order",
    ]


def test_a_field_that_a_form_lost_is_told_once(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("order_id,county\nA1,西湖区\nA2,余杭区\n", encoding="utf-8")
    lost = "the county is not in the form"
    rows = [(0, lost, "西湖区", None), (1, lost, "余杭区", None)]
    with checked([str(path)], Question()) as run:
        told = with_form(run, pl.DataFrame(rows, schema=FORM_DIFFERENCES, orient="row"))
    (found,) = [found for found in told.findings if found.rule.code == "EXP006"]
    assert found.systemic.select("reason", "orders").rows() == [(lost, 2)]
    assert found.shown.is_empty()
    assert found.folded["expected"].to_list() == ["西湖区", "余杭区"]
