"""What a file of returns comes to, by dicts and loops, from the documentation of the facts alone.

A record is a dict of what its cells say, by canonical name; states are those that its words mean, moments are
UTC, and what is not told is None. The world is one file, without orders and parcels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.facts.cases.oracle_clocks import clocks_of
from tests.facts.cases.oracle_stages import TOLD, add_hours, stages_of

if TYPE_CHECKING:
    from datetime import datetime

Record = dict[str, Any]

MOMENTS = (
    *("requested_at", "responded_at", "approved_at", "sent_back_at", "received_at", "inspected_at"),
    *("refunded_at", "closed_at", "deadline_at"),
)
EARLIEST = ("requested_at", "responded_at", "approved_at", "deadline_at")
STATES = (
    *("requested", "approved", "sent_back", "received", "refunded", "replaced", "completed"),
    *("rejected", "withdrawn", "closed"),
)
ENDS = {word: word for word in ("refunded", "replaced", "rejected", "withdrawn", "closed")}
RANK = ("open", "refunded", "replaced", "rejected", "withdrawn", "closed")
REPLACING = ("exchange", "reship", "repair")
GOODS = ("return_and_refund", "exchange", "repair", "refused_delivery")
APART = {
    "refund_before_shipment": "refunded before shipment",
    "price_protection": "price protection",
    "reship": "reshipment",
    "compensation": "compensation",
}
#: Refunds of money alone bring nothing back, whatever their status says.
MONEY_ALONE = ("refund_only", "refund_before_shipment", "price_protection", "compensation", "reship")


@dataclass(frozen=True)
class World:
    """One file of returns, and what is asked of it.

    Args:
        file: its place among the files.
        first: the row of its first record.
        records: its records.
        columns: the columns that it has.
        zone: the zone of its times.
        limits: the limits that hold for it.
        now: the moment that ages are counted to.
    """

    file: int
    first: int
    records: tuple[Record, ...]
    columns: frozenset[str]
    zone: str
    limits: dict[str, Any]
    now: datetime | None

    def __getitem__(self, row: int) -> Record:
        """The record of a row."""
        return self.records[row - self.first]

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which a day begins."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True)
class Answer:
    """The frames of `Cases`, as lists of dicts."""

    cases: list[Record]
    lines: list[Record]
    stages: list[Record]
    clocks: list[Record]


def answer(world: World) -> Answer:
    """What the file comes to."""
    grouped: dict[object, list[int]] = {}
    for row, record in enumerate(world.records, world.first):
        grouped.setdefault(_key(row, record), []).append(row)
    tells = "status" in world.columns or any(
        r["status"] in (*ENDS, "completed") or r["refunded_at"] or r["closed_at"] for r in world.records
    )
    cases = [_case(rows, world, tells=tells) for rows in grouped.values()]
    cases.sort(key=lambda case: case["case"])
    told = {at: any(c["goods"] and c[name] for c in cases) for at, name in TOLD.items()}
    stages = [stage for case in cases for stage in stages_of(case, told, world.now)]
    for case in cases:
        add_hours(case, [s for s in stages if s["case"] == case["case"]], world.now)
    lines = [line for rows in grouped.values() for line in _lines(rows, world)]
    return Answer(cases, sorted(lines, key=lambda line: line["row"]), stages, clocks_of(cases, world))


def _key(row: int, record: Record) -> object:
    if record["return_id"]:
        return ("return", record["shop"], record["return_id"])
    if record["refund_id"]:
        return ("refund", record["shop"], record["refund_id"])
    return ("alone", row)


def _lines(rows: list[int], world: World) -> list[Record]:
    names = ("sku", "refund_amount", "refunded_at", "reason")
    return [
        {
            "row": row,
            "case": rows[0],
            **{name: world[row][name] for name in names},
            "quantity": _thousandths(world[row]["quantity"]),
            "back": _back(world[row]),
            "unsent": _unsent(world[row]),
        }
        for row in rows
    ]


def _thousandths(quantity: int | None) -> int | None:
    return None if quantity is None else quantity * 1000


def _back(record: Record) -> int | None:
    if record["quantity_received"] is not None:
        return _thousandths(record["quantity_received"])
    there = record["status"] in ("received", "refunded", "replaced", "completed")
    there = there and record["return_type"] not in MONEY_ALONE
    return _thousandths(record["quantity"]) if there or record["received_at"] else None


def _unsent(record: Record) -> bool:
    refused = record["status"] in ("rejected", "withdrawn", "closed")
    return record["return_type"] == "refund_before_shipment" and not refused


def _outcome(record: Record, *, tells: bool) -> str | None:
    status = record["status"]
    if status in ENDS:
        return ENDS[status]
    if status == "completed":
        return "replaced" if record["return_type"] in REPLACING else "refunded"
    if record["refunded_at"]:
        return "refunded"
    if record["closed_at"] and status in (None, "unknown"):
        return "closed"
    return "open" if tells else None


def _first(values: list[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _sum(values: list[Any]) -> Any:
    known = [value for value in values if value is not None]
    return sum(known[1:], known[0]) if known else None


def _case(rows: list[int], world: World, *, tells: bool) -> Record:
    records = [world[row] for row in rows]
    column = {name: [record[name] for record in records] for name in records[0]}
    known = [m for m in column["status"] if m in STATES]
    ends = [end for record in records if (end := _outcome(record, tells=tells))]
    paid = {record["currency"] for record in records if record["refund_amount"] is not None}
    skus = {sku for sku in column["sku"] if sku}
    case: Record = {
        "case": rows[0],
        "row": rows[0],
        "file": world.file,
        "lines": len(rows),
        "kind": _first(column["return_type"]),
        "status": min(known, key=STATES.index, default=None),
        "outcome": min(ends, key=RANK.index, default=None),
        "quantity": _sum([_thousandths(q) for q in column["quantity"]]),
        "back": _sum([_back(record) for record in records]),
        "refund_amount": _sum(column["refund_amount"]) if len(paid) == 1 else None,
        "currency": paid.pop() if len(paid) == 1 else None,
        "sku": skus.pop() if len(skus) == 1 else None,
        "carrier": _first(column["return_carrier"]),
        "order": None,
        "shop": _first(column["shop"]),
        "return_id": _first(column["return_id"]),
        **{name: _first(column[name]) for name in ("reason", "goods_status", "warehouse")},
    }
    for name in MOMENTS:
        moments = [moment for moment in column[name] if moment]
        case[name] = (min if name in EARLIEST else max)(moments, default=None)
    numbers = any(column["return_tracking_number"])
    counted = _sum(column["quantity_received"]) or 0
    came = bool(case["sent_back_at"] or case["received_at"] or numbers or counted > 0)
    if all(_unsent(record) for record in records):
        case["kind"] = "refund_before_shipment"
    asked = case["kind"] in GOODS if case["kind"] else case["outcome"] not in ("refunded", "replaced")
    case["goods"] = asked or came
    case["apart"] = APART.get(case["kind"] or "")
    _end(case, world.now)
    case["answered_at"] = _answered(case)
    return case


def _end(case: Record, now: datetime | None) -> None:
    """Set `settled_at ended_at untimed`, as they were known at that moment."""
    outcome = case["outcome"]
    settled = case["refunded_at"] or case["closed_at"] if outcome == "refunded" else None
    if outcome == "replaced":
        settled = case["closed_at"]
    ended = {
        "refunded": settled,
        "replaced": settled,
        "rejected": case["closed_at"] or case["responded_at"],
        "withdrawn": case["closed_at"],
        "closed": case["closed_at"],
    }.get(outcome)
    if now and ended and ended > now:
        case["outcome"], case["status"] = "open", None
    case["settled_at"], case["ended_at"] = settled, ended
    for name in (*MOMENTS, "settled_at", "ended_at"):
        if now and name not in ("requested_at", "deadline_at") and case[name] and case[name] > now:
            case[name] = None
    case["untimed"] = case["outcome"] not in ("open", None) and case["ended_at"] is None


def earliest(*moments: datetime | None) -> datetime | None:
    """The earliest of the moments that are told."""
    return min((moment for moment in moments if moment), default=None)


def _answered(case: Record) -> datetime | None:
    if told := earliest(case["responded_at"], case["approved_at"]):
        return told
    act = earliest(case["inspected_at"], case["refunded_at"], case["settled_at"])
    parcel = earliest(case["sent_back_at"], case["received_at"])
    if act and (not case["goods"] or (parcel and act <= parcel)):
        return act
    return case["ended_at"] if case["outcome"] == "rejected" else None
