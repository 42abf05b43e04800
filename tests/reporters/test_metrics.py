"""What reporters make of metrics: golden files (FULFIL_REGENERATE=1), the schema, and the words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from fulfil.metrics.dimensions import DIMENSIONS
from fulfil.metrics.measure import metrics
from fulfil.metrics.result import Figure, Form, Percentile
from fulfil.reporters.figures import fraction, value
from fulfil.reporters.json_report import json_pieces
from fulfil.reporters.plain import plain_lines
from tests.metrics.conftest import busy  # noqa: F401  (a fixture)
from tests.metrics.frames import EVERYTHING
from tests.reporters.test_golden import compare, on_terminal
from tests.reporters.test_json_report import SCHEMA
from tests.reporters.test_terminal import tables

#: No export of this run tells attempts or returns.
COLUMNS = frozenset(c for c in EVERYTHING if "attempt" not in c and not c.startswith("returns."))


@pytest.fixture
def measured(audited, mixed_rows, busy):  # noqa: F811
    def measure(by=("carrier", "week"), columns=COLUMNS):
        return replace(audited(mixed_rows), metrics=metrics(busy.inputs(columns=columns), by))

    return measure


def test_terminal(measured):
    text = on_terminal(measured(), width=80, limit=2)
    compare("metrics_80.txt", text[text.index("Metrics ---") : text.index("\nNot checked")])


@pytest.mark.parametrize("width", [80, 200])
def test_a_terminal_cuts_nothing_off(measured, width):
    text = on_terminal(measured(by=DIMENSIONS), width=width, limit=None)
    found = list(tables(text))
    assert len(found) > len(DIMENSIONS)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert "…" not in text


def test_plain(measured):
    lines = list(plain_lines(measured(), personal=False))
    told = [line for line in lines if line.startswith("metric")]
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in told)
    compare("metrics.plain", "".join(told))


@pytest.mark.parametrize("by", [(), DIMENSIONS])
def test_json_fits_the_schema(measured, by):
    told = json.loads("".join(json_pieces(measured(by), personal=False)))
    Draft202012Validator(SCHEMA).validate(told)
    assert list(told["metrics"])[:2] == ["M01", "M02"]
    late = told["metrics"]["M02"]
    assert [v["numerator"] for v in late["variants"]] == [2, 2, 2, 2]
    assert {part["dimension"] for part in late["by"]} == set(by)
    assert told["metrics"]["M09"]["missing"]
    assert told["metrics"]["M09"]["variants"] == []
    assert told["metrics"]["M28"]["causes"][0]["rule"] == "ADR003"


def test_a_strange_member_does_not_fit(measured):
    told = json.loads("".join(json_pieces(measured(), personal=False)))
    told["metrics"]["M02"]["variants"][0]["surprise"] = 1
    assert not Draft202012Validator(SCHEMA).is_valid(told)


def test_a_handoff_has_no_metrics(handed, mixed_rows):
    result = handed(mixed_rows)
    told = json.loads("".join(json_pieces(result.report, result.written, personal=False)))
    assert told["metrics"] == {}
    assert not [line for line in plain_lines(result.report, personal=False) if line.startswith("metric ")]


@pytest.mark.parametrize(
    ("numerator", "denominator", "form", "told"),
    [
        (3, 4, Form.SHARE, "75.0 %"),
        (9999, 10_000, Form.SHARE, "> 99.9 %"),
        (10_000, 10_000, Form.SHARE, "100.0 %"),
        (1, 10_000, Form.SHARE, "< 0.1 %"),
        (0, 10_000, Form.SHARE, "0.0 %"),
        (0, 0, Form.SHARE, "-"),
        (5, 4, Form.RATIO, "1.25"),
    ],
)
def test_figures_read_as_what_they_are(numerator, denominator, form, told):
    assert value(Figure("x", "y", form, numerator, denominator)) == told


def test_durations_read_in_hours_and_days():
    found = (Percentile(50, 5.04, None), Percentile(90, None, 96.0), Percentile(95, None, None))
    figure = Figure("x", "y", Form.HOURS, 1, 2, percentiles=found, mean_hours=71.5)
    assert value(figure) == "p50 5.0 h, p90 > 4.0 d, mean 71.5 h"


def test_fractions_of_weighed_goods():
    assert fraction(Figure("x", "y", Form.SHARE, 1234.5, 2000)) == "1,234.5 / 2,000"
