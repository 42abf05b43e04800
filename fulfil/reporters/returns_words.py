"""Figures of returns in words, the same on a terminal, in a pipe and in a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ..metrics.returns.named import CASES, DAYS, HOURS, NO_CURRENCY, SHARE
from .figures import duration, percent
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..metrics.returns.compared import Change
    from ..metrics.returns.result import Lasted, Money, Reading, Stage

_HOURS_A_DAY: Final = 24
_SECONDS_A_DAY: Final = 86_400
#: Whose time it is, as the seller reads it.
_OWNERS: Final = {"seller": "ours", "several": "not told apart", "others": "buyer, courier"}
#: What the stages of the seller are called; what else there is, is told by its ends.
_STAGES: Final = {
    ("requested", "answered"): "our answer",
    ("requested", "settled"): "our handling of the request",
    ("answered", "settled"): "our handling after the answer",
    ("received", "inspected"): "our inspection",
    ("inspected", "settled"): "our refund after the inspection",
    ("received", "settled"): "our handling of what came back",
}
_SELLER: Final = "seller"


def days(value: float) -> str:
    """A duration in days as people read it: `5.0 h`, and days from three on."""
    return duration(value * _HOURS_A_DAY)


def days_in_words(value: float) -> str:
    """`9.2 days`, `5.0 hours`."""
    return days(value).removesuffix("h").removesuffix("d") + ("days" if days(value)[-1] == "d" else "hours")


def reading_words(reading: Reading) -> str:
    """`9.2 d (8.1 to 10.4)`, `> 30.0 d`, or `-` where too few are there."""
    if reading.days is None:
        return "-" if reading.more_than is None else f"> {days(reading.more_than)}"
    return f"{days(reading.days)}{_in_brackets(band_words(reading))}"


def band_words(reading: Reading) -> str:
    """The 95 % band, `8.1 to 10.4 d`; the end that it does not reach is open; empty where there is none."""
    if reading.days is None or (reading.low is None and reading.high is None):
        return ""
    if reading.low is None:
        return f"up to {days(reading.high or 0)}"
    return f"from {days(reading.low)}" if reading.high is None else _span(reading.low, reading.high)


def lasted_words(lasted: Lasted) -> str:
    """All percentiles, the shares, and what is missing, for a line of its own."""
    return "; ".join(_lasted_parts(lasted))


def _lasted_parts(lasted: Lasted) -> Iterator[str]:
    if lasted.why_not:
        yield f"not told: {lasted.why_not}"
    else:
        yield ", ".join(f"p{reading.percent} {reading_words(reading)}" for reading in lasted.readings)
    if lasted.within:
        shares = ", ".join(f"{limit:g} days {percent(share)}" for limit, share in lasted.within)
        yield f"ended within {shares}"
    if lasted.closed_only is not None:
        yield f"median of the ended alone {days(lasted.closed_only)}, which flatters"
    if lasted.untold:
        yield f"{lasted.untold:,} not counted, as a time is missing or impossible"


def owner_words(owner: str) -> str:
    """Whose time it is."""
    return _OWNERS.get(owner, owner)


def stage_words(stage: Stage) -> str:
    """What the time of a stage is: `is our inspection`, `passes from sent back to settled`."""
    if stage.owner == _SELLER and (name := _STAGES.get((stage.start, stage.end))):
        return f"is {name}"
    whose = {_SELLER: "is ours", "buyer": "is the buyer's", "courier": "is the courier's"}
    told = whose.get(stage.owner)
    return f"{told}, from {stage_name(stage)}" if told else f"passes from {stage_name(stage)}"


def stage_name(stage: Stage) -> str:
    """`received to inspected`."""
    return f"{stage.start} to {stage.end}"


def money_words(money: Money) -> str:
    """`1,200.00 CNY, 30.00 USD`; empty where nothing is told."""
    return ", ".join(f"{amount:,.2f} {currency or ''}".strip() for currency, amount in money)


def change_name(change: Change) -> str:
    """`received to inspected: p50`."""
    section = "" if change.section == "stage" else change.section
    name = " ".join(word for word in (section, change.name) if word)
    return f"{name}: {change.part}"


def change_words(change: Change) -> tuple[str, str, str]:
    """The figure before and now, and how it has grown: `12.0 d`, `9.2 d`, `-2.8 d`; durations in one unit."""
    scale, unit = 1.0, change.unit
    if unit in (DAYS, HOURS):
        hours = [float(x) * (_HOURS_A_DAY if unit == DAYS else 1) for x in (change.before, change.now) if x]
        in_days = duration(max(hours, default=0)).endswith("d")
        scale = (1 if in_days else _HOURS_A_DAY) if unit == DAYS else (1 / _HOURS_A_DAY if in_days else 1)
        unit = "d" if in_days else "h"
    before, now, grown = (
        value if value is None or scale == 1 else float(value) * scale
        for value in (change.before, change.now, change.change)
    )
    return _value(before, unit), _value(now, unit), _value(grown, unit, signed=True)


def _value(value: float | Decimal | None, unit: str, *, signed: bool = False) -> str:
    if value is None:
        return "-"
    sign = "-" if value < 0 else "+" if signed and value > 0 else ""
    size = -value if value < 0 else value
    if unit == SHARE:
        told = f"{float(size) * 100:.1f} " + ("points" if signed else "%")
    elif unit in ("d", "h"):
        told = f"{float(size):.1f} {unit}"
    elif isinstance(value, Decimal):
        told = money_words(((None if unit == NO_CURRENCY else unit, Decimal(size)),))
    else:
        told = f"{size:,.0f}" if unit == CASES or float(size).is_integer() else f"{size:,.2f}"
    return sign + told


def several(number: int) -> str:
    """How many returns."""
    return counted(number, "return")


def _span(low: float, high: float) -> str:
    """`8.1 to 10.4 d`: the unit once where it is the same."""
    first, last = days(low), days(high)
    return f"{first.removesuffix(last[-2:])} to {last}" if first[-1] == last[-1] else f"{first} to {last}"


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""
