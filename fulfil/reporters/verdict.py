"""The answer in one line: how many orders may go, or how much was found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ..suppression.silencing import By
from ..tables import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..report import OrderCounts, Report
    from ..suppression.silencing import Silenced


#: What is said of a kind of file whose profile has grade C.
UNCONFIRMED = "this kind of file rests on one unconfirmed example: look twice"


def verdict(report: Report) -> str:
    """The first line of every report that people read.

    It counts orders for a handoff and findings for an audit; what was left unchecked stands behind it.
    """
    answer = _audit(report) if report.counts is None else _handoff(report.counts, report)
    return " ".join([answer, *_silent(report.silenced), *(_sentence(notice) for notice in report.notices)])


def as_of_line(report: Report) -> str:
    """The moment that ages are counted to, in the zone of the first file, and where it comes from."""
    if report.as_of is None:
        return "No moment to count ages to: no file has an event with a time."
    zone = report.files[0].zone if report.files else "UTC"
    moment = report.as_of.astimezone(ZoneInfo(zone)).isoformat(" ", "seconds")
    source = "as stated" if report.as_of_stated else "the latest event in the files"
    return f"Ages are counted to {moment} ({zone}), {source}."


def judges_addresses(report: Report) -> bool:
    """Whether rules about addresses were asked at all."""
    return any(found.rule.code.startswith("ADR") for found in report.findings)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 order`, `2,000 orders`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _silent(silenced: Silenced) -> Iterator[str]:
    """What is found and does not count."""
    old, ignored = silenced.number(By.BASELINE), silenced.number(By.IGNORED)
    if old:
        yield f"{counted(old, 'old finding')} {_are(old)} in the baseline."
    if ignored:
        yield f"{counted(ignored, 'finding')} {_are(ignored)} ignored by {silenced.ignored}."


def _handoff(counts: OrderCounts, report: Report) -> str:
    may_go, unreadable = counts.ready + counts.fixed, report.unreadable
    how = [f"{counts.fixed:,} of them fixed"] if counts.fixed else []
    if counts.ignored:
        how.append(f"{counts.ignored:,} of them only by {report.silenced.ignored}")
    by = f" ({', '.join(how)})" if how else ""
    parts = [
        f"{may_go:,} of {counted(counts.due, 'due order')} may go{by}",
        f"{counts.held:,} {_are(counts.held)} held",
    ]
    if unreadable:
        parts.append(f"{counted(unreadable, 'record')} could not be read")
    parts.append(f"{counts.not_due:,} {'was' if counts.not_due == 1 else 'were'} not due")
    return "; ".join(parts) + "."


def _audit(report: Report) -> str:
    found = report.found
    total = found.systemic + found.single
    if not total:
        return f"No findings in {_told(report)}."
    grades = ((found.errors, "error"), (found.warnings, "warning"), (found.notes, "note"))
    by_grade = ", ".join(counted(number, grade) for number, grade in grades if number)
    folded = ""
    if found.folded:
        folded = f"; {counted(found.systemic, 'of them explains', 'of them explain')} {found.folded:,} more"
    return f"{counted(total, 'finding')} ({by_grade}) in {_flagged(report)}{folded}."


_OTHERS = {Subject.SHIPMENTS: "shipment line", Subject.RETURNS: "return line"}


def _told(report: Report) -> str:
    """What was read; an order list with tracking numbers tells of shipments, too."""
    others = [counted(report.told[s], word) for s, word in _OTHERS.items() if s in report.told]
    orders = [counted(report.orders, "order")] if report.orders or not others else []
    return _and([*orders, *others])


def _flagged(report: Report) -> str:
    """What has findings, of what was read."""
    found = report.found
    others = [
        f"{found.others.get(s, 0):,} of {counted(report.told[s], word)}"
        for s, word in _OTHERS.items()
        if s in report.told
    ]
    orders = [f"{found.orders:,} of {counted(report.orders, 'order')}"] if report.orders or not others else []
    return _and([*orders, *others])


def _and(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _sentence(notice: str) -> str:
    first = notice.split(" ", 1)[0]
    start = notice if "." in first or "/" in first or "\\" in first else notice[:1].upper() + notice[1:]
    return start + "."
