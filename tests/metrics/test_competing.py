"""Aalen and Johansen's incidence: by hand, by brute force, by lifelines."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from lifelines import AalenJohansenFitter

from fulfil.metrics.competing import aalen_johansen, incidences
from fulfil.metrics.survival import CURVE, kaplan_meier
from tests.metrics.survival_frames import ENDS, competing, slowly


def test_by_hand():
    # 4 at risk, one refunded: 1/4. 3 at risk, one rejected at 2: 3/4 * 1/3 = 1/4, and one censored there.
    # 1 at risk, refunded at 3: 1/2 more.
    curve = aalen_johansen(competing((1, "refunded"), (2, "rejected"), (2, None), (3, "refunded")))
    assert curve["incidence refunded"].to_list() == pytest.approx([0.25, 0.25, 0.75])
    assert curve["incidence rejected"].to_list() == pytest.approx([0, 0.25, 0.25])
    told = incidences(curve, [1, 2.5, 9])
    assert told["outcome"].to_list() == ["refunded", "rejected"]
    assert told["number"].to_list() == [2, 1]
    assert told["half"].to_list() == [3, None]
    assert told["within"].to_list() == [
        pytest.approx([0.25, 0.25, 0.75]),
        pytest.approx([0, 0.25, 0.25]),
    ]


def test_nothing_ended():
    curve = aalen_johansen(competing((1, None)))
    assert curve.columns == list(CURVE)
    assert incidences(curve, [1]).is_empty()
    assert incidences(aalen_johansen(competing()), [1]).columns == ["outcome", "number", "within", "half"]


def test_beyond_the_longest_nobody_knows():
    told = incidences(aalen_johansen(competing((1, "refunded"), (5, None))), [4, 6])
    assert told["within"].to_list() == [[0.5, None]]


@settings(max_examples=40, deadline=None)
@given(ENDS)
def test_agrees_with_brute_force(ends):
    rows = [(float(entry), float(entry + lasted), outcome) for lasted, outcome, entry in ends]
    entry = [row[0] for row in rows]
    curve = aalen_johansen(competing(*(row[1:] for row in rows), entry=entry))
    slow = slowly(rows)
    assert curve["hours"].to_list() == [row["hours"] for row in slow]
    for way in {name.removeprefix("incidence ") for name in curve.columns if name.startswith("inc")}:
        expected = [row["incidence"].get(way, 0.0) for row in slow]
        assert curve[f"incidence {way}"].to_list() == pytest.approx(expected, abs=1e-9)
    together = curve.select(pl.sum_horizontal("survival", "^incidence .*$"))
    assert together.to_series().to_list() == pytest.approx([1.0] * curve.height, abs=1e-9)


@settings(max_examples=8, deadline=None)
@given(ENDS)
def test_agrees_with_lifelines(ends):
    # Their fitter moves tied ends by chance, and an end may so pass one that is censored. We untie them
    # ourselves: ends of one moment one after another, before those censored there. That changes nothing at
    # the end of the moment, as S/n + S (n-1)/n / (n-1) = 2 S/n. All begin an hour earlier, as their table
    # loses ends in its first row; entries lie between whole hours, as they count who enters at t at risk;
    # one stays from start to end, as they lose all that follows a 0.
    rows = sorted([*ends, (30, None, 0)], key=lambda row: row[1] is None)
    begun = [entry - 0.5 if entry else 0.0 for *_, entry in rows]
    hours = [1.0 + entry + lasted for lasted, _, entry in rows]
    ways = sorted({way for _, way, _ in rows if way})
    curve = aalen_johansen(competing(*zip(hours, (row[1] for row in rows), strict=True), entry=begun))
    untied = [hour + at * 1e-6 for at, hour in enumerate(hours)]
    codes = [ways.index(way) + 1 if way else 0 for _, way, _ in rows]
    for code, way in enumerate(ways, start=1):
        fitter = AalenJohansenFitter(calculate_variance=False)
        theirs = fitter.fit(untied, codes, event_of_interest=code, entry=begun).cumulative_density_.iloc[:, 0]
        expected = [theirs[theirs.index < hour + 0.4].iloc[-1] for hour in curve["hours"]]
        assert curve[f"incidence {way}"].to_list() == pytest.approx(expected, abs=1e-9)


def test_groups_are_as_if_each_stood_alone():
    rng = np.random.default_rng(5)
    ways = ("refunded", "rejected", None)
    rows = [("AB"[rng.integers(2)], float(rng.integers(9)), ways[rng.integers(3)]) for _ in range(200)]
    frame = pl.DataFrame(
        rows, schema={"shop": pl.String, "hours": pl.Float64, "outcome": pl.String}, orient="row"
    )
    together = aalen_johansen(frame, by=("shop",))
    read = incidences(together, [3, 20], by=("shop",))
    for shop in "AB":
        alone = aalen_johansen(frame.filter(shop=shop).drop("shop"))
        assert together.filter(shop=shop).drop("shop").equals(alone)
        assert read.filter(shop=shop).drop("shop").equals(incidences(alone, [3, 20]))


def test_survival_is_that_of_any_end():
    rows = [(1.0, "refunded"), (2.0, None), (2.0, "rejected"), (3.0, None)]
    curve = aalen_johansen(competing(*rows))
    any_end = competing(*rows).with_columns(ended=pl.col("outcome").is_not_null())
    assert curve["survival"].equals(kaplan_meier(any_end)["survival"])
