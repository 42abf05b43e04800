"""What every metric must be, whoever writes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fulfil.metrics
from fulfil.metrics.dimensions import DIMENSIONS
from fulfil.metrics.measure import metrics
from fulfil.metrics.metric import metric
from fulfil.metrics.registry import BY_CODE, METRICS
from tests.metrics.frames import EVERYTHING, World

FOLDER = Path(fulfil.metrics.__file__).parent

CODES = [f"M{n:02}" for n in range(1, 29)]


def test_all_are_there_in_order():
    assert [metric.code for metric in METRICS] == CODES
    assert len(BY_CODE) == len(METRICS)


@pytest.mark.parametrize("code", CODES)
def test_each_is_documented_and_stands_in_a_file_of_its_own(code):
    told = BY_CODE[code]
    module = FOLDER / f"{told.measure.__name__}.py"
    assert module.read_text(encoding="utf-8").startswith(f'"""{code} {told.name.split(" (")[0]}')
    assert re.findall(r"^## (.*)$", told.documentation, re.MULTILINE) == ["Formula", "Source"]
    assert told.summary.endswith(".")
    assert told.clock
    assert told.leaves_out


@pytest.mark.parametrize("code", CODES)
def test_needs_are_columns(code):
    named = {part.strip() for need in BY_CODE[code].needs for part in need.split("|")}
    assert named <= EVERYTHING


@pytest.mark.parametrize("by", [(), DIMENSIONS])
def test_an_empty_world_counts_nothing(by):
    for result in metrics(World().inputs(), by):
        assert result.figures or result.metric.code == "M01"
        assert all(figure.denominator == 0 and figure.rate is None for figure in result.figures)


def test_without_columns_every_metric_says_which():
    results = metrics(World().inputs(columns=frozenset()))
    absent = {result.metric.code for result in results if result.missing}
    assert absent == set(CODES) - {"M28"}
    assert not [result for result in results if result.missing and result.figures]


def test_parts_add_up_to_the_whole(busy):
    counted = 0
    for result in metrics(busy.inputs(), DIMENSIONS):
        for dimension in DIMENSIONS if result.by else ():
            parts = [part.figures for part in result.by if part.dimension == dimension]
            assert parts, (result.metric.code, dimension)
            for at, whole in enumerate(result.figures):
                counted += 1
                assert sum(part[at].numerator for part in parts) == pytest.approx(whole.numerator)
                assert sum(part[at].denominator for part in parts) == pytest.approx(whole.denominator)
                assert sum(part[at].left_out for part in parts) == whole.left_out
    assert counted > 100


def test_shares_lie_between_nothing_and_all(busy):
    results = metrics(busy.inputs())
    shares = [f for result in results for f in result.figures if f.form != "ratio" and f.rate is not None]
    assert len(shares) > 20
    assert [f for f in shares if not 0 <= f.numerator <= f.denominator] == []


def test_shuffling_changes_nothing(busy):
    before = metrics(busy.inputs(), DIMENSIONS)
    for rows in (busy.orders, busy.lines, busy.parcels, busy.units, busy.returns, busy.cases.cases):
        rows.reverse()
    assert metrics(busy.inputs(), DIMENSIONS) == before


def test_a_wrong_code_is_refused():
    with pytest.raises(ValueError, match="no metric code"):
        metric("X1", "x", unit="order", clock="x", needs=(), leaves_out=())(METRICS[0].measure)
