"""Every figure of returns by its name, one a row, for tables and for comparing two runs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .result import AgeBand, Answered, Lasted, Money, Owed, ReturnsFigures

#: Units beside currencies.
CASES: Final = "cases"
DAYS: Final = "days"
HOURS: Final = "hours"
SHARE: Final = "share"
ORDERS: Final = "orders"
#: What stands for a currency that is not told.
NO_CURRENCY: Final = "money"
#: What stands for a value of a dimension that is not told.
NOT_TOLD: Final = "(not told)"


@dataclass(frozen=True, slots=True)
class Named:
    """One figure.

    Args:
        section: what it is a figure of: `whole`, `stage`, `outcome`, `by reason` and so on.
        name: which one of them, such as `received to inspected`; empty where there is one only.
        part: what of it: `cases`, `open`, `p50`, `within 7`, `money` and so on.
        value: the figure; None where the data do not support it.
        unit: `cases`, `days`, `hours`, `share`, `orders`, or a currency.
        low: the lower end of its 95 % band.
        high: the upper end.
        number: how many it rests on.
        open: how many of them have not ended.
        note: what must be known beside it.
    """

    section: str
    name: str
    part: str
    value: float | Decimal | None
    unit: str
    low: float | None = None
    high: float | None = None
    number: int | None = None
    open: int | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What two runs call the same."""
        return self.section, self.name, self.part, self.unit


def named_figures(figures: ReturnsFigures) -> Iterator[Named]:
    """All figures, the most important first; single cases are not among them.

    Args:
        figures: the figures.
    """
    yield Named("returns", "", "cases", figures.number, CASES)
    yield from _lasted("whole", "", figures.whole)
    yield Named("overdue", "", "past a legal limit", figures.past_legal, CASES)
    yield Named("overdue", "", "cases", len(figures.overdue), CASES)
    yield from _money("overdue", "", sums(figures.overdue))
    yield from _time(figures)
    yield from _ends(figures)
    yield from _lasted("order to refund", "", figures.order_to_refund)
    yield from _answered("answers by hour", figures.answers_by_hour)
    yield from _answered("answers by weekday", figures.answers_by_weekday)
    yield from _parts(figures)
    yield from _not_counted(figures)


def sums(owed: Iterable[Owed]) -> Money:
    """What is owed together, by currency; cases without an amount add nothing."""
    by_currency: dict[str | None, Decimal] = defaultdict(Decimal)
    for one in owed:
        if one.amount is not None:
            by_currency[one.currency] += one.amount
    return tuple(sorted(by_currency.items(), key=lambda item: item[0] or ""))


def band_name(band: AgeBand) -> str:
    """`up to 3 days`, `3 to 7 days`, `over 30 days`."""
    if band.up_to is None:
        return f"over {band.above:g} days"
    return f"{band.above:g} to {band.up_to:g} days" if band.above else f"up to {band.up_to:g} days"


def _time(figures: ReturnsFigures) -> Iterator[Named]:
    for stage in figures.stages:
        name = f"{stage.start} to {stage.end}"
        yield from _lasted("stage", name, stage.lasted, stage.owner)
        yield Named("stage", name, "time spent", stage.days, DAYS, note=stage.owner)
        yield Named("stage", name, "share of the time", stage.share, SHARE, note=stage.owner)
    for owner, share in figures.owners:
        yield Named("owner", owner, "share of the time", share, SHARE)


def _ends(figures: ReturnsFigures) -> Iterator[Named]:
    for outcome, number in figures.outcomes:
        yield Named("outcome", outcome, "cases", number, CASES)
    for one in figures.incidence:
        for limit, share in one.within:
            part = f"within {limit:g} days"
            yield Named("outcome", one.outcome, part, share, SHARE, number=one.number)
        yield Named("outcome", one.outcome, "half of all within", one.half, DAYS, number=one.number)
    for band in figures.open_by_age:
        yield Named("open by age", band_name(band), "cases", band.number, CASES)
        yield from _money("open by age", band_name(band), band.money)


def _parts(figures: ReturnsFigures) -> Iterator[Named]:
    for part in figures.parts:
        section, name = f"by {part.dimension}", NOT_TOLD if part.value is None else part.value
        whole = replace(part.whole, number=part.number, open=part.open)
        yield from _lasted(section, name, whole)
        yield Named(section, name, "refunded", part.refunded, SHARE, number=part.number)
        yield Named(section, name, "seller's share of the time", part.seller_share, SHARE)
        yield from _money(section, name, part.money)


def _not_counted(figures: ReturnsFigures) -> Iterator[Named]:
    for why, number, money in figures.apart:
        yield Named("apart", why, "cases", number, CASES)
        yield from _money("apart", why, money)
    for why, number in figures.left_out:
        yield Named("left out", why, "cases", number, CASES)
    for told in figures.from_orders:
        for part in ("orders", "refunded", "open"):
            yield Named("order export", told.path, part, getattr(told, part), ORDERS)
        yield from _money("order export", told.path, told.money)


def _lasted(section: str, name: str, lasted: Lasted, note: str = "") -> Iterator[Named]:
    number, still = lasted.number, lasted.open
    yield Named(section, name, "cases", number, CASES, note=note)
    yield Named(section, name, "open", still, CASES, note=note)
    for reading in lasted.readings:
        beyond = "" if reading.more_than is None else f"more than {reading.more_than:.1f} days"
        told = "; ".join(word for word in (note, beyond) if word)
        band = (reading.low, reading.high)
        yield Named(section, name, f"p{reading.percent}", reading.days, DAYS, *band, number, still, told)
    for limit, share in lasted.within:
        yield Named(section, name, f"within {limit:g} days", share, SHARE, number=number, open=still)
    if lasted.closed_only is not None:
        yield Named(section, name, "median of the ended only", lasted.closed_only, DAYS, note="it flatters")
    if lasted.untold:
        yield Named(section, name, "a time is missing", lasted.untold, CASES)
    if lasted.why_not:
        yield Named(section, name, "p50", None, DAYS, number=number, open=still, note=lasted.why_not)


def _money(section: str, name: str, money: Money) -> Iterator[Named]:
    for currency, amount in money:
        yield Named(section, name, "money", amount, currency or NO_CURRENCY)


def _answered(section: str, answers: tuple[Answered, ...]) -> Iterator[Named]:
    for answer in answers:
        yield Named(
            section, answer.label, "p50", answer.median_hours, HOURS, number=answer.number, open=answer.open
        )
