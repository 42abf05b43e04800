"""The clocks of cases by dicts and loops, for `tests.facts.cases.oracle`."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.facts.cases.oracle import Record, World

Span = dict[str, Any]

SATURDAY = 5
NO_MONEY = ("exchange", "repair", "reship")


def clocks_of(cases: list[Record], world: World) -> list[Record]:
    """The limits that apply to each case, with when they were met."""
    if world.now is None:
        return []
    clocks = []
    begun = [case for case in cases if not (case["requested_at"] and case["requested_at"] > world.now)]
    answering = {case["file"] for case in begun if case["responded_at"] or case["approved_at"]}
    for case in begun:
        found = [*_of(case | {"answering": case["file"] in answering}, world), *_platform(case)]
        clocks += sorted(found, key=lambda clock: ORDER.index(clock["clock"]))
    return clocks


ORDER = ("respond", "handle", "refund", "deem", "platform")


def _platform(case: Record) -> Iterator[Record]:
    """The platform's own deadline, while it is the seller's turn."""
    if case["outcome"] == "open" and case["deadline_at"] and case["status"] != "approved":
        yield _clock(case, "platform", case["requested_at"], case["deadline_at"], None)


def _of(case: Record, world: World) -> Iterator[Record]:
    limits = world.limits
    unsent = case["kind"] == "refund_before_shipment"
    if case["apart"] is None or unsent:
        yield from _answer(case, "respond", limits.get(_which(case, limits, unsent=unsent)), world)
    if case["apart"] is None:
        yield from _answer(case, "handle", limits.get("handle"), world)
    owed = case["apart"] is None and case["outcome"] in ("open", "refunded", "replaced")
    if not owed or case["kind"] in NO_MONEY or case["untimed"]:
        return
    paid = case["settled_at"]
    if span := limits.get("refund"):
        yield from _refund(case, span, paid, world)
    if (span := limits.get("deem")) and case["received_at"]:
        yield _clock(
            case, "deem", case["received_at"], due(case["received_at"], span, ZoneInfo(world.zone)), paid
        )


def _which(case: Record, limits: dict[str, Span], *, unsent: bool) -> str:
    """The limit of an answer that is set for such a case."""
    missing = re.search("未收到货|not received", case["goods_status"] or "") is not None
    if unsent and "respond_unshipped" in limits:
        return "respond_unshipped"
    return (
        "respond_not_received" if missing and not unsent and "respond_not_received" in limits else "respond"
    )


def _answer(case: Record, clock: str, span: Span | None, world: World) -> Iterator[Record]:
    start = case["requested_at"]
    if span is None or start is None:
        return
    later = [case[name] for name in ("sent_back_at", "received_at", "settled_at", "ended_at") if case[name]]
    met = case["answered_at"] or min(later, default=None)
    if met is None and (case["untimed"] or case["status"] not in (None, "requested")):
        # It was answered at a time that nobody tells.
        return
    if met is None and case["status"] is None and not case["answering"]:
        # Neither its status nor the times of others tell whether it was answered.
        return
    until = due(start, span, ZoneInfo(world.zone))
    if met and not case["answered_at"] and met > until:
        # The answer lies somewhere before an act that itself is too late to say whether it was in time.
        return
    yield _clock(case, clock, start, until, met)


def _refund(case: Record, span: Span, paid: datetime | None, world: World) -> Iterator[Record]:
    if world.limits["refund_from"] == "goods":
        if case["received_at"]:
            yield _clock(
                case,
                "refund",
                case["received_at"],
                due(case["received_at"], span, ZoneInfo(world.zone)),
                paid,
            )
        return
    proofs = [case[name] for name in ("sent_back_at", "received_at") if case[name]]
    if case["requested_at"] is None or (case["goods"] and not proofs):
        # The seller may wait for the goods, or for proof that they were sent.
        return
    until = max([due(case["requested_at"], span, ZoneInfo(world.zone)), *([min(proofs)] if proofs else [])])
    yield _clock(case, "refund", case["requested_at"], until, paid)


def _clock(case: Record, clock: str, start: datetime | None, until: datetime, met: datetime | None) -> Record:
    return {"case": case["case"], "clock": clock, "start_at": start, "due_at": until, "met_at": met}


def due(start: datetime, span: Span, zone: ZoneInfo) -> datetime:
    """When a limit ends; the first day is the one after the start."""
    if "hours" in span:
        return start + timedelta(hours=span["hours"])
    day = start.astimezone(zone).date()
    left = span.get("days") or span["business_days"]
    while left:
        day += timedelta(days=1)
        left -= "days" in span or day.weekday() < SATURDAY
    return _midnight(day + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
