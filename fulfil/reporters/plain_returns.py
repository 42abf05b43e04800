"""The figures of returns as plain lines for a pipe or a file: everything, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..metrics.returns.named import NOT_TOLD, band_name, sums
from .figures import duration, percent
from .inert import inert
from .placed_owed import placed_owed
from .returns_words import (
    change_name,
    change_words,
    days,
    lasted_words,
    money_words,
    owner_words,
    stage_name,
)
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..metrics.returns.compared import Compared
    from ..metrics.returns.result import Answered, Incidence, Lasted, Money, Owed, ReturnsFigures, ReturnsPart
    from ..report import Report


def returns_lines(report: Report) -> Iterator[str]:
    """The figures, nothing cut, each in a line that begins with `returns`, or with the file of its record."""
    if report.returns is None:
        return
    for line in _lines(report.returns, report):
        yield inert(line) + "\n"


def _lines(figures: ReturnsFigures, report: Report) -> Iterator[str]:
    if figures.period is not None:
        yield f"returns period: {figures.period[0]} to {figures.period[1]}"
    if report.compared is not None:
        yield from _compared(report.compared)
    yield f"returns: {counted(figures.number, 'case')}"
    yield from _time(figures)
    yield from _ends(figures)
    yield from _owed_lines("overdue", figures.overdue, report)
    if figures.due_soon is not None:
        yield from _owed_lines("due soon", figures.due_soon, report)
    for answers, suffix in ((figures.answers_by_weekday, ""), (figures.answers_by_hour, ":00")):
        yield from (_answered(one, suffix) for one in answers if one.number)
    yield from map(_part, figures.parts)
    yield from _aside(figures)
    yield from (f"returns note: {note}" for note in figures.notes)


def _time(figures: ReturnsFigures) -> Iterator[str]:
    for stage in figures.stages:
        told = f"{days(stage.days)} in all, {percent(stage.share)} of the time"
        yield f"returns {stage_name(stage)} ({owner_words(stage.owner)}): {_lasted(stage.lasted)}; {told}"
    yield f"returns request to end: {_lasted(figures.whole)}"
    for owner, share in figures.owners:
        yield f"returns time, {owner_words(owner)}: {percent(share)}"
    yield f"returns payment to the last refund of a purchase: {_lasted(figures.order_to_refund)}"


def _ends(figures: ReturnsFigures) -> Iterator[str]:
    by_outcome = {one.outcome: one for one in figures.incidence}
    for outcome, number in figures.outcomes:
        yield f"returns outcome {outcome}: {counted(number, 'case')}{_incidence(by_outcome.get(outcome))}"
    for band in figures.open_by_age if any(band.number for band in figures.open_by_age) else ():
        yield f"returns open {band_name(band)}: {counted(band.number, 'case')}{_and_money(band.money)}"


def _aside(figures: ReturnsFigures) -> Iterator[str]:
    for told in figures.from_orders:
        refunded = f"{told.refunded:,} refunded{_and_money(told.money)}"
        yield f"returns in {told.path}: {counted(told.orders, 'order')}, {refunded}, {told.open:,} open"
    for why, number, money in figures.apart:
        yield f"returns apart: {why}: {counted(number, 'case')}{_and_money(money)}"
    for why, number in figures.left_out:
        yield f"returns left out: {why}: {counted(number, 'case')}"


def _and_money(money: Money) -> str:
    told = money_words(money)
    return f", {told}" if told else ""


def _lasted(lasted: Lasted) -> str:
    cases = f"{counted(lasted.number, 'case')}, {lasted.open:,} open; " if lasted.number else ""
    return cases + lasted_words(lasted)


def _incidence(told: Incidence | None) -> str:
    if told is None or not told.within:
        return ""
    shares = ", ".join(f"{percent(share)} in {limit:g} days" for limit, share in told.within)
    half = f"; half of all in {days(told.half)}" if told.half is not None else ""
    return f"; of all {shares}{half}"


def _owed_lines(what: str, owed: Sequence[Owed], report: Report) -> Iterator[str]:
    yield f"returns {what}: {counted(len(owed), 'case')}{_and_money(sums(owed))}"
    for one in placed_owed(owed, report):
        named = f"return {one.owed.return_id or '-'}, order {one.order_id or '-'}"
        shop = f", shop {one.owed.shop}" if one.owed.shop else ""
        time = f"{one.apart} {one.late}, due {one.due}; {one.limit}, since {one.since}"
        yield f"{one.place}: {what}: {one.what} of {named}{shop}: {time}; amount {one.amount}"


def _answered(answered: Answered, suffix: str) -> str:
    took = "not told" if answered.median_hours is None else f"half within {duration(answered.median_hours)}"
    asked = f"{counted(answered.number, 'request')}, {answered.open:,} not answered"
    return f"returns answers {answered.label}{suffix}: {took} ({asked})"


def _part(part: ReturnsPart) -> str:
    told = [f"{counted(part.number, 'case')}, {part.open:,} open", lasted_words(part.whole)]
    if part.refunded is not None:
        told.append(f"{percent(part.refunded)} refunded")
    if part.seller_share is not None:
        told.append(f"{percent(part.seller_share)} of the time ours")
    if money := money_words(part.money):
        told.append(f"{money} back")
    value = NOT_TOLD if part.value is None else part.value
    return f"returns [{part.dimension} {value}]: {'; '.join(told)}"


def _compared(compared: Compared) -> Iterator[str]:
    for one in (one for one in compared.changes if one.before is not None or one.now is not None):
        before, now, grown = change_words(one)
        yield f"returns compared: {change_name(one)}: {before} -> {now}{f' ({grown})' if one.changed else ''}"
