"""From a checked run to its metrics: columns, files, findings and flagged fields are handed over."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.metrics.measure import metrics
from fulfil.metrics.of_run import inputs_of
from tests.metrics.frames import facts


@pytest.fixture
def told(tmp_path, world):
    rows = ["order_id,province,city,county,street,phone,paid_at"]
    for number in range(10):
        county = "" if number < 3 else "西湖区"
        rows.append(f"O{number},浙江省,杭州市,{county},文三路{number}号,13800001111,2026-11-01 00:00:00")
        world.order(number)
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with checked([str(path)], Question()) as run:
        results = metrics(inputs_of(run, facts(world), run.facts.cases), ("week",))
    return {result.metric.code: result for result in results}


def test_addresses_are_those_that_the_rules_judged(told):
    figures = {figure.name: (figure.numerator, figure.denominator) for figure in told["M01"].figures}
    assert figures["address and phone"] == figures["the address"] == figures["county"] == (7, 10)
    assert figures["phone"] == (10, 10)
    assert told["M01"].by == ()


def test_findings_are_told_by_order_and_week(told):
    (cause,) = (cause for cause in told["M28"].causes if cause.rule == "ADR003")
    assert (cause.findings, cause.orders) == (3, 3)
    assert [(part.value, part.figures[0].numerator) for part in told["M28"].by] == [("2026-W44", 3)]


def test_what_no_file_has_is_missing(told):
    assert told["M02"].figures[0].missing == ("shipment_lines.label_created_at",)
    assert told["M10"].missing[0] == "order_lines.quantity"
    assert told["M19"].missing == ("orders.cancelled_by | orders.cancelled_at | orders.status",)
