"""Examples that others worked out, in their numbers."""

from __future__ import annotations

import pytest

from fulfil.metrics.bands import banded
from fulfil.metrics.competing import aalen_johansen, incidences
from fulfil.metrics.read_off import read_off
from fulfil.metrics.survival import kaplan_meier
from tests.metrics.survival_frames import competing, times

# Weeks of remission of 21 children on 6-mercaptopurine: E. J. Freireich et al., Blood 21 (1963), 699.
ENDED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
CENSORED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
# Estimate, standard error and log-log band at each end, as in D. G. Kleinbaum and M. Klein, Survival
# Analysis: A Self-Learning Text (2012), chapter 2, where Stata prints them.
PRINTED = {
    6: (0.8571, 0.0764, 0.6197, 0.9516),
    7: (0.8067, 0.0869, 0.5631, 0.9228),
    10: (0.7529, 0.0963, 0.5032, 0.8894),
    13: (0.6902, 0.1068, 0.4316, 0.8491),
    16: (0.6275, 0.1141, 0.3675, 0.8049),
    22: (0.5378, 0.1282, 0.2678, 0.7468),
    23: (0.4482, 0.1346, 0.1881, 0.6801),
}


def test_remission_of_leukaemia():
    rows = [*((float(t), True) for t in ENDED), *((float(t), False) for t in CENSORED)]
    bands = banded(kaplan_meier(times(*rows)))
    told = {row["hours"]: row for row in bands.iter_rows(named=True) if row["ended"]}
    assert list(told) == list(PRINTED)
    for week, (survival, error, low, high) in PRINTED.items():
        row = told[week]
        assert row["survival"] == pytest.approx(survival, abs=5e-5)
        assert row["survival"] * row["greenwood"] ** 0.5 == pytest.approx(error, abs=5e-5)
        assert (row["low"], row["high"]) == pytest.approx((low, high), abs=5e-5)
    (read,) = read_off(bands).iter_rows(named=True)
    assert (read["p50"], read["p50_low"], read["p50_high"]) == (23, 13, None)
    assert read["p80"] is None


# The first nine of 305 women with breast cancer: J. M. Satagopan et al., A note on competing risks in
# survival data analysis, British Journal of Cancer 91 (2004), 1229, table 2. Months; the rest stays longer.
FIRST = (
    (7, None),
    (10, "cancer"),
    (14, None),
    (16, "cancer"),
    (18, "other"),
    (23, "cancer"),
    (24, None),
    (26, "other"),
    (27, "cancer"),
)


def test_competing_causes_of_death():
    curve = aalen_johansen(competing(*((float(t), why) for t, why in FIRST), *[(28.0, None)] * 296))
    told = {row["hours"]: row for row in curve.iter_rows(named=True)}
    assert [told[t]["at_risk"] for t in (10, 16, 18, 23, 26, 27)] == [304, 302, 301, 300, 298, 297]
    survival = {10: 99.7, 16: 99.3, 18: 99.0, 23: 98.7, 26: 98.3, 27: 98.0}
    assert {t: round(100 * told[t]["survival"], 1) for t in survival} == survival
    # As printed; they add up what they have rounded.
    dead = {10: 0.3, 16: 0.6, 23: 0.9, 27: 1.2}
    assert {t: 100 * told[t]["incidence cancer"] for t in dead} == pytest.approx(dead, abs=0.15)
    # What the four steps give without rounding between them.
    exact = 1 / 304 + (303 / 304) / 302 + (303 * 301 * 300) / (304 * 302 * 301) / 300
    assert told[23]["incidence cancer"] == pytest.approx(exact, abs=1e-12)
    assert incidences(curve, [23, 40])["number"].to_list() == [4, 2]
