"""Kaplan and Meier's estimate, by hand and against lifelines."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time

from fulfil.metrics.survival import kaplan_meier, read_off


def times(*durations: tuple[float, bool]) -> pl.DataFrame:
    return pl.DataFrame(durations, schema={"hours": pl.Float64, "ended": pl.Boolean}, orient="row")


def test_by_hand():
    # Six at risk, one ends at 1: 5/6. One censored at 2. Four at risk, two end at 3: 5/6 * 2/4 = 5/12.
    # One censored at 3, after those that ended there. One at risk ends at 5: 0.
    curve = kaplan_meier(times((1, True), (2, False), (3, True), (3, True), (3, False), (5, True)))
    assert curve["hours"].to_list() == [1, 2, 3, 5]
    assert curve["at_risk"].to_list() == [6, 5, 4, 1]
    assert curve["ended"].to_list() == [1, 0, 2, 1]
    assert curve["censored"].to_list() == [0, 1, 1, 0]
    assert curve["survival"].to_list() == pytest.approx([5 / 6, 5 / 6, 5 / 12, 0])
    (told,) = read_off(curve).iter_rows(named=True)
    # The area: 1 to 1 h, 5/6 to 3 h, 5/12 to 5 h.
    assert told["mean"] == pytest.approx(1 + 2 * 5 / 6 + 2 * 5 / 12)
    assert (told["number"], told["ended"], told["longest"]) == (6, 4, 5)
    assert (told["p50"], told["p90"]) == (3, 5)
    assert told["p95"] is None, "six are too few"


def test_zero_is_a_duration():
    (told,) = read_off(kaplan_meier(times((0, True), (0, True), (4, True)))).iter_rows(named=True)
    assert told["p50"] == 0
    assert told["mean"] == pytest.approx(4 / 3)


def test_a_curve_that_stays_up_reaches_no_percentile():
    curve = kaplan_meier(times(*[(1.0, True)] * 3, *[(9.0, False)] * 7))
    (told,) = read_off(curve).iter_rows(named=True)
    assert told["p50"] is None
    assert told["longest"] == 9


def test_a_half_is_a_half_whatever_the_fractions_round_to():
    # (9/10)(8/9)(7/8)(6/7)(5/6) is 0.5000000000000001 in floating point.
    curve = kaplan_meier(times(*((float(hour), True) for hour in range(1, 11))))
    assert read_off(curve)["p50"].to_list() == [5]


def test_twenty_are_enough_for_p95():
    hours = [(float(hour), True) for hour in range(1, 21)]
    assert read_off(kaplan_meier(times(*hours)))["p95"].to_list() == [19]
    assert read_off(kaplan_meier(times(*hours[1:])))["p95"].to_list() == [None]


def test_nothing_has_no_curve():
    assert kaplan_meier(times()).is_empty()
    assert read_off(kaplan_meier(times())).is_empty()


_durations = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(_durations)
def test_agrees_with_lifelines(durations):
    hours, ended = [float(h) for h, _ in durations], [e for _, e in durations]
    curve = kaplan_meier(times(*zip(hours, ended, strict=True)))
    theirs = KaplanMeierFitter().fit(hours, ended)
    assert curve["survival"].to_list() == pytest.approx(
        theirs.survival_function_at_times(curve["hours"].to_list()).to_list(), abs=1e-9
    )
    table = theirs.event_table
    for row in curve.iter_rows(named=True):
        assert table.loc[row["hours"], "at_risk"] == row["at_risk"]
        assert table.loc[row["hours"], "observed"] == row["ended"]
        assert table.loc[row["hours"], "censored"] == row["censored"]
    mean = restricted_mean_survival_time(theirs, t=max(hours)) if max(hours) else 0
    assert read_off(curve)["mean"].to_list() == pytest.approx([mean], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["SF", "YTO", None]), _durations, min_size=1))
def test_groups_are_as_if_each_stood_alone(groups):
    rows = [(who, float(h), e) for who, some in groups.items() for h, e in some]
    schema = {"carrier": pl.String, "hours": pl.Float64, "ended": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row").sample(fraction=1, shuffle=True, seed=1)
    together = read_off(kaplan_meier(frame, by=("carrier",)), by=("carrier",))
    assert together.height == len(groups)
    for told in together.iter_rows(named=True):
        (alone,) = read_off(
            kaplan_meier(times(*((float(h), e) for h, e in groups[told["carrier"]])))
        ).iter_rows(named=True)
        assert {name: told[name] for name in alone} == alone
