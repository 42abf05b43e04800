"""Figures of returns made by hand, that hold every kind of figure once, and what untrusted text may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from fulfil.metrics.returns.result import (
    AgeBand,
    Answered,
    FromOrders,
    Incidence,
    Lasted,
    Owed,
    Reading,
    ReturnsFigures,
    ReturnsPart,
    Stage,
)

AS_OF = datetime(2026, 9, 30, 10, tzinfo=UTC)
#: What a buyer or a shop may have written.
NASTY = "\x1b[31m[red]加急[/red]\x07 \u202e=1+1"
WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
YUAN = (("CNY", Decimal("9000.00")),)


def lasted(number, still, *spans, more=None, **others):
    """Spans: p50, p80, p90, p95, each a number, or a number with its band; None where it is not reached."""
    told = [span if isinstance(span, tuple) else (span, None, None) for span in spans]
    told += [(None, None, None)] * (4 - len(told) if told else 0)
    readings = (
        Reading(percent, *span, more if span[0] is None else None)
        for percent, span in zip((50, 80, 90, 95), told, strict=False)
    )
    return Lasted(number, still, tuple(readings), **others)


def stage(ends, owner, days, share, held):
    return Stage(*ends.split(" - "), owner, held, days, share)


def part(dimension, value, held, **others):
    told = ReturnsPart(dimension, value, held.number, held.open, held, None, None, ())
    return replace(told, **others)


def owed(row, days, **others):
    due = AS_OF - timedelta(days=days)
    told = Owed(
        row=row,
        return_id=f"R{row:03}",
        order_id=f"A{row:03}",
        shop="Warm",
        what="refund",
        since=due - timedelta(days=7),
        due_at=due,
        days=days,
        limit="7 days",
        source="Consumer Rights Protection Law of China, art. 25 (2013)",
        legal=True,
        amount=Decimal("199.00"),
        currency="CNY",
    )
    return replace(told, **others)


def figures():
    """A shop whose inspection takes most of the time."""
    whole = lasted(
        212,
        34,
        (9.2, 8.1, 10.4),
        (17.5, 15.0, 21.0),
        (24.0, 21.0, None),
        None,
        more=44.5,
        closed_only=7.9,
        within=((7, 0.381), (15, 0.722), (30, 0.91)),
        untold=3,
    )
    inspected = lasted(167, 12, (4.8, 4.2, 5.5), 9.0, 14.0, None, more=30.2)
    stages = (
        stage("requested - answered", "seller", 95.0, 0.04, lasted(212, 3, (0.21, 0.15, 0.3), 1.1, 2.0, 3.1)),
        stage("answered - sent back", "buyer", 440.5, 0.19, lasted(180, 9, (2.0, 1.8, 2.4), 3.5, 5.0, 6.0)),
        stage(
            "sent back - received", "courier", 371.0, 0.16, lasted(171, 4, (2.4, None, 2.6), 3.0, 4.1, 5.2)
        ),
        stage("received - inspected", "seller", 1414.0, 0.61, inspected),
        stage("inspected - settled", "seller", 0.4, 0.0, lasted(3, 1, why_not="under 5 cases")),
    )
    return ReturnsFigures(
        period=None,
        as_of=AS_OF,
        number=212,
        outcomes=(("refunded", 140), ("replaced", 12), ("rejected", 9), ("withdrawn", 17), ("open", 34)),
        apart=(
            ("refunded before shipment", 41, (("CNY", Decimal("3210.50")),)),
            ("price protection", 7, ((None, Decimal(70)), ("CNY", Decimal("12.00")))),
        ),
        left_out=(("without a time of request", 3), ("requested later", 1)),
        whole=whole,
        stages=stages,
        owners=(("seller", 0.65), ("buyer", 0.19), ("courier", 0.16)),
        incidence=(
            Incidence("refunded", 140, ((7, 0.3), (15, 0.6), (30, 0.72)), 11.3),
            Incidence("withdrawn", 17, ((7, 0.07), (15, 0.08), (30, 0.081)), None),
        ),
        open_by_age=(
            AgeBand(0, 3, 5, (("CNY", Decimal("500.00")),)),
            AgeBand(3, 7, 0, ()),
            AgeBand(7, 15, 9, (("CNY", Decimal("1899.00")),)),
            AgeBand(15, 30, 19, (("CNY", Decimal("12345.60")), ("USD", Decimal("20.00")))),
            AgeBand(30, None, 1, ()),
        ),
        answers_by_hour=tuple(
            Answered(f"{hour:02}", hour % 5 * 4, hour % 2, None if hour < 8 else 1.5 + hour)
            for hour in range(24)
        ),
        answers_by_weekday=tuple(
            Answered(day, 30, 0, hours)
            for day, hours in zip(WEEK, (4.0, 3.0, 3.5, 4.0, 9.0, 40.5, 28.0), strict=True)
        ),
        order_to_refund=lasted(128, 21, (21.5, 18.0, 25.0), 30.0, None, None, more=61.0),
        overdue=(
            owed(3, 21.4),
            owed(8, 12.0, return_id=NASTY),
            owed(13, 2.2, what="answer", amount=None, currency=None, legal=False),
        ),
        past_legal=41,
        due_soon=(owed(18, -0.3), owed(23, -0.9, what="answer", amount=None, currency=None)),
        parts=(
            part(
                "reason",
                "质量问题",
                lasted(120, 20, (10.0, 8.0, 12.0), 18.0, 25.0),
                refunded=0.7,
                seller_share=0.66,
                money=YUAN,
            ),
            part("reason", NASTY, lasted(60, 9, None, None, None, more=31.0), seller_share=0.5),
            part("reason", None, lasted(32, 5, (6.0, None, 9.0), 12.0, 20.0), refunded=0.8),
            part("week", "2026-W38", lasted(4, 1, why_not="under 5 cases")),
        ),
        from_orders=(FromOrders("jd.csv", 340, 12, 3, ((None, Decimal("1200.00")),)),),
        notes=("2 returns have no order in these files", f"the shop “{NASTY}” tells no receipt of goods"),
    )


def earlier():
    """The same shop a month before: slower, with fewer cases."""
    now = figures()
    half = Reading(50, 12.0, 11.0, 13.0, None)
    return replace(
        now,
        number=190,
        past_legal=52,
        whole=replace(now.whole, number=190, readings=(half, *now.whole.readings[1:])),
        stages=now.stages[:-1],
        overdue=now.overdue[:2],
        incidence=(replace(now.incidence[0], within=((7, 0.25), (15, 0.5), (30, 0.72))), now.incidence[1]),
    )
