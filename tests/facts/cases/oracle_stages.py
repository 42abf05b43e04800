"""The time of a case cut at its milestones, by loops, for `tests.facts.cases.oracle`."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.facts.cases.oracle import Record

LADDER = ("requested", "answered", "sent back", "received", "inspected", "settled")
BASE_OWNERS = ("seller", "buyer", "courier", "seller", "seller")
OWNERS = ("seller", "buyer", "courier", "others", "several")
PASSED = {"requested": 0, "approved": 1, "sent_back": 2, "received": 3}
#: Milestones that only goods pass.
TOLD = {2: "sent_back_at", 3: "received_at", 4: "inspected_at"}


def stages_of(case: Record, told: dict[int, bool], now: datetime | None) -> list[Record]:
    """The stages of one case; `told` says of which milestones its file tells."""
    start, end = case["requested_at"], case["ended_at"]
    if now is None or case["outcome"] is None or start is None or start > now or (end and end < start):
        return []
    reached: dict[int, datetime] = {}
    names = ("requested_at", "answered_at", "sent_back_at", "received_at", "inspected_at", "settled_at")
    for at, name in enumerate(names):
        moment = case[name]
        if moment is None or (end and moment > end) or (at in TOLD and not case["goods"]):
            continue
        reached[at] = max(moment, *reached.values()) if reached else moment
    stages = []
    order = sorted(reached)
    for at, following in pairwise(order):
        stages.append(_stage(case, at, following, reached[at], reached[following]))
    last = order[-1]
    if last < len(LADDER) - 1 and not case["untimed"]:
        over = case["outcome"] != "open"
        awaited = _next(max(last, _passed(case, over=over)), case, told)
        stage = _stage(case, last, awaited, reached[last], end)
        stage["ended"] = over
        unanswered = case["outcome"] in ("withdrawn", "closed") and case["answered_at"] is None
        if last == 0 and case["goods"] and unanswered:
            stage["owner"] = "several"
        stages.append(stage)
    return stages


def _passed(case: Record, *, over: bool) -> int:
    """How far the status says that a case has come."""
    passed = PASSED.get(case["status"] or "", 0)
    return passed if case["goods"] and not over else min(passed, 1)


def _next(at: int, case: Record, told: dict[int, bool]) -> int:
    """The milestone that comes next, as far as the file ever tells of it."""
    if at == 0:
        return 1
    later = (each for each in range(at + 1, len(LADDER) - 1) if case["goods"] and told[each])
    return next(later, len(LADDER) - 1)


def _stage(case: Record, at: int, to: int, start: datetime, end: datetime | None) -> Record:
    owners = set(BASE_OWNERS[at:to]) if case["goods"] else {"seller"}
    owner = owners.pop() if len(owners) == 1 else "several" if "seller" in owners else "others"
    ends = {"start_at": start, "end_at": end, "ended": False}
    return {"case": case["case"], "from": LADDER[at], "to": LADDER[to], "owner": owner, **ends}


def add_hours(case: Record, stages: list[Record], now: datetime | None) -> None:
    """Set the hours of a case by owner."""
    for owner in OWNERS:
        hours = None
        if stages and not case["untimed"] and now:
            spent = [(s["end_at"] or now) - s["start_at"] for s in stages if s["owner"] == owner]
            hours = sum(spent, timedelta()) / timedelta(hours=1)
        case[f"{owner}_hours"] = hours
