"""The finished figures of returns, frozen: reporters print them and count nothing. Durations are days."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

#: Amounts by currency; None where the currency is not told. Amounts of two currencies are never added.
Money = tuple[tuple[str | None, "Decimal"], ...]

#: What the figures can be broken down by; the week is that of the request.
DIMENSIONS: Final = ("reason", "sku", "carrier", "warehouse", "shop", "week")

#: The percentiles that are told of every duration.
PERCENTS: Final = (50, 80, 90, 95)


@dataclass(frozen=True, slots=True)
class Reading:
    """A percentile of a duration by Kaplan and Meier, with its 95 % band.

    Args:
        percent: which one.
        days: None where the curve does not reach it, or too few are there to say.
        low: the band's lower end; None where the band does not reach it.
        high: likewise, the upper end.
        more_than: where the curve does not reach it: the longest that was observed.
    """

    percent: int
    days: float | None
    low: float | None
    high: float | None
    more_than: float | None


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long something took.

    Args:
        number: how many were at risk.
        open: how many of them have not ended.
        readings: p50, p80, p90, p95.
        untold: how many could not be counted, as a time is missing.
        closed_only: the median of what has ended, for comparison; it flatters.
        within: limit in days -> share that ended within it.
        why_not: why there is no figure; empty where there is one.
    """

    number: int
    open: int
    readings: tuple[Reading, ...] = ()
    untold: int = 0
    closed_only: float | None = None
    within: tuple[tuple[float, float], ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Args:
        start: the milestone that it begins with.
        end: the milestone that it ends with.
        owner: whose time it is.
        lasted: how long it takes.
        days: time spent in it by all cases, inside the period, together.
        share: of the time of all stages.
    """

    start: str
    end: str
    owner: str
    lasted: Lasted
    days: float
    share: float


@dataclass(frozen=True, slots=True)
class Incidence:
    """How many end in one way, by Aalen and Johansen: the other ways compete with it.

    Args:
        outcome: the way.
        number: how many ended in it.
        within: days -> share that ended in it within them.
        half: within so many days half of all have ended in it; None where that is never reached.
    """

    outcome: str
    number: int
    within: tuple[tuple[float, float], ...]
    half: float | None


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Open cases of one age.

    Args:
        above: older than so many days; 0 for the first.
        up_to: not older than so many days; None for the last.
        number: how many.
        money: what they ask for.
    """

    above: float
    up_to: float | None
    number: int
    money: Money


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers to the requests of one hour of the day or one weekday, in the zone of the file.

    Args:
        label: `14` for 14:00 to 14:59, or `Mon`.
        number: requests.
        open: of these, not answered yet.
        median_hours: by Kaplan and Meier; None where too few are there, or not half is answered.
    """

    label: str
    number: int
    open: int
    median_hours: float | None


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed past its limit, or soon will be.

    Args:
        row: the record.
        return_id: the return.
        order_id: its order.
        shop: its shop.
        what: what is owed: `answer`, `refund`.
        since: the moment from which the limit counts.
        due_at: when it was, or is, due.
        days: days past `due_at`; negative where it is still ahead.
        limit: in words.
        source: the law or rule behind it.
        legal: whether it is a law's.
        amount: of money, None where it is not told.
        currency: its currency.
    """

    row: int
    return_id: str | None
    order_id: str | None
    shop: str | None
    what: str
    since: datetime
    due_at: datetime
    days: float
    limit: str
    source: str
    legal: bool
    amount: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class ReturnsPart:
    """The figures of the cases that share a value.

    Args:
        dimension: such as `reason`.
        value: the value; None where nothing is told.
        number: cases.
        open: of these, open.
        whole: from request to end.
        refunded: share refunded within the longest of the `within` days, by Aalen and Johansen.
        seller_share: of the time, what is the seller's.
        money: refunded.
    """

    dimension: str
    value: str | None
    number: int
    open: int
    whole: Lasted
    refunded: float | None
    seller_share: float | None
    money: Money


@dataclass(frozen=True, slots=True)
class FromOrders:
    """What order exports tell of returns where there is no return export: counts and money, no clocks.

    Args:
        path: the file.
        orders: its orders.
        refunded: orders that say that money went back.
        open: orders with an after-sale request that is open.
        money: refunded, where the file says how much.
    """

    path: str
    orders: int
    refunded: int
    open: int
    money: Money


@dataclass(frozen=True, slots=True)
class ReturnsFigures:
    """All figures of returns.

    Args:
        period: first and last day, where the user asked for one.
        as_of: the moment that ages are counted to, UTC.
        number: cases that the headline counts.
        outcomes: outcome -> cases, open ones included; `not told` where the file tells no end.
        apart: why cases stand apart -> cases and money.
        left_out: reason -> cases.
        whole: from request to end, whatever the end.
        stages: in order.
        owners: owner -> share of the time.
        incidence: by outcome.
        open_by_age: the bands.
        answers_by_hour: 24 of them, or none.
        answers_by_weekday: 7 of them, or none.
        order_to_refund: from the first payment to the last refund of a purchase.
        overdue: past its limit, the longest first.
        past_legal: cases past a law's limit, ended ones included; None where no law's limit is known for the
            files, or none can be computed.
        due_soon: what falls due next; None where nobody asked.
        parts: breakdowns.
        from_orders: where order exports are all that there is.
        notes: what could not be said, and why; what was assumed.
    """

    period: tuple[date, date] | None
    as_of: datetime | None
    number: int
    outcomes: tuple[tuple[str, int], ...]
    apart: tuple[tuple[str, int, Money], ...]
    left_out: tuple[tuple[str, int], ...]
    whole: Lasted
    stages: tuple[Stage, ...]
    owners: tuple[tuple[str, float], ...]
    incidence: tuple[Incidence, ...]
    open_by_age: tuple[AgeBand, ...]
    answers_by_hour: tuple[Answered, ...]
    answers_by_weekday: tuple[Answered, ...]
    order_to_refund: Lasted
    overdue: tuple[Owed, ...]
    past_legal: int | None
    due_soon: tuple[Owed, ...] | None = None
    parts: tuple[ReturnsPart, ...] = ()
    from_orders: tuple[FromOrders, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)
