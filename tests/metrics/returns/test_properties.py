"""What must hold of any returns."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.facts.cases import Cases
from fulfil.metrics.returns.of_returns import Asked, returns_of
from fulfil.metrics.returns.staged import staged
from fulfil.metrics.returns.told import UNTOLD, counted, told_cases
from tests.metrics.frames import AS_OF
from tests.metrics.returns.made import made
from tests.thorough import examples

BY = ("reason", "sku", "carrier", "warehouse", "shop", "week")
DAYS = st.integers(1, 25).map(lambda day: date(2026, 11, 1) + timedelta(days=day - 1))
PERIODS = st.none() | st.tuples(DAYS, DAYS).map(lambda two: (min(two), max(two)))


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 10_000), PERIODS)
def test_the_order_of_rows_changes_nothing(seed, period):
    inputs = made(seed, 40).inputs()
    asked = Asked(by=BY, period=period, due_within_hours=72)
    mixed = {
        each.name: getattr(inputs.cases, each.name).sample(fraction=1, shuffle=True, seed=seed)
        for each in fields(Cases)
    }
    before, after = returns_of(inputs, asked), returns_of(replace(inputs, cases=Cases(**mixed)), asked)
    # Sums of hours are rounded by their order, and nothing else may differ.
    assert len(before.stages) == len(after.stages)
    for one, other in zip(before.stages, after.stages, strict=True):
        assert (one.days, one.share) == pytest.approx((other.days, other.share))
        assert replace(one, days=0, share=0) == replace(other, days=0, share=0)
    for one, other in zip(before.parts, after.parts, strict=True):
        assert one.seller_share == (None if other.seller_share is None else pytest.approx(other.seller_share))
        assert replace(one, seller_share=0) == replace(other, seller_share=0)
    assert dict(before.owners) == pytest.approx(dict(after.owners))
    left = {"stages": (), "parts": (), "owners": ()}
    assert replace(before, **left) == replace(after, **left)


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 10_000), PERIODS)
def test_parts_make_the_whole(seed, period):
    told = returns_of(made(seed).inputs(), Asked(by=BY, period=period))
    assert sum(number for _, number in told.outcomes) == told.number
    still = dict(told.outcomes).get("open", 0)
    assert sum(band.number for band in told.open_by_age) == still
    for dimension in BY:
        parts = [part for part in told.parts if part.dimension == dimension]
        assert sum(part.number for part in parts) == told.number
        assert sum(part.open for part in parts) == still
    if told.stages and sum(stage.days for stage in told.stages):
        assert sum(stage.share for stage in told.stages) == pytest.approx(1)
        assert sum(share for _, share in told.owners) == pytest.approx(1)
    for limit in (7, 15, 30):
        ended = dict(told.whole.within).get(limit)
        shares = [share for one in told.incidence for days, share in one.within if days == limit]
        if ended is not None and told.incidence:
            assert sum(shares) == pytest.approx(ended), "who ended, ended in some way"
    assert sum(answer.number for answer in told.answers_by_hour) == sum(
        answer.number for answer in told.answers_by_weekday
    )


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 10_000), PERIODS)
def test_stages_make_the_time_of_their_case(seed, period):
    inputs = made(seed).inputs()
    told = told_cases(inputs, period)
    cases = counted(told)
    spent = dict(staged(inputs, cases, period).group_by("case").agg(spent="spent").iter_rows())
    for case in cases.filter(cases[UNTOLD].is_null()).iter_rows(named=True):
        whole = case["hours"] - case.get("entry", 0.0)
        assert sum(spent.get(case["case"], [])) == pytest.approx(whole, abs=1e-6)


def test_periods_share_the_time_among_them():
    world = made(3, 120)
    world.cases.cases = [case for case in world.cases.cases if not case["untimed"]]
    inputs = world.inputs()

    def spent(first, last):
        return staged(inputs, counted(told_cases(inputs, (first, last))), (first, last))["spent"].sum()

    edges = [date(2026, 10, 1), date(2026, 11, 5), date(2026, 11, 12), AS_OF.date() + timedelta(days=2)]
    parts = [spent(a, b - timedelta(days=1)) for a, b in pairwise(edges)]
    assert min(parts[1:]) > 0
    assert sum(parts) == pytest.approx(spent(edges[0], edges[-1]))
