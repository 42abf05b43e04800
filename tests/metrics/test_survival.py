"""Kaplan and Meier's estimate: by hand, by brute force, by lifelines; ties, zeros, groups, late entry."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from fulfil.metrics.survival import kaplan_meier
from tests.metrics.survival_frames import DURATIONS, LATE, late_times, slowly, times


def test_by_hand():
    # Six at risk, one ends at 1: 5/6. One censored at 2. Four at risk, two end at 3: 5/6 * 2/4 = 5/12.
    # One censored at 3, after those that ended there. One at risk ends at 5: 0.
    curve = kaplan_meier(times((1, True), (2, False), (3, True), (3, True), (3, False), (5, True)))
    assert curve["hours"].to_list() == [1, 2, 3, 5]
    assert curve["at_risk"].to_list() == [6, 5, 4, 1]
    assert curve["ended"].to_list() == [1, 0, 2, 1]
    assert curve["censored"].to_list() == [0, 1, 1, 0]
    assert curve["survival"].to_list() == pytest.approx([5 / 6, 5 / 6, 5 / 12, 0])
    assert curve["greenwood"].to_list() == pytest.approx([1 / 30, 1 / 30, 1 / 30 + 2 / 8, float("inf")])


def test_late_entry_by_hand():
    # At 2 h the one that enters at 2 is not at risk yet, nor the one that enters at 4: 1 of 2 ends.
    # At 5 h all three that are left are at risk: 1 of 3 ends.
    curve = kaplan_meier(late_times((0, 2, True), (0, 9, False), (2, 5, True), (4, 9, False)))
    assert curve["at_risk"].to_list() == [2, 3, 2]
    assert curve["survival"].to_list() == pytest.approx([1 / 2, 1 / 3, 1 / 3])


def test_who_leaves_when_entering_was_never_followed():
    curve = kaplan_meier(late_times((0, 0, True), (0, 3, True), (3, 3, True)))
    assert curve.select("hours", "at_risk", "ended").rows() == [(0, 2, 1), (3, 1, 1)]


def test_nothing_has_no_curve():
    assert kaplan_meier(times()).is_empty()
    assert kaplan_meier(late_times()).is_empty()


@settings(max_examples=25, deadline=None)
@given(DURATIONS)
def test_agrees_with_lifelines(durations):
    hours, ended = [float(h) for h, _ in durations], [e for _, e in durations]
    curve = kaplan_meier(times(*zip(hours, ended, strict=True)))
    theirs = KaplanMeierFitter().fit(hours, ended)
    _agree(curve, theirs)
    table = theirs.event_table
    for row in curve.iter_rows(named=True):
        assert table.loc[row["hours"], "at_risk"] == row["at_risk"]
        assert table.loc[row["hours"], "observed"] == row["ended"]
        assert table.loc[row["hours"], "censored"] == row["censored"]


def _agree(curve: pl.DataFrame, theirs: KaplanMeierFitter) -> None:
    hours = curve["hours"].to_list()
    survival = theirs.survival_function_at_times(hours).to_list()
    assert curve["survival"].to_list() == pytest.approx(survival, abs=1e-9)
    # lifelines counts an infinite term as 0; there the curve is 0, and its variance is not defined.
    greenwood = theirs._cumulative_sq_.reindex(hours).to_list()
    told = curve.with_columns(theirs=pl.Series(greenwood)).filter(pl.col("survival") > 0)
    assert told["greenwood"].to_list() == pytest.approx(told["theirs"].to_list(), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(LATE)
def test_late_entry_agrees_with_lifelines(durations):
    # Lasting at least an hour after entry: who leaves when entering is at no risk, which lifelines counts.
    # One stays from start to end, as lifelines refuses where nobody is at risk; the brute force does not.
    rows = [(float(entry), float(entry + lasted + 1), ended) for lasted, entry, ended in durations]
    rows.append((0.0, 30.0, False))
    entry, hours, ended = zip(*rows, strict=True)
    _agree(kaplan_meier(late_times(*rows)), KaplanMeierFitter().fit(hours, ended, entry=entry))


@settings(max_examples=40, deadline=None)
@given(LATE)
def test_late_entry_agrees_with_brute_force(durations):
    rows = [(float(entry), float(entry + lasted), ended) for lasted, entry, ended in durations]
    curve = kaplan_meier(late_times(*rows))
    slow = slowly(rows)
    for name in ("hours", "at_risk", "ended"):
        assert curve[name].to_list() == [row[name] for row in slow]
    for name in ("survival", "greenwood"):
        assert curve[name].to_list() == pytest.approx([row[name] for row in slow], abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(st.sampled_from(["SF", "YTO", None]), LATE, min_size=1))
def test_groups_are_as_if_each_stood_alone(groups):
    rows = [(who, float(e), float(e + h + 1), end) for who, some in groups.items() for h, e, end in some]
    schema = {"carrier": pl.String, "entry": pl.Float64, "hours": pl.Float64, "ended": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row").sample(fraction=1, shuffle=True, seed=1)
    together = kaplan_meier(frame, by=("carrier",))
    assert together["carrier"].n_unique() == len(groups)
    for who, some in groups.items():
        alone = kaplan_meier(late_times(*((float(e), float(e + h + 1), end) for h, e, end in some)))
        assert together.filter(pl.col("carrier").eq_missing(who)).drop("carrier").equals(alone)


def test_several_columns_make_the_groups():
    frame = pl.DataFrame(
        {"shop": ["A", "A", "B"], "week": [1, 2, 1], "hours": [1.0, 2.0, 3.0], "ended": [True, True, False]}
    )
    curve = kaplan_meier(frame, by=("shop", "week"))
    assert curve["survival"].to_list() == [0, 0, 1]
    assert curve["at_risk"].to_list() == [1, 1, 1]
