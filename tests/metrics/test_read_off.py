"""What is read off a curve, by hand and against lifelines."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import qth_survival_time, restricted_mean_survival_time

from fulfil.metrics.read_off import PERCENTS, read_off, shares_within
from fulfil.metrics.survival import kaplan_meier
from tests.metrics.survival_frames import DURATIONS, late_times, times


def test_by_hand():
    curve = kaplan_meier(times((1, True), (2, False), (3, True), (3, True), (3, False), (5, True)))
    (told,) = read_off(curve).iter_rows(named=True)
    # The area: 1 to 1 h, 5/6 to 3 h, 5/12 to 5 h.
    assert told["mean"] == pytest.approx(1 + 2 * 5 / 6 + 2 * 5 / 12)
    assert (told["number"], told["ended"], told["longest"], told["empty"]) == (6, 4, 5, False)
    assert (told["p50"], told["p80"], told["p90"]) == (3, 5, 5)
    assert told["p95"] is None, "six are too few"
    assert told["p95_low"] is None


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


def test_nothing_says_nothing():
    assert read_off(kaplan_meier(times())).is_empty()
    assert shares_within(kaplan_meier(times()), [24]).is_empty()


def test_a_curve_that_fell_to_nothing_before_others_entered_says_nothing():
    # The only one that is followed from its start ends at 1; the others enter at 5, of whom it knew nothing.
    curve = kaplan_meier(late_times((0, 1, True), (5, 8, True), (5, 9, False)))
    (told,) = read_off(curve).iter_rows(named=True)
    assert curve["survival"].to_list() == [0, 0, 0]
    assert (told["empty"], told["number"], told["ended"]) == (True, 3, 2)
    assert [told[name] for name in ("mean", "p50", "p50_low", "p50_high", "p90")] == [None] * 5


@settings(max_examples=15, deadline=None)
@given(DURATIONS)
def test_agrees_with_lifelines(durations):
    hours, ended = [float(h) for h, _ in durations], [e for _, e in durations]
    curve = kaplan_meier(times(*zip(hours, ended, strict=True)))
    theirs = KaplanMeierFitter().fit(hours, ended)
    (told,) = read_off(curve).iter_rows(named=True)
    mean = restricted_mean_survival_time(theirs, t=max(hours)) if max(hours) else 0
    assert told["mean"] == pytest.approx(mean, abs=1e-9)
    # Their fractions are rounded otherwise than ours: both are asked a hair above the round number.
    survival = theirs.survival_function_.iloc[:, 0] - 1e-9
    low = theirs.confidence_interval_.iloc[:, 0] - 1e-9
    for percent in PERCENTS if len(hours) >= 20 else PERCENTS[:-1]:
        at = qth_survival_time(1 - percent / 100, survival)
        assert told[f"p{percent}"] == (None if at == float("inf") else at)
        at = qth_survival_time(1 - percent / 100, low)
        assert told[f"p{percent}_low"] == (None if at == float("inf") else at)


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(st.sampled_from(["SF", "YTO", None]), DURATIONS, min_size=1))
def test_groups_are_as_if_each_stood_alone(groups):
    rows = [(who, float(h), e) for who, some in groups.items() for h, e in some]
    schema = {"carrier": pl.String, "hours": pl.Float64, "ended": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row").sample(fraction=1, shuffle=True, seed=1)
    curve = kaplan_meier(frame, by=("carrier",))
    together = read_off(curve, by=("carrier",)).join(
        shares_within(curve, [3, 6], by=("carrier",)), on="carrier", nulls_equal=True
    )
    assert together.height == len(groups)
    for told in together.iter_rows(named=True):
        alone = kaplan_meier(times(*((float(h), e) for h, e in groups[told["carrier"]])))
        (read,) = read_off(alone).iter_rows(named=True)
        (within,) = shares_within(alone, [3, 6])["within"]
        assert told == {"carrier": told["carrier"], **read, "within": within.to_list()}


def test_shares_within():
    curve = kaplan_meier(times((1, True), (2, True), (3, False), (4, False)))
    (shares,) = shares_within(curve, [0.5, 1, 2.5, 4, 5])["within"].to_list()
    assert shares == [0, 0.25, 0.5, 0.5, None], "nobody was followed for longer than 4 h"
    (shares,) = shares_within(kaplan_meier(times((1, True), (2, True))), [5])["within"].to_list()
    assert shares == [1], "all have ended"
