"""The figures of returns as a tidy table for a spreadsheet: one figure a row."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final

from ..handoff.record_text import guard
from ..metrics.returns.named import DAYS, NO_CURRENCY, Named, named_figures
from .amounts import money
from .inert import inert
from .placed_owed import placed_owed
from .returns_answer import returns_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..metrics.returns.result import ReturnsFigures
    from ..report import Report
    from .placed_owed import PlacedOwed

#: So many rows are written at once.
_AT_ONCE: Final = 1_000
COLUMNS: Final = ("section", "name", "part", "value", "unit", "low", "high", "n", "open", "note")


def csv_pieces(report: Report) -> Iterator[str]:
    """The table in pieces of whole records: UTF-8 with BOM, RFC 4180, no cell that runs as a formula.

    It holds ids of returns and orders, and no personal data.

    Args:
        report: the finished run.
    """
    yield "\ufeff" + _records([COLUMNS])
    rows = _rows(report.returns, report)
    while some := [_cells(row) for row in islice(rows, _AT_ONCE)]:
        yield _records(some)


def _rows(figures: ReturnsFigures | None, report: Report) -> Iterator[Named]:
    yield Named("answer", "", "", None, "", note=returns_answer(figures))
    if figures is None:
        return
    if figures.period is not None:
        first, last = figures.period
        yield Named("period", "", "", None, "", note=f"{first} to {last}")
    yield from named_figures(figures)
    for section, owed in (("overdue case", figures.overdue), ("due soon", figures.due_soon or ())):
        for one in placed_owed(owed, report):
            yield from _owed(section, one)
    for change in report.compared.changes if report.compared else ():
        name = " ".join(word for word in (change.section, change.name) if word)
        for part, value in (("before", change.before), ("change", change.change)):
            yield Named("compared", name, f"{change.part}: {part}", value, change.unit)
    for note in figures.notes:
        yield Named("note", "", "", None, "", note=note)


def _owed(section: str, placed: PlacedOwed) -> Iterator[Named]:
    owed = placed.owed
    name = owed.return_id or placed.order_id or placed.place
    times = f"due {placed.due}, since {placed.since}"
    told = f"order {placed.order_id or '-'}; {placed.limit}; {times}; {placed.place}"
    yield Named(section, name, f"{owed.what}: {placed.late}", abs(owed.days), DAYS, note=told)
    if owed.amount is not None:
        yield Named(section, name, f"{owed.what}: money", owed.amount, owed.currency or NO_CURRENCY)


def _cells(row: Named) -> list[str]:
    names = (inert(cell) for cell in (row.section, row.name, row.part))
    band = map(_number, (row.low, row.high, row.number, row.open))
    return [*map(guard, names), _number(row.value), guard(inert(row.unit)), *band, guard(inert(row.note))]


def _number(value: float | Decimal | None) -> str:
    """A plain number for programs; a negative one, too, is no formula."""
    if value is None:
        return ""
    return money(value) if isinstance(value, Decimal) else f"{round(value, 6):.6f}".rstrip("0").rstrip(".")


def _records(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
