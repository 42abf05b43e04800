"""The figures of returns, counted again case by case in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from fulfil.metrics.returns.of_returns import Asked, returns_of
from tests.metrics.frames import AS_OF
from tests.metrics.returns.made import made
from tests.metrics.survival_frames import slowly

SHANGHAI = ZoneInfo("Asia/Shanghai")
PERIODS = (None, (date(2026, 11, 6), date(2026, 11, 12)), (date(2026, 11, 15), date(2026, 11, 30)))
SEEDS = range(4)


def span(period):
    if period is None:
        return datetime(2000, 1, 1, tzinfo=UTC), AS_OF
    first, last = (datetime(d.year, d.month, d.day, tzinfo=SHANGHAI) for d in period)
    return first, min(last + timedelta(days=1) - timedelta(microseconds=1), AS_OF)


def there(start, end, begin, until):
    return start <= until and (end is None or end >= begin or start >= begin)


def days(delta):
    return delta.total_seconds() / 86_400


class Slow:
    """The cases that count, one by one."""

    def __init__(self, world, period):
        self.inputs = world.inputs()
        self.begin, self.until = span(period)
        self.cases = []
        for case in self.inputs.cases.cases.iter_rows(named=True):
            start, end = case["requested_at"], case["ended_at"]
            if case["apart"] or (case["untimed"] and start < self.begin):
                continue
            if there(start, end, self.begin, self.until):
                late = end is not None and end > self.until
                self.cases.append(case | {"outcome": "open" if late else case["outcome"], "late": late})

    def times(self):
        """`entry days outcome` of those whose time is known."""
        return [
            (
                max(days(self.begin - case["requested_at"]), 0.0),
                days((self.until if case["outcome"] == "open" else case["ended_at"]) - case["requested_at"]),
                None if case["outcome"] == "open" else case["outcome"],
            )
            for case in self.cases
            if not case["untimed"]
        ]

    def stages(self):
        known = {case["case"] for case in self.cases}
        for stage in self.inputs.cases.stages.iter_rows(named=True):
            start, end = stage["start_at"], stage["end_at"]
            skipped = stage["from"] != "requested" and stage["ended"] and start == end
            if stage["case"] in known and not skipped and there(start, end, self.begin, self.until):
                yield stage


@pytest.fixture(scope="module", params=[(seed, period) for seed in SEEDS for period in PERIODS], ids=str)
def both(request):
    seed, period = request.param
    world = made(seed)
    told = returns_of(world.inputs(), Asked(by=("reason", "sku"), period=period, due_within_hours=24))
    return told, Slow(world, period)


def test_whole_and_ends(both):
    told, slow = both
    rows = slow.times()
    assert told.number == len(slow.cases)
    assert (told.whole.number, told.whole.untold) == (len(rows), len(slow.cases) - len(rows))
    if told.whole.why_not:
        assert "nothing tells when" in told.whole.why_not
        return
    curve = slowly(rows)
    for reading in told.whole.readings[:3]:
        reached = [row["hours"] for row in curve if row["survival"] <= 1 - reading.percent / 100 + 1e-12]
        assert reading.days == (pytest.approx(reached[0]) if reached else None)
        assert (reading.more_than is None) == bool(reached)
    assert dict(told.whole.within) == pytest.approx(
        {
            limit: 1 - ([1.0] + [row["survival"] for row in curve if row["hours"] <= limit])[-1]
            for limit in (7, 15, 30)
            if limit <= max(row["hours"] for row in curve) or curve[-1]["survival"] <= 0
        }
    )
    for one in told.incidence:
        assert one.number == sum(1 for *_, outcome in rows if outcome == one.outcome)
        reached = [row["hours"] for row in curve if row["incidence"].get(one.outcome, 0) >= 0.5 - 1e-12]
        assert one.half == (pytest.approx(reached[0]) if reached else None)
        for limit, share in one.within:
            before = [row["incidence"].get(one.outcome, 0.0) for row in curve if row["hours"] <= limit]
            assert share == pytest.approx(([0.0, *before])[-1])


def test_stages(both):
    told, slow = both
    if told.whole.why_not:
        return
    rows, spent = defaultdict(list), defaultdict(float)
    for stage in slow.stages():
        kind = (stage["from"], stage["to"], stage["owner"])
        start, end = stage["start_at"], stage["end_at"]
        left = end is not None and end <= slow.until
        until = end if left else slow.until
        spent[kind] += days(until - max(start, slow.begin))
        rows[kind].append((max(days(slow.begin - start), 0.0), days(until - start), left))
    # A stage that was left as the period began was never followed in it.
    followed = {kind: [row for row in some if row[0] <= 0 or row[0] < row[1]] for kind, some in rows.items()}
    assert {(s.start, s.end, s.owner) for s in told.stages} == {
        kind for kind, some in followed.items() if some
    }
    for stage in told.stages:
        kind = (stage.start, stage.end, stage.owner)
        assert stage.days == pytest.approx(spent[kind])
        assert stage.lasted.number == len(followed[kind])
        assert stage.lasted.open == sum(1 for *_, left in followed[kind] if not left)
        if stage.lasted.readings:
            curve = slowly(rows[kind])
            reached = [row["hours"] for row in curve if row["survival"] <= 0.5 + 1e-12]
            median = stage.lasted.readings[0].days
            assert median == (pytest.approx(reached[0], abs=1e-9) if reached else None)


def test_answers(both):
    told, slow = both
    by_hour, by_day = defaultdict(list), defaultdict(list)
    for stage in slow.stages():
        if (stage["from"], stage["to"], stage["owner"]) == ("requested", "answered", "seller"):
            local = stage["start_at"].astimezone(SHANGHAI)
            end = stage["end_at"] if stage["end_at"] and stage["end_at"] <= slow.until else None
            entry = max(days(slow.begin - stage["start_at"]), 0.0)
            row = (entry * 24, days((end or slow.until) - stage["start_at"]) * 24, end is not None)
            if row[0] <= 0 or row[0] < row[1]:
                by_hour[local.hour].append(row)
                by_day[local.weekday()].append(row)
    for answers, slowly_told in ((told.answers_by_hour, by_hour), (told.answers_by_weekday, by_day)):
        for at, answer in enumerate(answers):
            some = slowly_told[at]
            assert (answer.number, answer.open) == (len(some), sum(1 for *_, left in some if not left))
            curve = slowly(some)
            reached = [row["hours"] for row in curve if row["survival"] <= 0.5 + 1e-12]
            ran_empty = any(row["survival"] <= 0 for row in curve[:-1])
            if len(some) < 5 or not reached or ran_empty:
                assert answer.median_hours is None
            else:
                assert answer.median_hours == pytest.approx(reached[0])


def test_open_by_age(both):
    told, slow = both
    numbers, money = defaultdict(int), defaultdict(Decimal)
    for case in slow.cases:
        if case["outcome"] != "open":
            continue
        age = days(slow.until - case["requested_at"])
        band = sum(age > edge for edge in (3, 7, 15, 30))
        numbers[band] += 1
        if case["refund_amount"] is not None:
            money[band, case["currency"]] += case["refund_amount"]
    assert [band.number for band in told.open_by_age] == [numbers[at] for at in range(5)]
    for at, band in enumerate(told.open_by_age):
        assert dict(band.money) == {c: amount for (b, c), amount in money.items() if b == at}


def test_order_to_refund(both):
    told, slow = both
    groups = defaultdict(list)
    for case in slow.cases:
        groups[case["group"]].append(case)
    number = still = untold = 0
    for cases in groups.values():
        paid = min(case["paid_at"] for case in cases)
        opened = any(case["outcome"] == "open" for case in cases)
        back = [case["settled_at"] for case in cases if case["outcome"] == "refunded"]
        if not opened and not back:
            continue
        if not opened and None in back:
            untold += 1
        elif there(paid, None if opened else max(back), slow.begin, slow.until):
            entry = days(slow.begin - paid)
            followed = opened or entry <= 0 or max(back) > slow.begin
            number, still = number + followed, still + opened
    assert (told.order_to_refund.number, told.order_to_refund.open) == (number, still)
    assert told.order_to_refund.untold == untold


def test_what_is_owed(both):
    told, slow = both
    debts, legal = {}, set()
    known = {case["case"] for case in slow.cases}
    for clock in slow.inputs.cases.clocks.iter_rows(named=True):
        due, what = clock["due_at"], "refund" if clock["clock"] == "refund" else "answer"
        if clock["legal"] and clock["case"] in known and (clock["met_at"] or AS_OF) > due:
            legal.add(clock["case"])
        if clock["met_at"] is None:
            debts[clock["case"], what] = due
    assert told.past_legal == len(legal)
    late = sorted(due for due in debts.values() if due < AS_OF)
    assert [owed.due_at for owed in told.overdue] == late
    soon = sorted(due for due in debts.values() if AS_OF <= due <= AS_OF + timedelta(hours=24))
    assert [owed.due_at for owed in told.due_soon] == soon


def test_parts(both):
    told, slow = both
    for part in told.parts:
        mine = [case for case in slow.cases if case[part.dimension] == part.value]
        assert (part.number, part.open) == (len(mine), sum(case["outcome"] == "open" for case in mine))
        money = defaultdict(Decimal)
        for case in mine:
            if case["outcome"] == "refunded" and case["refund_amount"] is not None:
                money[case["currency"]] += case["refund_amount"]
        assert dict(part.money) == money
    for dimension in ("reason", "sku"):
        assert sum(part.number for part in told.parts if part.dimension == dimension) == told.number
