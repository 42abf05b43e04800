"""A small world of returns whose figures were counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fulfil.metrics.returns.of_returns import Asked, returns_of
from fulfil.metrics.returns.result import Answered
from fulfil.policy.returns import Returns
from tests.metrics.frames import AS_OF, World, at

PAID = {"refund_amount": Decimal(100)}


@pytest.fixture
def told(world):
    """Six cases, as of day 20: five ended, after 2, 4, 4, 6 and 10 days, and one is 8 days old.

    A is answered after a day, sent back after 2 more, received after another, refunded 2 days later: 6 days.
    B asks for money alone, is answered after 12 hours and refunded after 2 days. C is rejected on the fourth
    day without any word before. D is refunded 4 days after its request, whose answer was automatic. E is
    withdrawn 10 days after its request, answered after 4 days. F waits for the buyer's parcel.
    """
    cases = world.cases
    a = {"responded_at": at(3), "sent_back_at": at(5), "received_at": at(6), "refunded_at": at(8)}
    cases.case(at(2), "refunded", **a, **PAID, order=0, reason="size", paid_at=at(1))
    b = {"responded_at": at(4, 12), "refunded_at": at(6)}
    cases.case(at(4), "refunded", kind="refund_only", **b, **PAID, order=1, reason="late", paid_at=at(2))
    cases.case(at(5), "rejected", closed_at=at(9), answered_at=at(9), order=2, reason="size", paid_at=at(1))
    d = {"sent_back_at": at(7), "received_at": at(8), "refunded_at": at(10)}
    cases.case(at(6), "refunded", **d, **PAID, order=0, paid_at=at(1))
    cases.case(at(8), "withdrawn", responded_at=at(12), closed_at=at(18))
    f = cases.case(at(12), responded_at=at(12, 6), refund_amount=Decimal(30), shop="B", order_id="O9")
    cases.clock(f, "handle", at(27), met_at=at(12, 6))
    cases.clock(f, "platform", at(19), legal=False, limit="the platform's own deadline")
    # These are none of the headline's.
    cases.case(at(3), "refunded", kind="refund_before_shipment", refunded_at=at(3, 1), **PAID)
    cases.case(at(25), "open")
    return returns_of(world.inputs(), Asked(by=("reason", "shop"), due_within_hours=48))


def test_the_headline(told):
    assert told.number == 6
    assert told.outcomes == (("refunded", 3), ("rejected", 1), ("withdrawn", 1), ("open", 1))
    assert told.apart == (("refunded before shipment", 1, (("CNY", Decimal(100)),)),)
    assert told.left_out == (("requested after the moment that ages are counted to", 1),)
    assert told.as_of == AS_OF


def test_the_whole(told):
    # At 2 days 5/6; at 4 days 3 of 6 are left; at 6 days 2 of 6; one is censored at 8; at 10 days none.
    whole = told.whole
    assert (whole.number, whole.open, whole.untold, whole.why_not) == (6, 1, 0, "")
    assert [(r.percent, r.days, r.more_than) for r in whole.readings] == [
        (50, 4, None),
        (80, 10, None),
        (90, 10, None),
        (95, None, None),
    ]
    # Six are few: the low end is the first end, and nothing is said of the high one but at the median.
    assert whole.readings[0].low == 2
    assert whole.within == ((7, pytest.approx(4 / 6)), (15, 1), (30, 1))
    assert whole.closed_only == 4


def test_the_ends_compete(told):
    # Refunded: 1/6 at 2 days, 5/6 * 1/5 at 4 days, 3/6 * 1/3 at 6 days, together a half.
    shares = {one.outcome: (one.number, one.within[0][1], one.half) for one in told.incidence}
    assert shares == {
        "refunded": (3, pytest.approx(0.5), 6),
        "rejected": (1, pytest.approx(1 / 6), None),
        "withdrawn": (1, 0, None),
    }
    assert sum(one.within[1][1] for one in told.incidence) == pytest.approx(1)


def test_the_stages(told):
    days = {(s.start, s.end, s.owner): (s.lasted.number, s.lasted.open, s.days) for s in told.stages}
    assert days == {
        # A 1, B 0.5, C 4, E 4, F 0.25.
        ("requested", "answered", "seller"): (5, 0, 9.75),
        # D, whose approval nobody knows.
        ("requested", "sent back", "several"): (1, 0, 1),
        # A 2, E 6 until it was withdrawn, F 7.75 so far.
        ("answered", "sent back", "buyer"): (3, 1, 15.75),
        ("answered", "settled", "seller"): (1, 0, 1.5),
        ("sent back", "received", "courier"): (2, 0, 2),
        ("received", "settled", "seller"): (2, 0, 4),
    }
    # Together the whole time of the six: 6, 2, 4, 4, 10 and 8 days.
    assert sum(stage.days for stage in told.stages) == 34
    assert dict(told.owners) == {
        "seller": pytest.approx(15.25 / 34),
        "buyer": pytest.approx(15.75 / 34),
        "courier": pytest.approx(2 / 34),
        "several": pytest.approx(1 / 34),
    }
    assert told.stages[0].share == pytest.approx(9.75 / 34)
    assert [s.start for s in told.stages] == sorted(
        (s.start for s in told.stages), key=("requested", "answered", "sent back", "received").index
    )


def test_open_by_age(told):
    assert [(b.above, b.up_to, b.number, b.money) for b in told.open_by_age] == [
        (0, 3, 0, ()),
        (3, 7, 0, ()),
        (7, 15, 1, (("CNY", Decimal(30)),)),
        (15, 30, 0, ()),
        (30, None, 0, ()),
    ]


def test_answers_in_the_zone_of_the_file(told):
    # All requests are at midnight UTC, which is eight in the morning in Shanghai.
    assert len(told.answers_by_hour) == 24
    assert told.answers_by_hour[8] == Answered("8", 5, 0, 24)
    assert sum(answer.number for answer in told.answers_by_hour) == 5
    # Day 1 is a Sunday: A on Monday, B on Wednesday, C and F on Thursday, E on Sunday.
    assert [(a.label, a.number) for a in told.answers_by_weekday] == [
        ("Mon", 1),
        ("Tue", 0),
        ("Wed", 1),
        ("Thu", 2),
        ("Fri", 0),
        ("Sat", 0),
        ("Sun", 1),
    ]
    assert told.answers_by_weekday[0].median_hours is None, "one is too few"


def test_order_to_refund(told):
    # Order 0 twice refunded, the last on day 10 after payment on day 1; order 1 after 4 days. The rejected
    # is none; F may be refunded, and nothing tells its payment.
    assert (told.order_to_refund.number, told.order_to_refund.open, told.order_to_refund.untold) == (2, 0, 1)
    assert told.order_to_refund.why_not == "under 5 cases"


def test_what_is_owed(told):
    assert told.past_legal == 0
    (owed,) = told.overdue
    assert (owed.what, owed.order_id, owed.shop, owed.days, owed.legal) == ("refund", "O9", "B", 1, False)
    assert (owed.since, owed.due_at, owed.amount) == (at(12), at(19), Decimal(30))
    assert told.due_soon == ()


def test_parts(told):
    size, late, unsaid = (
        next(p for p in told.parts if p.dimension == "reason" and p.value == value)
        for value in ("size", "late", None)
    )
    assert [p.value for p in told.parts if p.dimension == "reason"] == [None, "size", "late"]
    assert (size.number, size.open, size.money) == (2, 0, (("CNY", Decimal(100)),))
    # A's three days of ten that are the seller's, and all four of C's.
    assert size.seller_share == pytest.approx((3 + 4) / 10)
    assert (late.number, late.seller_share) == (1, 1)
    assert (unsaid.number, unsaid.open) == (3, 1)
    assert [(p.value, p.number) for p in told.parts if p.dimension == "shop"] == [("A", 5), ("B", 1)]
    assert all(part.whole.why_not == "under 5 cases" for part in told.parts if part.value != "A")


def test_a_period_sees_what_was_under_way_in_it(world):
    for day, lasts in ((1, 3), (2, 9), (4, 4), (5, 1), (9, 2), (12, 5), (14, 20)):
        world.cases.lasts(
            lasts,
            at(day),
            **({} if lasts < 20 else {"outcome": "open", "refunded_at": None, "ended_at": None}),
        )
    # From day 5 to day 10 in Shanghai, which is 16:00 UTC of day 4 to 16:00 of day 10.
    told = returns_of(world.inputs(), Asked(period=(date(2026, 11, 5), date(2026, 11, 10))))
    # The first was over; those of day 2, 4, 5 and 9 were under way; the others began later.
    assert told.number == 4
    assert told.left_out == ()
    assert dict(told.outcomes) == {"refunded": 2, "open": 2}
    assert told.open_by_age[2].number == 1, "8 days and 16 hours old when the period ended"
    days = sum(stage.days for stage in told.stages)
    # 6 days of the period each for the first; the second from 16:00 of day 4 to day 8; 1; 1 day and 16 hours.
    assert days == pytest.approx(6 + 3 + 1 / 3 + 1 + 1 + 2 / 3)


def test_nothing_is_under_way_in_a_period_to_come(world):
    world.cases.case(at(9))
    told = returns_of(world.inputs(), Asked(period=(date(2026, 12, 1), date(2026, 12, 31))))
    assert (told.number, told.whole.why_not, told.stages) == (0, "no case", ())


def test_nothing_is_none(world):
    world.order(0)
    assert returns_of(world.inputs(), Asked()) is None


def test_untimed_ends_silence_the_durations(world):
    def told():
        return returns_of(world.inputs(limits=Returns(untimed_share=0.1)), Asked())

    for day in range(1, 9):
        world.cases.lasts(2, at(day))
    world.cases.case(at(3), "refunded")
    assert told().whole.why_not == "nothing tells when 1 of the 9 that ended did so"
    world.cases.lasts(2, at(9))
    whole = told().whole
    assert (whole.number, whole.untold, whole.why_not) == (9, 1, ""), "one in ten may be missing"
    world.cases.case(at(3), "refunded")
    assert told().whole.readings == ()
    assert (told().stages, told().owners, told().incidence) == ((), (), ())
    assert told().notes[0].startswith("no duration is told: nothing tells when 2 of the 11")


def test_kinds_of_file_that_tell_no_end(world):
    for day in range(1, 9):
        world.cases.case(at(day), None)
    told = returns_of(world.inputs(), Asked())
    assert told.outcomes == (("not told", 8),)
    assert told.whole.why_not == "its file tells no end"
    assert "returns.csv tells no end of its returns: no duration, and no clock" in told.notes


def test_closed_cases_only_are_said_to_be_so(world):
    for day in range(19):
        world.cases.lasts(1, at(1) + timedelta(hours=day))
    assert not [note for note in returns_of(world.inputs(), Asked()).notes if "closed cases only" in note]
    world.cases.lasts(1, at(2))
    assert [note for note in returns_of(world.inputs(), Asked()).notes if "closed cases only" in note]


def test_what_falls_due_is_sorted_by_time_and_money(world):
    for hours, amount in ((30, 5), (10, 5), (10, 50), (60, 5)):
        case = world.cases.case(at(15), refund_amount=Decimal(amount))
        world.cases.clock(case, "respond", AS_OF + timedelta(hours=hours))
        world.cases.clock(case, "handle", AS_OF + timedelta(hours=hours + 1))
    told = returns_of(world.inputs(), Asked(due_within_hours=48))
    assert [(o.amount, o.days * 24) for o in told.due_soon] == [
        (50, pytest.approx(-10)),
        (5, pytest.approx(-10)),
        (5, pytest.approx(-30)),
    ]
    assert told.overdue == ()
    assert returns_of(world.inputs(), Asked()).due_soon is None


def test_of_two_limits_the_law_that_is_past_is_told(world):
    case = world.cases.case(at(2))
    world.cases.clock(case, "respond", at(4), legal=False, limit="48 h")
    world.cases.clock(case, "handle", at(17), limit="15 days")
    met = world.cases.lasts(12, at(2))
    late = world.cases.case(at(2), "refunded", refunded_at=at(15), received_at=at(3))
    world.cases.clock(late, "refund", at(10), met_at=at(15))
    assert met is None
    told = returns_of(world.inputs(), Asked())
    assert [(o.limit, o.legal, o.days) for o in told.overdue] == [("15 days", True, 3)]
    assert told.past_legal == 2, "one that was paid too late is past it, too"


def test_without_a_law_nothing_is_said_of_one():
    world = World()
    world.cases.case(at(2))
    assert returns_of(world.inputs(), Asked()).past_legal is None
