"""The words in which an order's life is told, on a terminal and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .amounts import hours_text, minute, money, quantity
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from ..order_life import Content, Line, OrderLife, Parcel, Promise, Return, Sibling

_TIMES = {
    "created_at": "made",
    "paid_at": "paid",
    "labelled_at": "label made",
    "confirmed_at": "confirmed as shipped",
    "scanned_at": "scanned",
    "left_at": "left",
    "done_at": "last parcel left",
    "delivered_at": "delivered",
    "cancelled_at": "cancelled",
    "label_created_at": "label made",
    "shipped_at": "shipped",
    "picked_up_at": "picked up",
    "first_attempt_at": "first attempt",
    "last_event_at": "last event",
    "promised_delivery_at": "promised for",
}
_SECONDS = 3600


def times_words(times: Mapping[str, datetime], zone: str) -> Iterator[str]:
    """`made 2026-09-01 09:00`; moments that are told already are left out."""
    told: set[datetime] = set()
    for name, moment in times.items():
        if moment in told and name in ("left_at", "done_at", "last_event_at"):
            continue
        told.add(moment)
        yield f"{_TIMES.get(name) or name.removesuffix('_at').replace('_', ' ')} {minute(moment, zone)}"


def promise_words(promise: Promise, life: OrderLife, as_of: datetime | None) -> str:
    """`ship by 2026-09-03 09:01 (48 h after payment): kept`."""
    source = f" ({promise.source})" if promise.source else ""
    return f"{promise.kind} by {minute(promise.until, life.zone)}{source}: {_kept(promise, as_of)}"


def _kept(promise: Promise, as_of: datetime | None) -> str:
    ended = promise.done_at or as_of
    if ended is None:
        return "nobody knows"
    hours = (ended - promise.until).total_seconds() / _SECONDS
    if promise.done_at is not None:
        return "kept" if hours <= 0 else f"late by {hours_text(hours)}"
    return f"{hours_text(-hours)} left" if hours < 0 else f"not done, {hours_text(hours)} past it"


def sibling_words(sibling: Sibling) -> str:
    """`A2 (shipped, 1 parcel)`."""
    words = [state(sibling.status), counted(sibling.parcels, "parcel")]
    return f"{sibling.order_id or '-'} ({', '.join(word for word in words if word)})"


def parcel_name(parcel: Parcel) -> str:
    """`parcel ZTO 7501`."""
    number = parcel.tracking_number or "without a number"
    return " ".join(word for word in ("parcel", parcel.carrier, number) if word)


def parcel_state(parcel: Parcel) -> str:
    """`delivered, Hangzhou, a replacement`."""
    words = [state(parcel.status), parcel.warehouse or ""]
    words += ["a replacement"] * parcel.replacement + ["voided"] * parcel.voided
    return ", ".join(word for word in words if word)


def content_words(content: Content, life: OrderLife) -> str:
    """How it was matched, or whose it is: `line 2, by SKU`."""
    if content.order_id is None:
        return "of an unknown order"
    words = [] if content.order_id == life.order_id else [f"of order {content.order_id}"]
    if content.line_id is not None or content.matched_by is not None:
        named = f"line {content.line_id}" if content.line_id is not None else "matched"
        words.append(f"{named}, by {content.matched_by}" if content.matched_by else named)
    else:
        words.append("matched to no line")
    return ", ".join([*words, *([] if content.counted else ["does not count"])])


def line_amounts(line: Line) -> dict[str, str]:
    """What was ordered, and what became of it; `?` where it cannot be told."""
    told = {name: getattr(line, name) for name in ("ordered", "cancelled", "due", "shipped", "returned")}
    words = {name: "?" if value is None else quantity(value) for name, value in told.items()}
    if line.excess:
        words["shipped"] += f" + {quantity(line.excess)}"
    if line.reshipped:
        words["shipped"] += f" ({quantity(line.reshipped)} again)"
    return words


def line_words(line: Line) -> str:
    """Why a line is due or not, and how its parcels were matched to it."""
    words = [line.reason or "", "kit" if line.kit else ""]
    words.append(f"matched by {' and '.join(line.matched_by)}" if line.matched_by else "matched to no parcel")
    return ", ".join(word for word in words if word)


def return_words(told: Return) -> list[str]:
    """What is asked, where it stands, why, and the money."""
    amount = "" if told.refund_amount is None else f"refund {money(told.refund_amount)} {told.currency or ''}"
    words = [state(told.return_type), state(told.status), told.reason or "", amount.strip()]
    return [word for word in words if word]


def state(word: str | None) -> str:
    """A state as words."""
    return (word or "").replace("_", " ")
