"""Bands of curves against lifelines and a published example."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from lifelines import KaplanMeierFitter

from fulfil.metrics.bands import banded
from fulfil.metrics.survival import kaplan_meier
from tests.metrics.survival_frames import DURATIONS, times


@settings(max_examples=25, deadline=None)
@given(DURATIONS)
def test_agree_with_lifelines(durations):
    hours, ended = [float(h) for h, _ in durations], [e for _, e in durations]
    bands = banded(kaplan_meier(times(*zip(hours, ended, strict=True))))
    theirs = KaplanMeierFitter().fit(hours, ended).confidence_interval_
    for row in bands.iter_rows(named=True):
        low, high = theirs.loc[row["hours"]]
        assert row["low"] == pytest.approx(low, abs=1e-9)
        if row["survival"] > 0:
            assert row["high"] == pytest.approx(high, abs=1e-9)
        else:
            assert row["high"] is None, "nobody is left to say how sure it is"


def test_no_width_before_anything_ended():
    (row,) = banded(kaplan_meier(times((1, False), (1, False)))).iter_rows(named=True)
    assert (row["low"], row["high"]) == (1, 1)
