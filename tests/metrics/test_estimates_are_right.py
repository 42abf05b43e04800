"""Worlds whose truth is known, of which a seller sees only what happened so far."""

from __future__ import annotations

from math import exp, log

import numpy as np
import polars as pl
import pytest

from fulfil.metrics.competing import aalen_johansen, incidences
from fulfil.metrics.read_off import read_off, shares_within
from fulfil.metrics.survival import kaplan_meier

DAY = 24.0
MEDIAN = 15.3 * DAY
#: Weibull's: returns take some days at least, and a few take for ever.
SHAPE = 1.5
SCALE = MEDIAN / log(2) ** (1 / SHAPE)
#: Requests of so many days, the last of them now: 40 % are open.
DAYS = 43.2


def seen(rng: np.random.Generator, number: int = 1000) -> pl.DataFrame:
    """`hours ended` of returns that were requested evenly over `DAYS`, as they stand now."""
    lasts = SCALE * rng.weibull(SHAPE, number)
    age = rng.uniform(0, DAYS * DAY, number)
    return pl.DataFrame({"run": 0, "hours": np.minimum(lasts, age), "ended": lasts <= age})


def test_the_truth_is_in_the_band():
    runs = pl.concat(seen(np.random.default_rng(seed)).with_columns(run=pl.lit(seed)) for seed in range(100))
    told = read_off(kaplan_meier(runs, by=("run",)), by=("run",))
    opened = 1 - told["ended"].sum() / told["number"].sum()
    assert opened == pytest.approx(0.4, abs=0.01)
    inside = told.filter(pl.lit(MEDIAN).is_between("p50_low", "p50_high")).height
    assert inside >= 93
    assert told["p50"].mean() == pytest.approx(MEDIAN, rel=0.01)
    # What has ended so far is what ended soon: its median is days too short, in every single run.
    closed = runs.filter("ended").group_by("run").agg(pl.col("hours").median())["hours"]
    assert closed.max() < MEDIAN - 2 * DAY
    assert closed.mean() < MEDIAN - 3 * DAY
    # So is the share that is done within 15 days too high.
    truth = 1 - exp(-((15 * DAY / SCALE) ** SHAPE))
    (share,) = shares_within(kaplan_meier(runs), [15 * DAY])["within"][0]
    assert share == pytest.approx(truth, abs=0.01)
    assert runs.filter("ended")["hours"].le(15 * DAY).mean() > truth + 0.1


def test_late_entry_is_no_bias():
    # Only the last 20 days are in the export: older returns are in it where they were still open then.
    rng = np.random.default_rng(7)
    lasts, age = SCALE * rng.weibull(SHAPE, 60_000), rng.uniform(0, 60 * DAY, 60_000)
    start = np.maximum(age - 20 * DAY, 0)
    told = pl.DataFrame({"hours": np.minimum(lasts, age), "ended": lasts <= age, "entry": start})
    told = told.filter(pl.col("hours") > pl.col("entry"))
    (right,) = read_off(kaplan_meier(told)).iter_rows(named=True)
    assert right["p50_low"] <= MEDIAN <= right["p50_high"]
    # Without the entries, the long ones that were left over make it look slow.
    (wrong,) = read_off(kaplan_meier(told.drop("entry"))).iter_rows(named=True)
    assert wrong["p50_low"] > MEDIAN + 2 * DAY


def test_the_rejected_are_not_censored():
    # Each is refunded at one rate or rejected at another, whichever comes first.
    rng = np.random.default_rng(3)
    refunded, rejected = rng.exponential(12 * DAY, 20_000), rng.exponential(40 * DAY, 20_000)
    age = rng.uniform(0, 60 * DAY, 20_000)
    ends = np.minimum(refunded, rejected)
    way = np.where(ends > age, None, np.where(refunded < rejected, "refunded", "rejected"))
    told = pl.DataFrame({"hours": np.minimum(ends, age), "outcome": pl.Series(list(way), dtype=pl.String)})
    both = 1 / 12 + 1 / 40
    truth = (1 / 12) / both * (1 - exp(-both * 30))
    shares = incidences(aalen_johansen(told), [30 * DAY])
    assert shares["within"].to_list()[0][0] == pytest.approx(truth, abs=0.01)
    censored = told.with_columns(ended=(pl.col("outcome") == "refunded").fill_null(value=False))
    (wrong,) = shares_within(kaplan_meier(censored), [30 * DAY])["within"][0]
    assert wrong == pytest.approx(1 - exp(-30 / 12), abs=0.01)
    assert wrong > truth + 0.1, "it says what would be if nothing were ever rejected"
