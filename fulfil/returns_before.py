"""The figures of returns in an earlier JSON report, read back to be compared with."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from .earlier_report import read_report, refused
from .metrics.returns.result import (
    PERCENTS,
    AgeBand,
    Answered,
    FromOrders,
    Incidence,
    Lasted,
    Money,
    Owed,
    Reading,
    ReturnsFigures,
    ReturnsPart,
    Stage,
)

#: The option that names the report, and the command that makes it.
_BY: Final = ("--compare", "returns")


def read_before(path: str) -> ReturnsFigures:
    """Read the figures of an earlier run.

    Args:
        path: what `--format json` wrote.

    Returns:
        The figures; rows of single records are not known any more, and 0.

    Raises:
        UsageError: it cannot be read, is no such report, is of another version, or has no returns.
    """
    told = read_report(path, *_BY)
    if not isinstance(told["metrics"].get("returns"), dict):
        raise refused("the report has no figures of returns", path, *_BY)
    try:
        return _figures(told["metrics"]["returns"])
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise refused("its figures of returns are damaged", path, *_BY) from error


def _figures(told: dict[str, Any]) -> ReturnsFigures:
    return ReturnsFigures(
        period=_period(told["period"]),
        as_of=_moment(told["as_of"]),
        number=int(told["n"]),
        outcomes=_counts(told["outcomes"]),
        apart=tuple((str(one["why"]), int(one["n"]), _money(one["money"])) for one in told["apart"]),
        left_out=_counts(told["left_out"]),
        whole=_lasted(told["whole"]),
        stages=tuple(_stage(stage) for stage in told["stages"]),
        owners=tuple((str(owner), float(share)) for owner, share in told["owners"].items()),
        incidence=tuple(
            Incidence(str(one["outcome"]), int(one["n"]), _within(one["within"]), _number(one["half_days"]))
            for one in told["incidence"]
        ),
        open_by_age=tuple(
            AgeBand(
                float(band["above_days"]), _number(band["up_to_days"]), int(band["n"]), _money(band["money"])
            )
            for band in told["open_by_age"]
        ),
        answers_by_hour=_answers(told["answers_by_hour"]),
        answers_by_weekday=_answers(told["answers_by_weekday"]),
        order_to_refund=_lasted(told["order_to_refund"]),
        overdue=tuple(_owed(one) for one in told["overdue"]),
        past_legal=None if told["past_legal"] is None else int(told["past_legal"]),
        parts=tuple(_part(part) for part in told["parts"]),
        from_orders=tuple(
            FromOrders(
                str(one["file"]),
                int(one["orders"]),
                int(one["refunded"]),
                int(one["open"]),
                _money(one["money"]),
            )
            for one in told["from_orders"]
        ),
    )


def _lasted(told: dict[str, Any]) -> Lasted:
    beyond = _number(told["more_than_days"])
    readings = (
        Reading(
            percent,
            days := _number(told[f"p{percent}_days"]),
            _number(told[f"p{percent}_low"]),
            _number(told[f"p{percent}_high"]),
            beyond if days is None else None,
        )
        for percent in (() if told["why_not"] else PERCENTS)
    )
    return Lasted(
        number=int(told["n"]),
        open=int(told["open"]),
        readings=tuple(readings),
        untold=int(told["untold"]),
        closed_only=_number(told["closed_only_days"]),
        within=_within(told["within"]),
        why_not=told["why_not"] or "",
    )


def _stage(told: dict[str, Any]) -> Stage:
    return Stage(
        start=str(told["from"]),
        end=str(told["to"]),
        owner=str(told["owner"]),
        lasted=_lasted(told),
        days=float(told["days"]),
        share=float(told["share"]),
    )


def _answers(told: list[dict[str, Any]]) -> tuple[Answered, ...]:
    return tuple(
        Answered(str(one["label"]), int(one["n"]), int(one["open"]), _number(one["median_hours"]))
        for one in told
    )


def _owed(told: dict[str, Any]) -> Owed:
    return Owed(
        row=0,
        return_id=told["return_id"],
        order_id=told["order_id"],
        shop=told["shop"],
        what=str(told["what"]),
        since=datetime.fromisoformat(told["since"]),
        due_at=datetime.fromisoformat(told["due_at"]),
        days=float(told["days"]),
        limit=str(told["limit"]),
        source=str(told["source"]),
        legal=bool(told["legal"]),
        amount=None if told["amount"] is None else Decimal(told["amount"]),
        currency=told["currency"],
    )


def _part(told: dict[str, Any]) -> ReturnsPart:
    return ReturnsPart(
        dimension=str(told["dimension"]),
        value=told["value"],
        number=int(told["n"]),
        open=int(told["open"]),
        whole=_lasted(told["whole"]),
        refunded=_number(told["refunded"]),
        seller_share=_number(told["seller_share"]),
        money=_money(told["money"]),
    )


def _counts(told: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((str(name), int(number)) for name, number in told.items())


def _within(told: list[dict[str, Any]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(one["days"]), float(one["share"])) for one in told)


def _money(told: list[dict[str, Any]]) -> Money:
    return tuple((one["currency"], Decimal(one["amount"])) for one in told)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _period(told: dict[str, str] | None) -> tuple[date, date] | None:
    return None if told is None else (date.fromisoformat(told["from"]), date.fromisoformat(told["to"]))
