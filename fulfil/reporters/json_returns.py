"""The figures of returns as JSON, under `metrics.returns`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ..metrics.returns.result import PERCENTS
from .amounts import money as amount_text
from .placed_owed import placed_owed
from .returns_answer import returns_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..metrics.returns.compared import Compared
    from ..metrics.returns.result import Answered, Lasted, Money, Owed, ReturnsFigures, ReturnsPart
    from ..report import Report
    from .placed_owed import PlacedOwed


#: Digits behind the point of a float: what differs beyond them is the order in which threads added.
_DIGITS: Final = 9


def returns_object(figures: ReturnsFigures, report: Report) -> dict[str, Any]:
    """The object; its shape is `$defs/returns` of `report.schema.json`.

    Args:
        figures: the figures.
        report: the run, for the places of records, and what it is compared with.
    """
    return {
        "answer": returns_answer(figures),
        "period": _period(figures.period),
        "as_of": figures.as_of.isoformat() if figures.as_of else None,
        "n": figures.number,
        "past_legal": figures.past_legal,
        "whole": _lasted(figures.whole),
        "stages": [
            {
                "from": stage.start,
                "to": stage.end,
                "owner": stage.owner,
                "days": _rounded(stage.days),
                "share": _rounded(stage.share),
                **_lasted(stage.lasted),
            }
            for stage in figures.stages
        ],
        "owners": {owner: _rounded(share) for owner, share in figures.owners},
        "outcomes": dict(figures.outcomes),
        "incidence": [
            {
                "outcome": one.outcome,
                "n": one.number,
                "within": _within(one.within),
                "half_days": _rounded(one.half),
            }
            for one in figures.incidence
        ],
        "apart": [{"why": why, "n": number, "money": _money(money)} for why, number, money in figures.apart],
        "left_out": dict(figures.left_out),
        "open_by_age": [
            {
                "above_days": band.above,
                "up_to_days": band.up_to,
                "n": band.number,
                "money": _money(band.money),
            }
            for band in figures.open_by_age
        ],
        "answers_by_hour": _answers(figures.answers_by_hour),
        "answers_by_weekday": _answers(figures.answers_by_weekday),
        "order_to_refund": _lasted(figures.order_to_refund),
        "overdue": _owed(figures.overdue, report),
        "due_soon": None if figures.due_soon is None else _owed(figures.due_soon, report),
        "parts": [_part(part) for part in figures.parts],
        "from_orders": [
            {
                "file": told.path,
                "orders": told.orders,
                "refunded": told.refunded,
                "open": told.open,
                "money": _money(told.money),
            }
            for told in figures.from_orders
        ],
        "notes": list(figures.notes),
        "compared": None if report.compared is None else _compared(report.compared),
    }


def _lasted(lasted: Lasted) -> dict[str, Any]:
    """Each percentile with its band; null where the curve does not reach it, or too few are there."""
    told: dict[str, Any] = {"n": lasted.number, "open": lasted.open}
    by_percent = {reading.percent: reading for reading in lasted.readings}
    for percent in PERCENTS:
        reading = by_percent.get(percent)
        told[f"p{percent}_days"] = reading and _rounded(reading.days)
        told[f"p{percent}_low"] = reading and _rounded(reading.low)
        told[f"p{percent}_high"] = reading and _rounded(reading.high)
    beyond = [reading.more_than for reading in lasted.readings if reading.more_than is not None]
    return told | {
        "more_than_days": _rounded(max(beyond, default=None)),
        "within": _within(lasted.within),
        "closed_only_days": _rounded(lasted.closed_only),
        "untold": lasted.untold,
        "why_not": lasted.why_not or None,
    }


def _within(within: Iterable[tuple[float, float]]) -> list[dict[str, float | None]]:
    return [{"days": days, "share": _rounded(share)} for days, share in within]


def _money(money: Money) -> list[dict[str, str | None]]:
    return [{"currency": currency, "amount": amount_text(amount)} for currency, amount in money]


def _answers(answers: tuple[Answered, ...]) -> list[dict[str, Any]]:
    return [
        {"label": one.label, "n": one.number, "open": one.open, "median_hours": _rounded(one.median_hours)}
        for one in answers
    ]


def _owed(owed: Sequence[Owed], report: Report) -> list[dict[str, Any]]:
    return [_placed(placed) for placed in placed_owed(owed, report)]


def _placed(placed: PlacedOwed) -> dict[str, Any]:
    owed = placed.owed
    return {
        "what": owed.what,
        "return_id": owed.return_id,
        "order_id": placed.order_id,
        "shop": owed.shop,
        "since": owed.since.isoformat(),
        "due_at": owed.due_at.isoformat(),
        "days": _rounded(owed.days),
        "limit": owed.limit,
        "source": owed.source,
        "legal": owed.legal,
        "amount": None if owed.amount is None else amount_text(owed.amount),
        "currency": owed.currency,
        "file": placed.path,
        "line": placed.line,
    }


def _part(part: ReturnsPart) -> dict[str, Any]:
    return {
        "dimension": part.dimension,
        "value": part.value,
        "n": part.number,
        "open": part.open,
        "whole": _lasted(part.whole),
        "refunded": _rounded(part.refunded),
        "seller_share": _rounded(part.seller_share),
        "money": _money(part.money),
    }


def _period(period: tuple[date, date] | None) -> dict[str, str] | None:
    return None if period is None else {"from": period[0].isoformat(), "to": period[1].isoformat()}


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        "file": compared.path,
        "as_of": compared.as_of.isoformat() if compared.as_of else None,
        "period": _period(compared.period),
        "changes": [
            {
                "section": one.section,
                "name": one.name,
                "part": one.part,
                "unit": one.unit,
                "before": _number(one.before),
                "now": _number(one.now),
                "change": _number(one.change),
            }
            for one in compared.changes
        ],
    }


def _number(value: float | Decimal | None) -> float | str | None:
    """Money as text, so that nothing of it is lost; everything else as a number."""
    return amount_text(value) if isinstance(value, Decimal) else _rounded(value)


def _rounded(value: float | None) -> float | None:
    return value if value is None or isinstance(value, int) else round(value, _DIGITS)
