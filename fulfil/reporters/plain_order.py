"""One order's whole life as plain lines, for a pipe: each begins with the order."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..personal import shown
from .amounts import quantity
from .inert import inert
from .order_words import (
    content_words,
    line_amounts,
    line_words,
    parcel_name,
    parcel_state,
    promise_words,
    return_words,
    sibling_words,
    state,
    times_words,
)
from .plain import finding_lines
from .unit_words import ODD, odd, unit_words
from .verdict import as_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..order_life import Content, OrderLife, Parcel, Return
    from ..report import Report


def order_lines(lives: Sequence[OrderLife], report: Report, *, personal: bool) -> Iterator[str]:
    """The lives of the orders that have an id, in pieces of whole lines.

    Args:
        lives: the orders.
        report: the run that they are of.
        personal: whether personal data may be shown.
    """
    for life in lives:
        shop = f" ({life.shop})" if len(lives) > 1 and life.shop else ""
        for line in _facts(life, report, personal=personal):
            yield inert(f"order {life.order_id}{shop}: {line}") + "\n"
        for found in life.findings:
            yield finding_lines(report, found.rule, found.rows, personal=personal)
    yield as_of_line(report) + "\n"


def _facts(life: OrderLife, report: Report, *, personal: bool) -> Iterator[str]:
    yield f"record {life.place.path}:{life.place.line}"
    words = {"shop": life.shop, "platform": life.platform, "status": state(life.status), "to": life.province}
    yield from (f"{name} {word}" for name, word in words.items() if word)
    for sibling in life.siblings:
        yield f"{'inferred sibling' if life.inferred else 'sibling'} {sibling_words(sibling)}"
    yield f"times in {life.zone}"
    yield from times_words(life.times, life.zone)
    if life.cancelled_by:
        yield f"cancelled by the {life.cancelled_by}"
    for promise in life.promises:
        yield f"promise: {promise_words(promise, life, report.as_of)}"
    for line in life.lines:
        amounts = ", ".join(f"{name} {amount}" for name, amount in line_amounts(line).items())
        yield f"line {line.line_id or '-'} {line.sku or '-'}: {amounts}; {line_words(line)}"
    for parcel in life.parcels:
        yield from _parcel(parcel, life)
    for told in life.returns:
        yield _return(told, life, personal=personal)


def _parcel(parcel: Parcel, life: OrderLife) -> Iterator[str]:
    name = parcel_name(parcel)
    yield ": ".join(part for part in (name, parcel_state(parcel)) if part)
    yield from (f"{name}: {time}" for time in times_words(parcel.times, life.zone))
    for content in parcel.contents:
        yield f"{name}: {_content(content)} ({content_words(content, life)})"


def _content(content: Content) -> str:
    amount = "?" if content.quantity is None else quantity(content.quantity)
    units = [asdict(unit) for unit in content.units]
    told = (f"{ODD} " * odd(unit["fit"]) + unit_words(unit, alone=len(units) == 1) for unit in units)
    return "; ".join([f"{content.sku or '-'} x {amount}", *told])


def _return(told: Return, life: OrderLife, *, personal: bool) -> str:
    comment = "" if not told.comment else f"“{shown(told.comment, personal=personal)}”"
    what = f"{told.sku or '-'} x {'?' if told.quantity is None else quantity(told.quantity)}"
    words = [what, *return_words(told), comment, *times_words(told.times, life.zone)]
    return f"return {told.return_id or '-'}: {', '.join(word for word in words if word)}"
